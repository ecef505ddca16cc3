import { chiSquareTail, meanAbsolutePercentageError } from '@wedsync/domain/platform/statistics';
import { truncateCohorts, totalCohorts, type Cohort } from './cohorts.ts';
import { lnSurvival, type RetentionCurve, type RetentionModel } from './curves.ts';
import { fitRetention, type RetentionFit } from './fit.ts';

/** A curve is fitted only to a history this long and this wide; anything less is pooled with its neighbours. */
export const minimumPeriods = 5;
export const minimumStarts = 200;
const minimumPeriodsForBdw = 4;
const chiSquare95 = 3.841_458_820_694_124;

export type RetentionChoice = {
  readonly chosen: RetentionFit;
  readonly sbg: RetentionFit;
  readonly bdw: RetentionFit;
  readonly likelihoodRatio: number;
  /** Of sBG against BdW, one degree of freedom. */
  readonly pValue: number;
  /** Mean absolute percentage error of survivors in the last third, fitted on the first two thirds; null when there is too little to hold out. */
  readonly backtest: { readonly sbg: number | null; readonly bdw: number | null };
  readonly why: string;
};

/** Whether there is enough history to fit a curve at all. */
export function isFittable(cohorts: readonly Cohort[]): boolean {
  const { periods, starts } = totalCohorts(cohorts);
  return periods >= minimumPeriods && starts >= minimumStarts;
}

/**
 * Fits sBG and BdW and takes BdW only where it explains the past significantly better (likelihood ratio, 5 %), there are four periods or more and it
 * forecasts the held-out third better. On some real curves BdW wins by far, on others it loses, so both are returned.
 */
export function chooseRetentionModel(cohorts: readonly Cohort[]): RetentionChoice {
  const sbg = fitRetention('sbg', cohorts);
  const bdw = fitRetention('bdw', cohorts);
  const likelihoodRatio = Math.max(0, 2 * (bdw.logLik - sbg.logLik));
  const backtest = { sbg: backtestRetention('sbg', cohorts), bdw: backtestRetention('bdw', cohorts) };
  const why = whyNotBdw(bdw.periods, likelihoodRatio, backtest);
  return {
    chosen: why === null ? bdw : sbg,
    sbg,
    bdw,
    likelihoodRatio,
    pValue: chiSquareTail(likelihoodRatio, 1),
    backtest,
    why: why ?? 'BdW explains the past significantly better and forecasts the held-out periods better.',
  };
}

/** Error of a model fitted on the first two thirds of the periods, on the survivors of the rest; null with fewer than three periods. */
export function backtestRetention(model: RetentionModel, cohorts: readonly Cohort[]): number | null {
  const { periods } = totalCohorts(cohorts);
  const known = Math.floor((2 * periods) / 3);
  if (known < 2 || known === periods) return null;
  return forecastError(fitRetention(model, truncateCohorts(cohorts, known)).curve, cohorts, known);
}

/** Survivors after each held-out opportunity, all cohorts that have met it together, against what the curve expected of their starts. */
function forecastError(curve: RetentionCurve, cohorts: readonly Cohort[], known: number): number | null {
  const actual: number[] = [];
  const expected: number[] = [];
  for (let t = known + 1; ; t += 1) {
    const met = cohorts.filter((cohort) => cohort.length > t);
    if (met.length === 0) return meanAbsolutePercentageError(actual, expected);
    actual.push(met.reduce((sum, cohort) => sum + (cohort[t] ?? 0), 0));
    expected.push(met.reduce((sum, cohort) => sum + (cohort[0] ?? 0), 0) * Math.exp(lnSurvival(curve, t)));
  }
}

function whyNotBdw(periods: number, ratio: number, { sbg, bdw }: RetentionChoice['backtest']): string | null {
  if (periods < minimumPeriodsForBdw) return 'There are fewer than four periods, too few for a third parameter.';
  if (!(ratio > chiSquare95)) return 'BdW does not explain the past significantly better than sBG.';
  if (sbg === null || bdw === null) return 'There is too little history to hold any of it out.';
  return bdw < sbg ? null : 'BdW does not forecast the held-out periods better than sBG.';
}
