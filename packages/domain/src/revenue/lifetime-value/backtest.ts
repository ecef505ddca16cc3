import { observeStaying, stayingAt, type Staying, type WatchedTenure } from './staying.ts';

export type StayingBacktest = {
  /** Customers known at the earlier instant who still paid known. */
  readonly customers: number;
  readonly opportunities: number;
  readonly expected: number;
  readonly actual: number;
  /** expected / actual - 1; null when nobody stayed. */
  readonly relativeError: number | null;
};

/** A customer as it was known then, and how many opportunities it met afterwards up to now. */
export type TenureKnownAndNow = { readonly known: WatchedTenure; readonly now: WatchedTenure };

/**
 * How well the curve of an earlier instant foresaw who would stay: at each opportunity a customer has met since, the chance of renewing, against the
 * renewals made.
 * @param staying the curve of then, when it is at hand
 */
export function backtestStaying(
  customers: readonly TenureKnownAndNow[],
  staying: Staying = observeStaying(customers.map(({ known }) => known)),
): StayingBacktest {
  let opportunities = 0;
  let expected = 0;
  let actual = 0;
  let paying = 0;
  for (const { known, now } of customers) {
    if (known.ended) continue;
    paying += 1;
    for (let t = known.periods + 1; t <= now.periods; t += 1) {
      const before = stayingAt(staying, t - 1) ?? 0;
      const after = stayingAt(staying, t);
      if (after === null || before === 0) break;
      opportunities += 1;
      expected += after / before;
      actual += now.ended && t === now.periods ? 0 : 1;
    }
  }
  return {
    customers: paying,
    opportunities,
    expected,
    actual,
    relativeError: actual === 0 ? null : expected / actual - 1,
  };
}
