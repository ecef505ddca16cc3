import {
  calendarDate,
  DAY_MS,
  decimalFraction,
  minus,
  over,
  plus,
  plusMs,
  roundFraction,
  times,
  whole,
  type Fraction,
} from '@wedsync/domain/platform';
import type { BillingInterval, SubscriptionStatus } from './mirror.ts';

export type MrrItem = {
  /** Null for tiered prices, which have no single unit amount. */
  readonly unitAmountMinor: number | null;
  readonly quantity: number;
  readonly interval: BillingInterval | null;
  readonly intervalCount: number | null;
  readonly usageType: string | null;
  readonly discounts: readonly MrrDiscount[];
};

export type MrrDiscount = {
  readonly percentOff: number | null;
  readonly amountOffMinor: number | null;
  readonly duration: 'once' | 'repeating' | 'forever';
  readonly endsAt: Date | null;
};

export type MrrSubscription = {
  readonly status: SubscriptionStatus;
  /** Collection is paused, whatever the status says. */
  readonly collectionPaused: boolean;
  /** An invoice of this subscription that asked for money has been paid. */
  readonly everPaid: boolean;
  /** Since when it owes money; null while it does not. */
  readonly pastDueSince: Date | null;
  /** How long this debt may last before it counts as lost; the house's usual when nothing else was set. */
  readonly pastDueDays?: number | null;
  readonly items: readonly MrrItem[];
  readonly discounts: readonly MrrDiscount[];
};

/** Monthly amounts in minor units of the subscription's currency. `net` is the headline. */
export type Mrr = {
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
  /** As Stripe counts: only discounts that last for ever reduce it. */
  readonly stripeCompatibleMinor: number;
};

const nothing: Mrr = { grossMinor: 0, discountMinor: 0, netMinor: 0, stripeCompatibleMinor: 0 };
/** A subscription that owes money for so long is lost, whatever its status says, unless finance set another window. */
const pastDueDays = 30;

/** For debts that began on a day (YYYY-MM-DD, London) or later: how long they may last. Older debts keep the window they began under. */
export type PastDueWindow = { readonly appliesFrom: string; readonly days: number };

/** The window a debt began under. @param windows in the order in which they were set to apply */
export function pastDueDaysOf(windows: readonly PastDueWindow[], since: Date): number {
  const day = calendarDate(since);
  return windows.findLast(({ appliesFrom }) => appliesFrom <= day)?.days ?? pastDueDays;
}

const counted: ReadonlySet<SubscriptionStatus> = new Set<SubscriptionStatus>(['active', 'past_due']);

/** Months in one unit of the interval's inverse: a weekly price is paid 52.142857 / 12 times a month. */
const timesPerMonth: Readonly<Record<BillingInterval, Fraction>> = {
  day: decimalFraction('30.4167'),
  week: over(decimalFraction('52.142857'), whole(12)),
  month: whole(1),
  year: over(whole(1), whole(12)),
};

/**
 * Monthly recurring revenue of one subscription, from its target prices and never from prorated lines.
 * Counts once the first invoice is paid, while active or past due; metered, one-off, trial and paused contribute nothing.
 * Discounts that run for ever or repeat reduce it while they run; a one-time discount never does.
 */
export function mrrOfSubscription(subscription: MrrSubscription, now: Date): Mrr {
  if (!counts(subscription, now)) return nothing;
  const grossMinor = total(subscription, none);
  if (!isDiscounted(subscription))
    return { grossMinor, netMinor: grossMinor, discountMinor: 0, stripeCompatibleMinor: grossMinor };
  const netMinor = total(subscription, (discounts) => discounts.filter((discount) => reduces(discount, now)));
  const stripeCompatibleMinor = total(subscription, (discounts) =>
    discounts.filter(({ duration }) => duration === 'forever'),
  );
  return { grossMinor, netMinor, discountMinor: grossMinor - netMinor, stripeCompatibleMinor };
}

function isDiscounted({ discounts, items }: MrrSubscription): boolean {
  return discounts.length > 0 || items.some((item) => item.discounts.length > 0);
}

function counts({ status, collectionPaused, everPaid, ...debt }: MrrSubscription, now: Date): boolean {
  const { pastDueSince, pastDueDays: days } = debt;
  if (!counted.has(status) || collectionPaused || !everPaid) return false;
  return status !== 'past_due' || pastDueSince === null || now < plusMs(pastDueSince, (days ?? pastDueDays) * DAY_MS);
}

function reduces({ duration, endsAt }: MrrDiscount, now: Date): boolean {
  return duration !== 'once' && (endsAt === null || endsAt > now);
}

type Choose = (discounts: readonly MrrDiscount[]) => readonly MrrDiscount[];
const none: Choose = () => [];

/** In exact fractions and rounded once. A fixed discount on the subscription is one amount per invoice, so it is shared among items by what they cost. */
function total({ items, discounts }: MrrSubscription, choose: Choose): number {
  const lines = items
    .filter(recurs)
    .map((item) => ({ item, perInvoice: afterDiscounts(price(item), choose(item.discounts)) }));
  const invoice = lines.reduce((sum, { perInvoice }) => plus(sum, perInvoice), whole(0));
  if (invoice.numerator === 0n) return 0;
  const monthly = lines.reduce((sum, { item, perInvoice }) => plus(sum, times(perInvoice, perMonth(item))), whole(0));
  const chosen = choose(discounts);
  return roundFraction(chosen.length === 0 ? monthly : times(monthly, over(afterDiscounts(invoice, chosen), invoice)));
}

function recurs(item: MrrItem): boolean {
  return item.interval !== null && item.usageType !== 'metered' && item.unitAmountMinor !== null;
}

function price(item: MrrItem): Fraction {
  return whole((item.unitAmountMinor ?? 0) * item.quantity);
}

function perMonth({ interval, intervalCount }: MrrItem): Fraction {
  return interval === null ? whole(0) : over(timesPerMonth[interval], whole(intervalCount ?? 1));
}

function afterDiscounts(amount: Fraction, discounts: readonly MrrDiscount[]): Fraction {
  return discounts.reduce((left, { percentOff, amountOffMinor }) => {
    const less = minus(times(left, share(percentOff ?? 0)), whole(amountOffMinor ?? 0));
    return less.numerator < 0n ? whole(0) : less;
  }, amount);
}

/** What a percentage leaves; providers give it with up to two decimals. */
function share(percentOff: number): Fraction {
  return over(minus(whole(100), decimalFraction(percentOff.toFixed(4))), whole(100));
}
