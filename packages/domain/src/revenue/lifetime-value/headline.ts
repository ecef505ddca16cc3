import { z95 } from '@wedsync/domain/platform/statistics';
import { roundHalfEven } from '@wedsync/domain/platform';
import { known, unknown, type Estimate } from './estimate.ts';
import type { RetentionCurve } from '../retention/curves.ts';
import { seenAt, stayingAt, tailShare, type Staying } from './staying.ts';

/** How lifetimes are valued; changing any of it is another method version. */
export type ValuationTerms = {
  /** 0 to 1. */
  readonly grossMargin: number;
  /** Per year. */
  readonly annualDiscount: number;
  /** Payments later than this do not count, however loyal. */
  readonly capMonths: number;
  /** Months between payments: 1 for monthly plans, 12 for annual ones. */
  readonly periodMonths: number;
};

export const houseTerms: ValuationTerms = { grossMargin: 0.8, annualDiscount: 0.1, capMonths: 60, periodMonths: 1 };
export const methodVersion = 'capped-discounted-survival-1';

export type LifetimeValue = Estimate & {
  readonly lowerMinor: number | null;
  readonly upperMinor: number | null;
  readonly n: number;
  /** Months of the horizon that were seen, the rest being forecast. */
  readonly observedMonths: number;
  /** What the seen months alone are worth: a floor, whatever comes later. */
  readonly observedMinor: number;
  readonly methodVersion: string;
};

/**
 * The headline: LTV = sum_{t=0..T-1} S(t) x MRR x GM / (1+d)^(t/12) months, the first payment now, capped at T = 60 months and discounted. One over churn
 * overstates wherever hazard falls with tenure and explodes at negative churn (Skok; Cohen). 95 % interval by Greenwood's variance, the fitted tail's by
 * the delta method, on the logarithm.
 * @param mrrMinor average MRR of the segment's paying customers
 */
export function lifetimeValue(staying: Staying, mrrMinor: number, terms: ValuationTerms): LifetimeValue {
  const payments = paymentsOf(terms);
  const perPayment = mrrMinor * terms.grossMargin * terms.periodMonths;
  const shares = payments.map(({ t }) => stayingAt(staying, t));
  const seen = payments.reduce(
    (sum, { t, discount }, i) => sum + (t <= staying.observed ? (shares[i] ?? 0) * discount : 0),
    0,
  );
  const about = {
    n: staying.n,
    observedMonths: Math.min(terms.capMonths, (staying.observed + 1) * terms.periodMonths),
    observedMinor: roundHalfEven(perPayment * seen),
    methodVersion,
  };
  if (staying.n === 0) return { ...about, ...unknown('no-customers'), lowerMinor: null, upperMinor: null };
  if (shares.some((share) => share === null))
    return { ...about, ...unknown('too-short'), lowerMinor: null, upperMinor: null };
  const total = payments.reduce((sum, { discount }, i) => sum + (shares[i] ?? 0) * discount, 0);
  const spread = Math.exp((z95 * lifetimeError(staying, payments)) / total);
  return {
    ...about,
    ...known(perPayment * total),
    lowerMinor: roundHalfEven((perPayment * total) / spread),
    upperMinor: roundHalfEven(perPayment * total * spread),
  };
}

export type Payment = { readonly t: number; readonly discount: number };

/** The payments that fall within the cap, now first. */
export function paymentsOf({ annualDiscount, capMonths, periodMonths }: ValuationTerms): Payment[] {
  const lnDiscount = Math.log1p(annualDiscount) / 12;
  return Array.from({ length: Math.ceil(capMonths / periodMonths) }, (_, t) => ({
    t,
    discount: Math.exp(-lnDiscount * t * periodMonths),
  }));
}

/**
 * Standard error of sum_t w_t S(from+t)/S(from). Greenwood: cov[S(s), S(t)] = S(s) S(t) sum_{u <= min(s,t)} d/(n(n-d)), so each event time weighs with
 * the square of what follows it; the tail hangs on the last seen S. Its parameters come from the same customers and err the same way, so both errors are
 * added and not their squares.
 * @param from renewals already made: what happened before is certain
 */
export function lifetimeError({ estimate, observed, fit }: Staying, payments: readonly Payment[], from = 0): number {
  const later = payments.filter(({ t }) => from + t > observed);
  const anchor = Math.max(from, observed);
  const tailOf = (curve: RetentionCurve) =>
    later.reduce((sum, { t, discount }) => sum + discount * tailShare(curve, anchor, from + t), 0);
  const start = seenAt(estimate, Math.min(from, observed));
  const last = from < observed ? seenAt(estimate, observed) / start : 1;
  const follows = seenFrom(estimate, observed, payments, from, start);
  const beyond = last * (fit === null ? 0 : tailOf(fit.curve));
  const variance = estimate.steps
    .filter(({ time, atRisk, events }) => time > from && time <= observed && events < atRisk)
    .reduce((sum, { time, atRisk, events }) => {
      const weight = (follows[time - from] ?? 0) + beyond;
      return sum + (events / (atRisk * (atRisk - events))) * weight * weight;
    }, 0);
  return Math.sqrt(variance) + last * (fit?.standardErrorOf(tailOf) ?? 0);
}

/** For every t, what the seen payments from the t-th on are worth. */
function seenFrom(
  estimate: Staying['estimate'],
  observed: number,
  payments: readonly Payment[],
  from: number,
  start: number,
): number[] {
  const follows: number[] = [];
  let sum = 0;
  for (const { t, discount } of payments.toReversed()) {
    if (from + t <= observed) sum += (discount * seenAt(estimate, from + t)) / start;
    follows[t] = sum;
  }
  return follows;
}
