import { roundHalfEven } from '@wedsync/domain/platform';

/** A price and how much of it the supplier pays, after lasting discounts. Amounts are minor units of one currency, without tax. */
export type ProratedPrice = { readonly unitAmountMinor: number; readonly quantity: number; readonly interval: string };

export type Proration = {
  /** Unused time on the old price, given back. */
  readonly creditMinor: number;
  /** The rest of the period, or a new one, on the new price. */
  readonly chargeMinor: number;
  /** Charge less credit; below zero is credit towards the next invoices. */
  readonly dueMinor: number;
  /** Billed at once, because another interval starts a new period; otherwise with the next invoice. */
  readonly billedNow: boolean;
};

/**
 * What changing the price in the middle of a period comes to, by the second as Stripe counts: unused time is credited and the rest of the period charged; a change
 * of interval starts a whole new period. An estimate: tax, and coupons that end meanwhile, are the provider's to work out.
 * @param paidShare 1 less lasting discounts, 0 to 1
 */
export function prorate(
  from: ProratedPrice,
  to: ProratedPrice,
  period: { readonly start: Date; readonly end: Date },
  now: Date,
  paidShare = 1,
): Proration {
  const wholeMs = period.end.getTime() - period.start.getTime();
  const leftMs = Math.min(wholeMs, Math.max(0, period.end.getTime() - now.getTime()));
  const left = wholeMs > 0 ? leftMs / wholeMs : 0;
  const whole = ({ unitAmountMinor, quantity }: ProratedPrice) => unitAmountMinor * quantity * paidShare;
  const billedNow = from.interval !== to.interval;
  const creditMinor = roundHalfEven(whole(from) * left);
  const chargeMinor = roundHalfEven(billedNow ? whole(to) : whole(to) * left);
  return { creditMinor, chargeMinor, dueMinor: chargeMinor - creditMinor, billedNow };
}

/** A price by the month, for comparing plans billed by month and by year. */
export function monthlyMinor({ unitAmountMinor, quantity, interval }: ProratedPrice): number {
  return (unitAmountMinor * quantity) / (interval === 'year' ? 12 : 1);
}
