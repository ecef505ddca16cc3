import type { AppParts } from '../parts.ts';
import { faultsPatch, moneyFaults } from '../faults/index.ts';
import type { FaultsPatch } from '../faults/index.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';

/** One field of the form: `section.key` of the faults, what people read, and the kind of number it takes. */
interface Field {
  name: string;
  label: string;
  kind: 'rate' | 'count';
}

const sections: readonly { title: string; fields: readonly Field[] }[] = [
  {
    title: 'Webhooks from Stripe',
    fields: [
      { name: 'webhooks.duplicateRate', label: 'Share sent twice', kind: 'rate' },
      { name: 'webhooks.delayRate', label: 'Share held back (overtaken by later ones)', kind: 'rate' },
      { name: 'webhooks.delayMaxMs', label: 'Longest hold-back, ms', kind: 'count' },
      { name: 'webhooks.loseRate', label: 'Share never delivered', kind: 'rate' },
    ],
  },
  {
    title: 'Stripe API',
    fields: [
      { name: 'stripe.throttleRate', label: 'Share answered 429', kind: 'rate' },
      { name: 'stripe.serverErrorRate', label: 'Share answered 500', kind: 'rate' },
      { name: 'stripe.timeoutAfterSuccessRate', label: 'Share done but never answered', kind: 'rate' },
      { name: 'stripe.latencyMs', label: 'Added to every answer, ms', kind: 'count' },
    ],
  },
  { title: 'Mail', fields: [{ name: 'mail.bounceRate', label: 'Share of recipients refused (550)', kind: 'rate' }] },
  {
    title: 'Slack',
    fields: [
      { name: 'slack.rateLimitNext', label: 'Next calls answered 429', kind: 'count' },
      { name: 'slack.retryAfterSeconds', label: 'Retry-After, s', kind: 'count' },
      { name: 'slack.failNext', label: 'Next calls answered 500', kind: 'count' },
    ],
  },
  { title: 'SMS', fields: [{ name: 'sms.failNext', label: 'Next calls answered 500', kind: 'count' }] },
  {
    title: 'Marketing tool',
    fields: [{ name: 'marketing.failNext', label: 'Next calls answered 503', kind: 'count' }],
  },
];

export function faultsPage({ faults }: AppParts): Page {
  const body = html`${sections.map(({ title, fields }) => {
      const known = fields.filter(({ name }) => current(faults.state, name) !== undefined);
      if (known.length === 0)
        return html`<div class="card">
          <h2>${title}</h2>
          <p class="quiet">No product is connected.</p>
        </div>`;
      return html`<div class="card">
        <h2>${title}</h2>
        <form method="post" action="/faults">
          ${known.map((field) => input(field, current(faults.state, field.name)))}
          <div><button>Set</button></div>
        </form>
      </div>`;
    })}
    <div class="card">
      <h2>Money that goes wrong, once</h2>
      ${moneyFaults.map(
        (fault) =>
          html`<form method="post" action="/faults/money">
            <input type="hidden" name="fault" value="${fault}" /><button>${fault.replaceAll('-', ' ')}</button>
          </form>`,
      )}
    </div>
    <p class="quiet">
      One-off faults (<code>stripe.next</code>) and bouncing addresses (<code>mail.bounceAddresses</code>) are set by
      <code>PUT /faults</code>; the README lists everything.
    </p>`;
  return { path: '/faults', title: 'Faults', body };
}

function input({ name, label, kind }: Field, value: number | undefined): Html {
  const limits = kind === 'rate' ? html`min="0" max="1" step="0.01"` : html`min="0" step="1"`;
  return html`<label>${label}<input type="number" name="${name}" value="${value}" ${limits} required /></label>`;
}

function current(state: object, name: string): number | undefined {
  const [section = '', key = ''] = name.split('.');
  const group: unknown = Object.entries(state).find(([candidate]) => candidate === section)?.[1];
  if (typeof group !== 'object' || group === null) return undefined;
  const value: unknown = Object.entries(group).find(([candidate]) => candidate === key)?.[1];
  return typeof value === 'number' ? value : undefined;
}

/**
 * The patch a form of the page stands for.
 * @throws ZodError when a number is out of its limits (the form's own limits prevent it)
 */
export function patchOfForm(form: unknown): FaultsPatch {
  const patch: Record<string, Record<string, number>> = {};
  for (const [name, value] of Object.entries(typeof form === 'object' && form !== null ? form : {})) {
    const [section = '', key = ''] = name.split('.');
    (patch[section] ??= {})[key] = Number(value);
  }
  return faultsPatch.parse(patch);
}
