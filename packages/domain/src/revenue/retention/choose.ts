import { chiSquareTail, meanAbsolutePercentageError } from '@wedsync/domain/platform/statistics';
import { observedSurvival, truncateTotals, type CohortTotals } from './cohorts.ts';
import { lnSurvival, type RetentionModel } from './curves.ts';
import { fitRetention, type RetentionFit } from './fit.ts';

/** A curve is fitted only to a history this long and this wide; anything less is pooled with its neighbours. */
export const minimumPeriods = 5;
export const minimumStarts = 200;
const minimumPeriodsForBdw = 4;
const chiSquare95 = 3.841_458_820_694_124;

export type RetentionChoice = {
  /** One of the two, or its homogeneous limit (geometric, discrete Weibull) where customers do not differ enough to tell alpha and beta. */
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
export function isFittable({ periods, starts }: CohortTotals, enough: number = minimumStarts): boolean {
  return periods >= minimumPeriods && starts >= enough;
}

/**
 * Fits sBG and BdW and takes BdW only where it explains the past significantly better (likelihood ratio, 5 %), there are four periods or more and it
 * forecasts the held-out third better. On some real curves BdW wins by far, on others it loses, so both are returned.
 */
export function chooseRetentionModel(totals: CohortTotals): RetentionChoice {
  const sbg = fitRetention('sbg', totals);
  const bdw = fitRetention('bdw', totals);
  const likelihoodRatio = Math.max(0, 2 * (bdw.logLik - sbg.logLik));
  const backtest = { sbg: backtestRetention('sbg', totals), bdw: backtestRetention('bdw', totals) };
  const why = whyNotBdw(bdw.periods, likelihoodRatio, backtest);
  return {
    chosen: orHomogeneous(why === null ? bdw : sbg, totals),
    sbg,
    bdw,
    likelihoodRatio,
    pValue: chiSquareTail(likelihoodRatio, 1),
    backtest,
    why: why ?? 'BdW explains the past significantly better and forecasts the held-out periods better.',
  };
}

/** A mixture that ran to its boundary describes customers who are all alike: the simpler model says the same, and knows its errors. */
function orHomogeneous(fit: RetentionFit, totals: CohortTotals): RetentionFit {
  if (!fit.boundary) return fit;
  const limit = fitRetention(fit.curve.model === 'bdw' ? 'weibull' : 'geometric', totals);
  return 2 * (fit.logLik - limit.logLik) <= chiSquare95 ? limit : fit;
}

/** Error of a model fitted on the first two thirds of the periods, on the survival seen in the rest; null with fewer than three periods. */
export function backtestRetention(model: RetentionModel, totals: CohortTotals): number | null {
  const known = Math.floor((2 * totals.periods) / 3);
  if (known < 2 || known === totals.periods) return null;
  const { curve } = fitRetention(model, truncateTotals(totals, known));
  const actual = observedSurvival(totals).slice(known + 1);
  const expected = actual.map((_, i) => Math.exp(lnSurvival(curve, known + 1 + i)));
  return meanAbsolutePercentageError(actual, expected);
}

function whyNotBdw(periods: number, ratio: number, { sbg, bdw }: RetentionChoice['backtest']): string | null {
  if (periods < minimumPeriodsForBdw) return 'There are fewer than four periods, too few for a third parameter.';
  if (!(ratio > chiSquare95)) return 'BdW does not explain the past significantly better than sBG.';
  if (sbg === null || bdw === null) return 'There is too little history to hold any of it out.';
  return bdw < sbg ? null : 'BdW does not forecast the held-out periods better than sBG.';
}
