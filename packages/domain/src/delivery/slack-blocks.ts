import type { AlertState, Severity } from './contract.ts';

export type SlackAlert = {
  readonly title: string;
  readonly detail: string | null;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly supplierName: string | null;
  readonly occurrences: number;
  readonly path: string | null;
  readonly settledBy: string | null;
};

export type SlackMessage = { readonly text: string; readonly blocks: readonly object[] };

const marks: Readonly<Record<Severity, string>> = {
  info: ':large_blue_circle:',
  warning: ':large_orange_circle:',
  critical: ':red_circle:',
};

/** An alert as Slack shows it: what, who, how often, and the way to it. */
export function alertBlocks(alert: SlackAlert, publicUrl: string): SlackMessage {
  const settled = alert.state === 'open' ? '' : ` · ${alert.state} by ${escapeSlack(alert.settledBy ?? 'the system')}`;
  const often = alert.occurrences > 1 ? ` · ${alert.occurrences} times` : '';
  const mark = alert.state === 'resolved' ? ':white_check_mark:' : marks[alert.severity];
  const about = [alert.supplierName, alert.detail].filter((part) => part !== null).map((part) => escapeSlack(part));
  return {
    text: [alert.title, alert.supplierName].filter((part) => part !== null).join(' · '),
    blocks: [
      section(
        `${mark} *${escapeSlack(alert.title)}*${often}${settled}${about.length > 0 ? `\n${about.join('\n')}` : ''}`,
      ),
      ...linkTo(alert.path, publicUrl),
    ],
  };
}

/** Many alerts of one type as one message. */
export function stormBlocks(
  storm: { title: string; severity: Severity; count: number; since: Date },
  publicUrl: string,
): SlackMessage {
  const text = `${storm.count} more: ${storm.title}`;
  const detail = `They come too fast to list. Counting since ${storm.since.toISOString().slice(11, 16)} UTC.`;
  return {
    text,
    blocks: [section(`${marks[storm.severity]} *${escapeSlack(text)}*\n${detail}`), ...linkTo('/alerts', publicUrl)],
  };
}

/** Slack reads these three as markup. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 3_000) } };
}

function linkTo(path: string | null, publicUrl: string): object[] {
  if (path === null) return [];
  const url = new URL(path, publicUrl).href;
  return [
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url, action_id: 'open' }],
    },
  ];
}
