import { DAY_MS, HOUR_MS, plusMs } from '@wedsync/domain/platform';
import type { ContactChannel, ContactPurpose, MayContact } from '@wedsync/domain/privacy';
import type { GuardedSupplier } from '@wedsync/domain/suppliers';
import type { PlaybookPolicy } from './policy.ts';
import { capUntil, postponed, type SentMessage } from './send-time.ts';

/** Everything that may keep a playbook from a supplier, as known in the transaction that acts. */
export type SupplierFacts = GuardedSupplier & {
  /** The pinned note that stops automation. */
  readonly blockedBy: string | null;
  readonly openDispute: boolean;
  readonly lastHumanContactAt: Date | null;
};

export type MessageFacts = {
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  readonly permission: MayContact;
  readonly sent: readonly SentMessage[];
  /** When the supplier entered; null: a colleague decides about this one message, and judges that himself. */
  readonly enteredAt: Date | null;
  /** When the step first came up: from here on patience runs. */
  readonly dueSince: Date;
};

export type EntryFacts = {
  readonly lastEnteredAt: Date | null;
  readonly entries: number;
  readonly running: boolean;
  readonly coolDownDays: number;
  readonly maxEntries: number | null;
  /** An open task of the playbook's own reason: somebody is on it already. */
  readonly openTask: boolean;
};

export const suppressionReasons = [
  'no_permission',
  'blocked_by_note',
  'open_dispute',
  'waited_too_long',
  'in_playbook',
  'cool_down',
  'entered_often',
  'human_contact',
  'open_task',
  'outranked',
  'full',
  'ended',
  'not_configured',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

export type Verdict =
  | { readonly verdict: 'go' }
  | { readonly verdict: 'postpone'; readonly reason: string; readonly until: Date }
  | { readonly verdict: 'suppress'; readonly reason: SuppressionReason; readonly why: string };

export type Rule<Facts> = (facts: Facts, at: Date, policy: PlaybookPolicy) => Verdict | null;

const suppress = (reason: SuppressionReason, why: string): Verdict => ({ verdict: 'suppress', reason, why });
const go: Verdict = { verdict: 'go' };

/** What keeps everything away from a supplier, the gravest first. */
export const aboutSupplier: readonly Rule<SupplierFacts>[] = [
  ({ blockedBy }) =>
    blockedBy === null ? null : suppress('blocked_by_note', `A pinned note stops automation: ${blockedBy}`),
  ({ openDispute }) => (openDispute ? suppress('open_dispute', 'A dispute is open.') : null),
];

/** What keeps a supplier out of a playbook whoever asks. */
export const aboutPlace: readonly Rule<SupplierFacts & EntryFacts>[] = [
  ({ running }) => (running ? suppress('in_playbook', 'The supplier is in this playbook now.') : null),
  ({ entries, maxEntries }) =>
    maxEntries !== null && entries >= maxEntries
      ? suppress('entered_often', `The supplier entered ${entries} times; ${maxEntries} is the most.`)
      : null,
];

/** What automation leaves alone for a while; a person may judge otherwise. */
export const aboutMoment: readonly Rule<SupplierFacts & EntryFacts>[] = [
  ({ lastEnteredAt, coolDownDays }, at) =>
    lastEnteredAt !== null && at.getTime() < lastEnteredAt.getTime() + coolDownDays * DAY_MS
      ? suppress('cool_down', `The supplier entered on ${dayOf(lastEnteredAt)}; ${coolDownDays} days must pass.`)
      : null,
  ({ lastHumanContactAt }, at, { humanContactHours }) =>
    lastHumanContactAt !== null && at.getTime() < lastHumanContactAt.getTime() + humanContactHours * HOUR_MS
      ? suppress('human_contact', `A colleague was in touch on ${dayOf(lastHumanContactAt)}.`)
      : null,
  ({ openTask }) => (openTask ? suppress('open_task', 'Somebody has an open task about the same.') : null),
];

/** What keeps a supplier out of a playbook. The hold-out is drawn among those who pass, so it resembles them. */
const aboutEntry = [...aboutSupplier, ...aboutPlace, ...aboutMoment];

/** What keeps one message back. What the contract asks for waits for nothing but a guarded day and the night. */
const aboutMessage: readonly Rule<SupplierFacts & MessageFacts>[] = [
  ...aboutSupplier,
  ({ permission }) => (permission.allowed ? null : suppress('no_permission', permission.why)),
  (facts, at, policy) => {
    if (facts.channel === 'in_app') return null;
    const wait = postponed(at, facts, policy) ?? (facts.purpose === 'service' ? null : crowdedUntil(facts, at, policy));
    if (wait === null) return null;
    const lastDay = plusMs(facts.dueSince, policy.patienceDays * DAY_MS);
    if (wait.until <= lastDay) return { verdict: 'postpone', ...wait };
    return suppress(
      'waited_too_long',
      `No free moment within ${policy.patienceDays} days of ${dayOf(facts.dueSince)}.`,
    );
  },
];

/** Until when others have the supplier's attention: a colleague, or messages that were sent. */
function crowdedUntil(facts: SupplierFacts & MessageFacts, at: Date, policy: PlaybookPolicy) {
  const spoken = spokenUntil(facts, policy);
  if (spoken !== null && at < spoken) return { reason: 'human_contact', until: spoken };
  const until = capUntil(at, facts.channel, facts.sent, policy.caps);
  return until === null ? null : { reason: 'frequency_cap', until };
}

/** What was said before entering was judged then, or put aside by whoever started the playbook. */
function spokenUntil(
  { lastHumanContactAt: spokeAt, enteredAt }: SupplierFacts & MessageFacts,
  { humanContactHours }: PlaybookPolicy,
): Date | null {
  if (spokeAt === null || enteredAt === null || spokeAt <= enteredAt) return null;
  return plusMs(spokeAt, humanContactHours * HOUR_MS);
}

/** Whether a supplier may enter a playbook. */
export function judgeEntry(facts: SupplierFacts & EntryFacts, at: Date, policy: PlaybookPolicy): Verdict {
  return firstOf(aboutEntry, facts, at, policy);
}

/** Whether a message may leave at `at`. Suppression is final for the message; a postponed one is judged again then. */
export function judgeMessage(facts: SupplierFacts & MessageFacts, at: Date, policy: PlaybookPolicy): Verdict {
  return firstOf(aboutMessage, facts, at, policy);
}

/** Whether a colleague may be given a task or an alert about the supplier: only what stops all automation stops it. */
export function judgeInternal(facts: SupplierFacts, at: Date, policy: PlaybookPolicy): Verdict {
  return firstOf(aboutSupplier, facts, at, policy);
}

function firstOf<Facts>(rules: readonly Rule<Facts>[], facts: Facts, at: Date, policy: PlaybookPolicy): Verdict {
  for (const rule of rules) {
    const verdict = rule(facts, at, policy);
    if (verdict !== null) return verdict;
  }
  return go;
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
