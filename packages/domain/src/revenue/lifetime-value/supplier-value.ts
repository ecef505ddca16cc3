import { z95 } from '@wedsync/domain/platform/statistics';
import { roundHalfEven } from '@wedsync/domain/platform';
import { known, unknown, type Estimate, type UnknownReason } from './estimate.ts';
import { houseTerms } from './headline.ts';
import { realisedValue } from './realised.ts';
import { predictedValue, residualValue, type ResidualRow } from './residual.ts';

/** `resting` over a season keeps its place; `left` has nothing to come; `never_paid` has nothing to go by. */
export const valueStates = ['paying', 'resting', 'left', 'never_paid'] as const;
export type ValueState = (typeof valueStates)[number];

/** What the books say of a supplier, converted at the rates of the days it was booked; magnitudes. */
export type BookedLines = {
  readonly paidMinor: number;
  /** Tax within what was paid, less what credit notes took back. */
  readonly taxMinor: number;
  readonly refundsMinor: number;
  readonly lostDisputesMinor: number;
  readonly processorFeesMinor: number;
  readonly disputeFeesMinor: number;
};

export type ValueFacts = {
  readonly state: ValueState;
  /** Renewals its present life has met. */
  readonly periods: number;
  readonly interval: 'month' | 'year' | null;
  /** What it pays a month, or paid when it went to rest. */
  readonly mrrMinor: number;
  readonly lines: BookedLines;
  /** A currency the books hold of it without a rate; then nothing can be told. */
  readonly missingRate: string | null;
};

export type SupplierValue = {
  readonly realised: Estimate;
  readonly residual: Estimate;
  readonly residualLowerMinor: number | null;
  readonly residualUpperMinor: number | null;
  readonly predicted: Estimate;
  readonly predictedLowerMinor: number | null;
  readonly predictedUpperMinor: number | null;
  /** Why something is unknown. */
  readonly reason: UnknownReason | null;
};

/**
 * What a supplier has brought and is still expected to bring.
 * @param residuals of its curve, by renewals made; null when even everybody together is too few for one
 */
export function valueSupplier(facts: ValueFacts, residuals: readonly (ResidualRow | null)[] | null): SupplierValue {
  const realised = facts.missingRate === null ? known(realisedOf(facts.lines)) : unknown('no-rate');
  const { estimate: residual, spread } = residualOf(facts, residuals);
  const bound = (factor: number | null) =>
    residual.valueMinor === null || factor === null ? null : roundHalfEven(residual.valueMinor * factor);
  const residualLowerMinor = bound(spread === null ? null : 1 / spread);
  const residualUpperMinor = bound(spread);
  const predicted = realised.valueMinor === null ? realised : predictedValue(realised.valueMinor, residual);
  const shifted = (minor: number | null) =>
    realised.valueMinor === null || minor === null ? null : realised.valueMinor + minor;
  return {
    realised,
    residual,
    residualLowerMinor,
    residualUpperMinor,
    predicted,
    predictedLowerMinor: shifted(residualLowerMinor),
    predictedUpperMinor: shifted(residualUpperMinor),
    reason: predicted.reason,
  };
}

function realisedOf({ paidMinor, taxMinor, ...lines }: BookedLines): number {
  return realisedValue({ ...lines, chargesMinor: paidMinor - taxMinor });
}

type Residual = { readonly estimate: Estimate; readonly spread: number | null };

function residualOf(facts: ValueFacts, residuals: readonly (ResidualRow | null)[] | null): Residual {
  if (facts.state === 'left') return { estimate: known(0), spread: 1 };
  if (facts.state === 'never_paid') return { estimate: unknown('never-paid'), spread: null };
  if (residuals === null || facts.interval === null) return { estimate: unknown('too-few'), spread: null };
  const table = residuals.map((row) => row?.payments ?? null);
  const terms = { ...houseTerms, periodMonths: facts.interval === 'month' ? 1 : 12 };
  const estimate = residualValue(table, facts.periods, facts.mrrMinor, terms);
  const row = residuals[Math.min(facts.periods, residuals.length - 1)] ?? null;
  const spread = row === null ? null : row.payments === 0 ? 1 : Math.exp((z95 * row.standardError) / row.payments);
  return { estimate, spread };
}
