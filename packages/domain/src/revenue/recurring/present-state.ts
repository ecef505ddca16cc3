import { inOrder, untoldDebtSince } from '@wedsync/domain/billing';
import type { KnownState } from './history.ts';

/** The subscription as the mirror has it now; the mirror also knows what was asked for after an event was lost. */
export type PresentState = KnownState & {
  readonly startedAt: Date;
  /** When the oldest of what it owes fell due; null when it owes nothing, or nothing says. */
  readonly owedSince: Date | null;
};

/**
 * What was told, and after it the present where nobody told of it: an event may be lost for good, or a subscription known only from a list of them.
 */
export function withPresent(states: readonly KnownState[], present: PresentState | null): readonly KnownState[] {
  if (present === null) return states;
  const last = inOrder(states).at(-1) ?? null;
  if (last === null) return fromNothing(present);
  if (sameWorth(last, present)) return states;
  const at = present.endedAt ?? (last.status === 'past_due' ? present.effectiveAt : beganAt(present, last.effectiveAt));
  return [
    ...states,
    { ...present, effectiveAt: at > last.effectiveAt ? at : new Date(last.effectiveAt.getTime() + 1) },
  ];
}

function fromNothing(present: PresentState): KnownState[] {
  const { startedAt, status, endedAt } = present;
  const changedAt = endedAt ?? (status === 'past_due' ? beganAt(present, null) : null);
  if (changedAt === null || changedAt <= startedAt) return [{ ...present, effectiveAt: startedAt }];
  const lived: KnownState = { ...present, status: 'active', endedAt: null, cancellationReason: null };
  const since: KnownState = {
    ...present,
    effectiveAt: changedAt,
    sourceEventId: `${present.sourceEventId}:${endedAt === null ? 'debt' : 'end'}`,
  };
  return [{ ...lived, effectiveAt: startedAt }, since];
}

/** Since when it is as it is, by what nobody told. */
function beganAt({ status, effectiveAt: asOf, owedSince }: PresentState, lastToldAt: Date | null): Date {
  return status === 'past_due' ? untoldDebtSince({ asOf, owedSince }, lastToldAt) : asOf;
}

/** Alike in everything that decides what it is worth. */
function sameWorth(a: KnownState, b: KnownState): boolean {
  return worth(a) === worth(b);
}

function worth(state: KnownState): string {
  const { status, currency, collectionPaused, cancelScheduled, periodStart, discountIds, items } = state;
  const sold = items.map((item) =>
    JSON.stringify([
      item.productId,
      item.unitAmountMinor,
      item.quantity,
      item.interval,
      item.intervalCount,
      item.usageType,
      [...item.discountIds].sort(),
    ]),
  );
  return JSON.stringify([
    status,
    currency,
    collectionPaused,
    cancelScheduled,
    periodStart?.getTime() ?? null,
    [...discountIds].sort(),
    sold.sort(),
  ]);
}
