import { known, unknown, type Estimate } from './estimate.ts';
import { lifetimeError, paymentsOf, type ValuationTerms } from './headline.ts';
import { stayingAt, type Staying } from './staying.ts';

/**
 * Payments still to come of a customer who has just paid for the m-th renewal, discounted, per unit of margin: for every tenure m = 0, 1, … up to
 * `longest`: sum_{j>=1} [S(m+j)/S(m)] / (1+d)^(j periods), within the cap counted from today. Worked out once a segment, so that a supplier's residual is a
 * look-up.
 * @returns null at a tenure that is neither seen nor forecast
 */
export function residualPayments(staying: Staying, longest: number, terms: ValuationTerms): (number | null)[] {
  const payments = paymentsOf(terms).slice(1);
  const horizon = longest + payments.length;
  const shares = Array.from({ length: horizon + 1 }, (_, t) => stayingAt(staying, t));
  return Array.from({ length: longest + 1 }, (_, m) => {
    const now = shares[m] ?? 0;
    if (now === 0) return null;
    let sum = 0;
    for (const { t, discount } of payments) {
      const then = shares[m + t] ?? null;
      if (then === null) return null;
      sum += (then / now) * discount;
    }
    return sum;
  });
}

/** A tenure's residual payments with their standard error. */
export type ResidualRow = { readonly payments: number; readonly standardError: number };

/** `residualPayments` with how far each may be off. */
export function residualTable(staying: Staying, longest: number, terms: ValuationTerms): (ResidualRow | null)[] {
  const later = paymentsOf(terms).slice(1);
  return residualPayments(staying, longest, terms).map((payments, m) =>
    payments === null ? null : { payments, standardError: lifetimeError(staying, later, m) },
  );
}

/**
 * What a supplier is still expected to bring: residual payments at its tenure x its MRR x margin x months a payment. A tenure beyond the table is worth
 * what its last row says: loyalty is not known to fall.
 */
export function residualValue(
  table: readonly (number | null)[],
  tenure: number,
  mrrMinor: number,
  terms: ValuationTerms,
): Estimate {
  const payments = table[Math.min(tenure, table.length - 1)] ?? null;
  return payments === null
    ? unknown('beyond-observation')
    : known(payments * mrrMinor * terms.grossMargin * terms.periodMonths);
}

/** Realised so far plus what is expected; null as soon as the expectation is unknown, and 0 to come for who has left. */
export function predictedValue(realisedMinor: number, residual: Estimate): Estimate {
  return residual.valueMinor === null ? residual : known(realisedMinor + residual.valueMinor);
}
