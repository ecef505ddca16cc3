import type { Currency } from '@wedsync/domain/platform';

/** Why an account's MRR moved, in the words of the revenue pages. */
export const mrrReasons = [
  'upgrade',
  'downgrade',
  'qty',
  'discount_added',
  'discount_expired',
  'price_change',
  'cancel_voluntary',
  'cancel_involuntary',
  'dispute',
  'pause',
  'resume',
  'override',
  'correction',
] as const;
export type MrrReason = (typeof mrrReasons)[number];

/**
 * What one subscription is worth a month from an instant on: absolute values, not differences. A supplier's history is any number of these in
 * any order; a subscription holds its last value until the next one.
 */
export type MrrChange = {
  readonly subscriptionId: string;
  /** Since when the values hold in the business. */
  readonly effectiveAt: Date;
  /** When we learned of it; later than `effectiveAt` for late and back-dated facts. */
  readonly recordedAt: Date;
  readonly currency: Currency;
  /** Day (YYYY-MM-DD) whose closing rate converts these values: the start of the service period. A renewal repeats the values with its own day. */
  readonly rateDay: string;
  /** Before discounts, minor units of `currency`. Above zero means the subscription counts, even when a full discount leaves `netMrrMinor` 0. */
  readonly grossMrrMinor: number;
  /** The headline: after discounts that last or repeat, minor units. */
  readonly netMrrMinor: number;
  /** As Stripe counts: only discounts for ever reduce it. */
  readonly stripeCompatibleMinor: number;
  /** What stays once everything already scheduled has happened: 0 as soon as a cancellation is scheduled. */
  readonly committedMrrMinor: number;
  /** Null lets the engine tell upgrade, downgrade, quantity, price and discount apart from the values around it. */
  readonly reason: MrrReason | null;
  readonly planCode: string | null;
  readonly quantity: number;
  /** Since when it owes money; null while it does not. After the allowed days it counts as lost. */
  readonly pastDueSince: Date | null;
  /** customer, system, staff:<id> or playbook:<id>. */
  readonly actor: string;
  /** The fact behind it. Told twice for the same subscription and instant, the later recorded one holds. */
  readonly sourceEventId: string;
};

/** Which amount is followed. `net` is the headline view, `committed` moves when a cancellation is scheduled. */
export type MrrBasis = 'net' | 'gross' | 'stripe' | 'committed';

const amounts: Readonly<Record<MrrBasis, (change: MrrChange) => number>> = {
  net: (change) => change.netMrrMinor,
  gross: (change) => change.grossMrrMinor,
  stripe: (change) => change.stripeCompatibleMinor,
  committed: (change) => change.committedMrrMinor,
};

/** The amount of a change on a basis, minor units of its own currency. */
export function amountOn(basis: MrrBasis, change: MrrChange): number {
  return amounts[basis](change);
}

/** Whether the subscription counts at all; at a full discount it does, at 0. */
export function isActive(basis: MrrBasis, change: MrrChange): boolean {
  if (amountOn(basis, change) > 0) return true;
  return basis === 'committed'
    ? change.committedMrrMinor === change.netMrrMinor && change.grossMrrMinor > 0
    : change.grossMrrMinor > 0;
}

/** The change with nothing left in it: what counts from then on is 0. */
export function nothingLeft(change: MrrChange, over: Partial<MrrChange> = {}): MrrChange {
  return { ...change, grossMrrMinor: 0, netMrrMinor: 0, stripeCompatibleMinor: 0, committedMrrMinor: 0, ...over };
}
