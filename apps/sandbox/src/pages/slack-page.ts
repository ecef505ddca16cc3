import { z } from 'zod';
import type { AppParts } from '../parts.ts';
import { slackPeople, type SlackMessage } from '../slack/index.ts';
import { Html, escaped, html } from './html.ts';
import type { Page } from './layout.ts';

/** Every channel as one person of the workspace sees it; the buttons under a message are pressed as that person. */
export function slackPage({ slack, slackApp }: AppParts, as: string): Page {
  const reader = slackPeople.find(({ id }) => id === as) ?? slackPeople[0];
  const seen = slack.list().filter(({ onlyFor }) => !onlyFor || onlyFor === reader?.id);
  const feeds = slack.listChannels().map((channel) => ({
    ...channel,
    messages: seen.filter((message) => message.channel === channel.id),
  }));
  const busy = feeds.filter(({ messages }) => messages.length > 0);
  const presses = slackApp ? (reader?.id ?? null) : null;
  const body =
    busy.length === 0
      ? html`<p class="card quiet">Every Slack message the product posts appears here, by channel. None so far.</p>`
      : html`${chooser(reader?.id)}${busy.map(
          ({ name, messages }) =>
            html`<section class="card">
              <h2># ${nameOf(name)}</h2>
              ${messages.map((message) => messageView(message, presses))}
            </section>`,
        )}`;
  return { path: '/slack', title: 'Slack', body };
}

/** A direct message hangs in a channel named after its reader's id. */
function nameOf(channel: string): string {
  return slackPeople.find(({ id }) => id === channel)?.name ?? channel;
}

function chooser(reader: string | undefined): Html {
  return html`<form class="card" method="get" action="/slack">
    <label
      >You are
      <select name="as">
        ${slackPeople.map(
          ({ id, name }) => html`<option value="${id}" ${id === reader && new Html(' selected')}>${name}</option>`,
        )}
      </select></label
    >
    <button>Look as this person</button>
  </form>`;
}

function messageView(message: SlackMessage, presses: string | null): Html {
  const at = new Date(Number(message.ts) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const content =
    message.blocks.length > 0
      ? message.blocks.map((value) => pressable(value, message, presses) ?? blockView(value))
      : html`<p>${mrkdwn(message.text)}</p>`;
  return html`<article class="message">
    <span class="quiet"
      >${message.username ?? 'WedSync Back Office'} ·
      ${at}${message.edited && ' · edited'}${message.thread_ts && ' · in a thread'}${
        message.onlyFor && ' · only visible to you'
      }</span
    >${content}
  </article>`;
}

const button = z.object({
  type: z.literal('button'),
  text: z.object({ text: z.string() }),
  action_id: z.string(),
  value: z.string().optional(),
  url: z.string().optional(),
});
const buttonRow = z.object({ type: z.literal('actions'), elements: z.array(button) });

/** Buttons that can be pressed; null for any other block, or when nobody listens. */
function pressable(value: unknown, message: SlackMessage, person: string | null): Html | null {
  const row = buttonRow.safeParse(value);
  if (!row.success || person === null) return null;
  return html`<div>
    ${row.data.elements.map((one) =>
      one.url
        ? html`<a class="button" href="${one.url}">${one.text.text}</a>`
        : html`<form class="inline" method="post" action="/slack/press">
            <input type="hidden" name="person" value="${person}" />
            <input type="hidden" name="channel" value="${message.channel}" />
            <input type="hidden" name="ts" value="${message.ts}" />
            <input type="hidden" name="value" value="${one.value ?? ''}" />
            <button class="button" name="button" value="${one.action_id}">${one.text.text}</button>
          </form>`,
    )}
  </div>`;
}

const textObject = z.object({ text: z.string() });
const element = z.union([textObject, z.object({ text: textObject }), z.object({ alt_text: z.string() })]);
const block = z.object({
  type: z.string(),
  text: textObject.optional(),
  fields: z.array(textObject).optional(),
  elements: z.array(z.unknown()).optional(),
  alt_text: z.string().optional(),
});

type Block = z.infer<typeof block>;

/** The block types of Block Kit that messages use; others show their data. */
const blockViews: Readonly<Record<string, (value: Block) => Html>> = {
  header: ({ text }) => html`<h2>${text?.text}</h2>`,
  divider: () => html`<hr />`,
  section: ({ text, fields }) =>
    html`${text && html`<p>${mrkdwn(text.text)}</p>`}${
      fields && html`<div class="fields">${fields.map((field) => html`<div>${mrkdwn(field.text)}</div>`)}</div>`
    }`,
  context: ({ elements }) => html`<p class="quiet">${elementTexts(elements).map((text) => html`${mrkdwn(text)} `)}</p>`,
  actions: ({ elements }) =>
    html`<p>${elementTexts(elements).map((text) => html`<span class="button">${text}</span>`)}</p>`,
  image: ({ alt_text }) => html`<p class="quiet">[image: ${alt_text}]</p>`,
};

function blockView(value: unknown): Html {
  const parsed = block.safeParse(value);
  const view = parsed.success ? blockViews[parsed.data.type] : undefined;
  return parsed.success && view ? view(parsed.data) : html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
}

function elementTexts(elements: readonly unknown[] = []): string[] {
  return elements.flatMap((value) => {
    const parsed = element.safeParse(value);
    if (!parsed.success) return [];
    if ('alt_text' in parsed.data) return [parsed.data.alt_text];
    return [typeof parsed.data.text === 'string' ? parsed.data.text : parsed.data.text.text];
  });
}

/** Slack's own markup: *bold*, _italic_, `code`, <url|label>; everything else is escaped. */
function mrkdwn(text: string): Html {
  // Slack expects callers to have escaped &, < and > already.
  const plain = escaped(text.replaceAll('&lt;', '\u0001').replaceAll('&gt;', '\u0002').replaceAll('&amp;', '&'));
  const marked = plain
    .replace(/&lt;(https?:[^|&\s]+(?:&amp;[^|&\s]+)*)\|([^&]*?)&gt;/g, '<a href="$1" rel="noreferrer">$2</a>')
    .replace(/&lt;(https?:[^|&\s]+(?:&amp;[^|&\s]+)*)&gt;/g, '<a href="$1" rel="noreferrer">$1</a>')
    .replace(/(^|\s)\*([^*\n]+)\*/g, '$1<strong>$2</strong>')
    .replace(/(^|\s)_([^_\n]+)_/g, '$1<em>$2</em>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/\n/g, '<br>');
  return new Html(marked.replaceAll('\u0001', '&lt;').replaceAll('\u0002', '&gt;'));
}
