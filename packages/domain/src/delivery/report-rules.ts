import type { SuppressionReason } from '@wedsync/domain/privacy';
import type { EventType } from '../events/index.ts';
import type { AttemptOutcome, MessageState, ReportKind } from './contract.ts';

/** What is told of messages. */
export type MessageEventType = Extract<EventType, `message.${string}`>;

/** What hearing of a message's fate does to it, to its address, and to the rest of the house. */
export type ReportRule = {
  /** Where the message goes; a report that comes when it is none of `from` is kept and moves nothing. */
  readonly to: MessageState | 'again' | null;
  readonly from: readonly MessageState[];
  /** What is told besides the message's end, where it ends. */
  readonly event: MessageEventType | null;
  readonly summary: string;
  readonly suppress: SuppressionReason | null;
};

const left: readonly MessageState[] = ['sending', 'sent'];
const arrived: readonly MessageState[] = [...left, 'delivered'];

/** One row a kind of report; a late or repeated one never moves a message backwards. */
export const reportRules: Readonly<Record<ReportKind, ReportRule>> = {
  delivered: row('delivered', left, 'message.delivered', 'Delivered'),
  seen: row('delivered', left, 'message.delivered', 'Seen'),
  bounced: { ...row('bounced', arrived, null, 'Bounced'), suppress: 'bounced' },
  soft_bounced: row('again', left, null, 'Put off'),
  failed: row('dead', arrived, null, 'Failed'),
  complained: { ...row(null, arrived, null, 'Marked as spam'), suppress: 'complained' },
  replied: row('engaged', [...arrived, 'engaged'], 'message.replied', 'Answered'),
  clicked: row('engaged', [...arrived, 'engaged'], 'message.engaged', 'Clicked'),
  dismissed: row('engaged', [...arrived, 'engaged'], 'message.engaged', 'Dismissed'),
};

function row(
  to: ReportRule['to'],
  from: readonly MessageState[],
  event: ReportRule['event'],
  summary: string,
): ReportRule {
  return { to, from, event, summary, suppress: null };
}

/** Where a message stands, as far as reports of it matter. */
export type MessageStanding = {
  readonly state: MessageState;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly lastOutcome: AttemptOutcome | null;
};

const notKnownToHaveLeft: ReadonlySet<MessageState> = new Set(['scheduled', 'failed', 'dead']);

/** Whether it may have arrived without our knowing. */
export function isOfUnknownFate({ state, lastOutcome }: MessageStanding): boolean {
  return lastOutcome === 'unknown' && notKnownToHaveLeft.has(state);
}

/** Where a report moves a message, null for nowhere. Hearing of one whose fate was unknown settles it: it did leave. */
export function whereReportMoves(kind: ReportKind, message: MessageStanding): MessageState | null {
  const { to, from } = reportRules[kind];
  if (to === null || !(from.includes(message.state) || (to !== 'again' && isOfUnknownFate(message)))) return null;
  if (to !== 'again') return to;
  return message.attempt < message.maxAttempts ? 'failed' : 'dead';
}

/** Words that end a conversation, as carriers understand them; nothing else may stand beside them. */
const stopWords: ReadonlySet<string> = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit']);
const startWords: ReadonlySet<string> = new Set(['start', 'unstop', 'yes']);

/** What somebody who answers wants of us: no more, more again, or to talk. */
export function readAnswer(text: string): 'stop' | 'start' | 'talk' {
  const word = text
    .trim()
    .replace(/[.!"']/g, '')
    .toLowerCase();
  if (stopWords.has(word)) return 'stop';
  return startWords.has(word) ? 'start' : 'talk';
}
