import { DateTime } from 'luxon';
import { reportingZone } from '@wedsync/domain/platform';
import { alertButtons } from './alerts/buttons.ts';
import type { Alert, Severity } from './contract.ts';

export type SlackAlert = Pick<
  Alert,
  | 'id'
  | 'title'
  | 'detail'
  | 'severity'
  | 'state'
  | 'supplierName'
  | 'occurrences'
  | 'path'
  | 'assigneeName'
  | 'acknowledgedBy'
  | 'snoozedBy'
  | 'snoozedUntil'
  | 'resolvedBy'
  | 'resolvedNote'
>;

/** As Slack takes it: nothing in it that came from data is markup, in `text` neither. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly object[] };

const marks: Readonly<Record<Severity, string>> = {
  info: ':large_blue_circle:',
  warning: ':large_orange_circle:',
  critical: ':red_circle:',
};

/** An alert as Slack shows it: what, who, how often, what became of it, and what can be done about it. */
export function alertBlocks(alert: SlackAlert, publicUrl: string): SlackMessage {
  const often = alert.occurrences > 1 ? ` · ${alert.occurrences} times` : '';
  const mark = alert.state === 'resolved' ? ':white_check_mark:' : marks[alert.severity];
  const about = [alert.supplierName, alert.detail, alert.resolvedNote]
    .filter((part) => part !== null)
    .map((part) => escapeSlack(part));
  return {
    text: [alert.title, alert.supplierName]
      .filter((part) => part !== null)
      .map((part) => escapeSlack(part))
      .join(' · '),
    blocks: [
      section(
        `${mark} *${escapeSlack(alert.title)}*${often}${standing(alert)}${about.length > 0 ? `\n${about.join('\n')}` : ''}`,
      ),
      ...buttonRow([...buttonsOf(alert), ...linkTo(alert.path, publicUrl)]),
    ],
  };
}

/** A message that a later one about the same alert has replaced. */
export function movedOnBlocks({ title }: Pick<SlackAlert, 'title'>): SlackMessage {
  const text = escapeSlack(title);
  return { text, blocks: [section(`:arrow_down: *${text}* came back and is told again below.`)] };
}

const standings: Readonly<Record<Alert['state'], (alert: SlackAlert) => string | null>> = {
  open: () => null,
  acknowledged: ({ acknowledgedBy }) => `acknowledged by ${acknowledgedBy ?? 'the system'}`,
  snoozed: ({ snoozedBy, snoozedUntil }) => `snoozed by ${snoozedBy ?? 'the system'} until ${shortTime(snoozedUntil)}`,
  resolved: ({ resolvedBy }) => `resolved by ${resolvedBy ?? 'the system'}`,
};

function standing(alert: SlackAlert): string {
  const assigned = alert.assigneeName === null ? null : `assigned to ${alert.assigneeName}`;
  return [standings[alert.state](alert), assigned]
    .filter((part) => part !== null)
    .map((part) => ` · ${escapeSlack(part)}`)
    .join('');
}

function shortTime(instant: string | null): string {
  return instant === null ? 'later' : DateTime.fromISO(instant, { zone: reportingZone }).toFormat('d LLL HH:mm');
}

function buttonsOf({ id, state }: SlackAlert): object[] {
  return alertButtons
    .filter(({ shownIn }) => shownIn.includes(state))
    .map((button) => ({
      type: 'button',
      text: { type: 'plain_text', text: button.label },
      action_id: button.id,
      value: id,
    }));
}

/** Many alerts of one type as one message. */
export function stormBlocks(
  storm: { title: string; severity: Severity; count: number; since: Date },
  publicUrl: string,
): SlackMessage {
  const text = escapeSlack(`${storm.count} more: ${storm.title}`);
  const detail = `They come too fast to list. Counting since ${storm.since.toISOString().slice(11, 16)} UTC.`;
  return {
    text,
    blocks: [section(`${marks[storm.severity]} *${text}*\n${detail}`), ...buttonRow(linkTo('/alerts', publicUrl))],
  };
}

/** Slack reads these three as markup. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 3_000) } };
}

function buttonRow(elements: readonly object[]): object[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function linkTo(path: string | null, publicUrl: string): object[] {
  if (path === null) return [];
  const url = new URL(path, publicUrl).href;
  return [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url, action_id: 'open' }];
}
