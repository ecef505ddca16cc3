import { z } from 'zod';
import type { AppParts } from '../parts.ts';
import type { SlackMessage } from '../slack/index.ts';
import { Html, escaped, html } from './html.ts';
import type { Page } from './layout.ts';

export function slackPage({ slack }: AppParts): Page {
  const feeds = slack.listChannels().map((channel) => ({
    ...channel,
    messages: slack.list().filter((message) => message.channel === channel.id),
  }));
  const busy = feeds.filter(({ messages }) => messages.length > 0);
  const body =
    busy.length === 0
      ? html`<p class="card quiet">Every Slack message the product posts appears here, by channel. None so far.</p>`
      : html`${busy.map(
          ({ name, messages }) =>
            html`<section class="card">
              <h2># ${name}</h2>
              ${messages.map(messageView)}
            </section>`,
        )}`;
  return { path: '/slack', title: 'Slack', body };
}

function messageView(message: SlackMessage): Html {
  const at = new Date(Number(message.ts) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const content = message.blocks.length > 0 ? message.blocks.map(blockView) : html`<p>${mrkdwn(message.text)}</p>`;
  return html`<article class="message">
    <span class="quiet"
      >${message.username ?? 'WedSync Back Office'} ·
      ${at}${message.edited && ' · edited'}${message.thread_ts && ' · in a thread'}</span
    >${content}
  </article>`;
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
