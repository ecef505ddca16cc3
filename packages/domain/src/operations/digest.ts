import { escapeSlack, type SlackMessage } from '@wedsync/domain/delivery';
import { formatMoney, reportingZone, type Money } from '@wedsync/domain/platform';
import { DateTime } from 'luxon';

/** What somebody, or the whole team, should know in the morning. */
export type DigestFacts = {
  readonly atRisk: { readonly count: number; /** Those worth most first. */ readonly names: readonly string[] };
  readonly tasks: { readonly due: number; readonly overdue: number };
  readonly approvalsWaiting: number;
  readonly dunning: { readonly cases: number; readonly amounts: readonly Money[] };
};

/** Where the team reads it. */
export const digestChannel = '#customer-success';

/** Digests are for days on which people work; bank holidays differ by country and are not known here. */
export function isDigestDay(date: string): boolean {
  return DateTime.fromISO(date, { zone: reportingZone }).weekday <= 5;
}

/** The digest as Slack shows it; null when there is nothing to say. */
export function digestBlocks(
  facts: DigestFacts,
  { title, publicUrl }: { readonly title: string; readonly publicUrl: string },
): SlackMessage | null {
  const lines = rows.flatMap(({ path, words }) => {
    const said = words(facts);
    return said === null ? [] : [`• <${new URL(path, publicUrl).href}|${said.label}>${said.rest}`];
  });
  if (lines.length === 0) return null;
  const text = `:sunrise: *${escapeSlack(title)}*\n${lines.join('\n')}`;
  return { text: escapeSlack(title), blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

type Row = {
  readonly path: string;
  readonly words: (facts: DigestFacts) => { readonly label: string; readonly rest: string } | null;
};

const rows: readonly Row[] = [
  {
    path: '/suppliers',
    words: ({ atRisk: { count, names } }) =>
      count === 0
        ? null
        : { label: counted(count, 'supplier at risk', 'suppliers at risk'), rest: `: ${namesOf(names, count)}` },
  },
  {
    path: '/my-book',
    words: ({ tasks: { due, overdue } }) =>
      due === 0
        ? null
        : { label: counted(due, 'task due', 'tasks due'), rest: overdue === 0 ? '' : `, ${overdue} of them overdue` },
  },
  {
    path: '/approvals',
    words: ({ approvalsWaiting }) =>
      approvalsWaiting === 0
        ? null
        : { label: counted(approvalsWaiting, 'approval waiting', 'approvals waiting'), rest: '' },
  },
  {
    path: '/dunning',
    words: ({ dunning: { cases, amounts } }) =>
      cases === 0
        ? null
        : {
            label: counted(cases, 'payment chased', 'payments chased'),
            rest: `: ${amounts.map((amount) => formatMoney(amount)).join(', ')}`,
          },
  },
];

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function namesOf(names: readonly string[], count: number): string {
  const more = count - names.length;
  return `${names.map(escapeSlack).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
