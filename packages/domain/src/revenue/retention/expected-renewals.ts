import { hypergeometric2F1, SeriesDiverges } from '@wedsync/domain/platform/statistics';
import { lnSurvival, type RetentionCurve } from './curves.ts';

/** Renewals expected over a lifetime and what they are worth today; all rates are per period of the curve. */
export type RenewalValuation = {
  /** Per period. From an annual rate D: `monthlyRate(D)`. */
  readonly discountRate: number;
  /** Only payments of the next so many periods count; all of them when absent. */
  readonly horizon?: number;
  /** A new customer pays now and a renewing one at the decision; `in-a-period` moves every payment one period away. */
  readonly firstPayment?: 'now' | 'in-a-period';
};

const smallestTerm = 1e-12;
const maxTerms = 1_000_000;

/** The rate per month that compounds to an annual one. */
export function monthlyRate(annualRate: number): number {
  return Math.expm1(Math.log1p(annualRate) / 12);
}

/**
 * Discounted expected lifetime in payments of a new customer: DEL = sum_{t>=0} S(t)/(1+d)^t, the first payment now.
 * Equals 2F1(1, b; a+b; 1/(1+d)) for sBG. With a finite horizon the first `horizon` payments.
 * @throws SeriesDiverges when the sum has no end (no discount, alpha <= 1)
 */
export function discountedLifetime(curve: RetentionCurve, valuation: RenewalValuation): number {
  const { discountRate, horizon } = valuation;
  const payments =
    horizon === undefined
      ? 1 + residualRenewals(curve, 0, { discountRate }) / (1 + discountRate)
      : sumPayments((t) => lnSurvival(curve, t), discountRate, horizon);
  return payments * delay(valuation);
}

/**
 * Discounted expected residual lifetime of a customer who has renewed `renewals` times, just before the next decision, its payment due at once:
 * DERL(m) = sum_{j>=0} [S(m+1+j)/S(m)]/(1+d)^j. Fader & Hardie (2010), Marketing Science 29(1).
 * @throws SeriesDiverges
 */
export function discountedResidualLifetime(
  curve: RetentionCurve,
  renewals: number,
  valuation: RenewalValuation,
): number {
  return residualRenewals(curve, renewals, valuation) * delay(valuation);
}

/**
 * Value of the whole base: margin x sum_m N_m DERL(m), next to what one constant retention rate r would say, N r/(1 - r/(1+d)), which is too low
 * wherever customers differ.
 * @param activeByRenewals N_m by m, the renewals made
 */
export function baseValue(
  curve: RetentionCurve,
  activeByRenewals: ReadonlyMap<number, number>,
  marginPerPeriod: number,
  aggregateRetention: number | null,
  valuation: RenewalValuation,
): { readonly value: number; readonly naiveValue: number | null } {
  let expected = 0;
  let customers = 0;
  for (const [renewals, active] of activeByRenewals) {
    expected += active * discountedResidualLifetime(curve, renewals, valuation);
    customers += active;
  }
  const naive = aggregateRetention === null ? null : constantResidual(aggregateRetention, valuation.discountRate);
  return { value: marginPerPeriod * expected, naiveValue: naive === null ? null : marginPerPeriod * customers * naive };
}

/** DERL at a constant retention rate, whatever the tenure: r/(1 - r/(1+d)); null when it has no end. */
export function constantResidual(retention: number, discountRate: number): number | null {
  const left = 1 - retention / (1 + discountRate);
  return left > 0 ? retention / left : null;
}

function residualRenewals(
  curve: RetentionCurve,
  renewals: number,
  { discountRate, horizon }: RenewalValuation,
): number {
  if (curve.model === 'sbg' && horizon === undefined)
    return sbgResidual(curve.alpha, curve.beta, renewals, discountRate);
  if (discountRate === 0 && horizon === undefined && curve.model === 'bdw' && curve.alpha * curve.c <= 1) refuse();
  const base = lnSurvival(curve, renewals);
  return sumPayments((j) => lnSurvival(curve, renewals + 1 + j) - base, discountRate, horizon ?? null);
}

function sbgResidual(a: number, b: number, m: number, discountRate: number): number {
  if (discountRate > 0)
    return ((b + m) / (a + b + m)) * hypergeometric2F1(1, b + m + 1, a + b + m + 1, 1 / (1 + discountRate));
  if (a <= 1) refuse();
  return (b + m) / (a - 1);
}

function sumPayments(lnShare: (j: number) => number, discountRate: number, horizon: number | null): number {
  const lnDiscount = Math.log1p(discountRate);
  let sum = 0;
  for (let j = 0; j < (horizon ?? maxTerms); j += 1) {
    const term = Math.exp(lnShare(j) - j * lnDiscount);
    sum += term;
    if (term < smallestTerm) return sum;
  }
  return horizon === null ? refuse() : sum;
}

function delay({ firstPayment, discountRate }: RenewalValuation): number {
  return firstPayment === 'in-a-period' ? 1 / (1 + discountRate) : 1;
}

function refuse(): never {
  throw SeriesDiverges({ why: 'Without a discount this lifetime has no end. Give a discount rate or a horizon.' });
}
