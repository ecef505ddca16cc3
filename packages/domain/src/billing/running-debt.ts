import type { SubscriptionStatus } from './mirror.ts';

/** What of a state says where it stands among the others. */
export type ToldState = {
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  readonly status: SubscriptionStatus;
  readonly cancelScheduled: boolean;
  readonly periodStart: Date | null;
  readonly sourceEventId: string;
};

/** How far along a subscription is in a state: of several told for one second the furthest is the last. */
const progress: Readonly<Record<SubscriptionStatus, number>> = {
  incomplete: 0,
  trialing: 1,
  active: 2,
  past_due: 3,
  unpaid: 4,
  paused: 5,
  incomplete_expired: 6,
  canceled: 7,
};

/** A provider's clock ticks in seconds, so states of one second are put in the order in which subscriptions live. */
export function inOrder<State extends ToldState>(states: readonly State[]): State[] {
  return states.toSorted(
    (a, b) =>
      a.effectiveAt.getTime() - b.effectiveAt.getTime() ||
      (a.periodStart?.getTime() ?? 0) - (b.periodStart?.getTime() ?? 0) ||
      progress[a.status] - progress[b.status] ||
      Number(a.cancelScheduled) - Number(b.cancelScheduled) ||
      a.recordedAt.getTime() - b.recordedAt.getTime() ||
      (a.sourceEventId < b.sourceEventId ? -1 : 1),
  );
}

/** A subscription that owes money, as the mirror has it. */
export type Owing = {
  readonly asOf: Date;
  /** When the oldest of what it owes fell due; null when nothing says. */
  readonly owedSince: Date | null;
};

/** Since when a subscription that is past due has been so without a break: since it was first told to be, or else since it owes. */
export function pastDueSinceOf(told: readonly ToldState[], owing: Owing): Date {
  const states = inOrder(told);
  const first = states[states.findLastIndex(({ status }) => status !== 'past_due') + 1];
  return first?.effectiveAt ?? untoldDebtSince(owing, states.at(-1)?.effectiveAt ?? null);
}

/** Since when it owes what nobody told of; later than what was told last, which was another state. */
export function untoldDebtSince({ asOf, owedSince }: Owing, lastToldAt: Date | null): Date {
  const since = owedSince !== null && owedSince < asOf ? owedSince : asOf;
  return lastToldAt !== null && since <= lastToldAt ? new Date(lastToldAt.getTime() + 1) : since;
}
