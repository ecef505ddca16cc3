import { inOrder } from '@wedsync/domain/billing';
import type { KnownState } from './history.ts';

/** A discount a customer was given for whatever they subscribe to. */
export type CustomerDiscount = { readonly id: string; readonly startsAt: Date; readonly deletedAt: Date | null };

/**
 * The states with the discounts of the customer where the subscription has none of its own, as Stripe counts them; and one more state where such a
 * discount begins or is taken away, for of the subscription nobody tells anything then.
 */
export function withCustomerDiscounts(
  states: readonly KnownState[],
  discounts: readonly CustomerDiscount[],
): readonly KnownState[] {
  if (discounts.length === 0) return states;
  const told = inOrder(states);
  return [...told, ...discounts.flatMap(turnsOf).flatMap((turn) => echoAt(told, turn))].map((state) =>
    state.discountIds.length > 0 ? state : { ...state, discountIds: heldAt(discounts, state.effectiveAt) },
  );
}

type Turn = { readonly at: Date; readonly sourceEventId: string };

function turnsOf({ id, startsAt, deletedAt }: CustomerDiscount): Turn[] {
  const begins = { at: startsAt, sourceEventId: id };
  return deletedAt === null ? [begins] : [begins, { at: deletedAt, sourceEventId: `${id}:deleted` }];
}

function echoAt(told: readonly KnownState[], { at, sourceEventId }: Turn): KnownState[] {
  const state = told.findLast(({ effectiveAt }) => effectiveAt <= at);
  if (state === undefined || state.discountIds.length > 0) return [];
  return [{ ...state, effectiveAt: at, recordedAt: at > state.recordedAt ? at : state.recordedAt, sourceEventId }];
}

function heldAt(discounts: readonly CustomerDiscount[], at: Date): string[] {
  return discounts
    .filter(({ startsAt, deletedAt }) => startsAt <= at && (deletedAt === null || deletedAt > at))
    .map(({ id }) => id);
}
