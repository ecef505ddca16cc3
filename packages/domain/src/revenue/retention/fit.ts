import { log1mExp, maximiseLikelihood, type LikelihoodFit } from '@wedsync/domain/platform/statistics';
import type { CohortTotals } from './cohorts.ts';
import { retentionModels, thetaOf, type CurveAt, type RetentionCurve, type RetentionModel } from './curves.ts';

export type RetentionFit = Omit<LikelihoodFit<RetentionCurve>, 'params' | 'standardErrors'> & {
  readonly curve: RetentionCurve;
  readonly standardErrors: RetentionCurve | null;
  /** Longest observed history in renewal opportunities. */
  readonly periods: number;
};

/**
 * Fits a retention model to one or many cohorts by maximum likelihood:
 * LL = sum_t (n_{t-1} - n_t) ln[S(t-1) - S(t)] + n_T ln S(T), summed over cohorts, each with its own T.
 * @param totals from `totalCohorts` or `totalTenures`
 */
export function fitRetention(model: RetentionModel, totals: CohortTotals): RetentionFit {
  const { domains, starts, named, at } = retentionModels[model];
  const curveAt = rememberLast((theta) => Array.from({ length: totals.periods + 1 }, (_, t) => at(theta, t)));
  const { params, standardErrors, ...fit } = maximiseLikelihood({
    domains,
    starts,
    named,
    n: totals.starts,
    logLik: (theta) => logLikOf(totals, curveAt(theta)),
    gradient: (theta) => slopeOf(totals, curveAt(theta), theta.length),
  });
  return { curve: params, standardErrors, periods: totals.periods, ...fit };
}

/** The search asks for the value and then the slope at the same point. */
function rememberLast(compute: (theta: readonly number[]) => readonly CurveAt[]) {
  let last: { readonly theta: readonly number[]; readonly curve: readonly CurveAt[] } | null = null;
  return (theta: readonly number[]) => {
    if (last === null || theta.some((x, i) => x !== last?.theta[i])) last = { theta, curve: compute(theta) };
    return last.curve;
  };
}

/** Log-likelihood of cohorts under a given curve. */
export function retentionLogLik(curve: RetentionCurve, totals: CohortTotals): number {
  const { at } = retentionModels[curve.model];
  const theta = thetaOf(curve);
  return logLikOf(
    totals,
    Array.from({ length: totals.periods + 1 }, (_, t) => at(theta, t)),
  );
}

function logLikOf({ losses, kept }: CohortTotals, curve: readonly CurveAt[]): number {
  return curve.reduce((sum, { lnSurvival }, t) => {
    const before = curve[t - 1]?.lnSurvival ?? 0;
    return sum + times(losses[t], () => before + log1mExp(lnSurvival - before)) + times(kept[t], () => lnSurvival);
  }, 0);
}

/** Where nobody left, a loss that cannot happen (ln 0) must not spoil the sum. */
function times(count: number | undefined, value: () => number): number {
  return count === undefined || count === 0 ? 0 : count * value();
}

/** d ln[S(t-1) - S(t)] = dlnS(t-1) + (dlnS(t-1) - dlnS(t)) r/(1-r), with r = S(t)/S(t-1). */
function slopeOf({ losses, kept }: CohortTotals, curve: readonly CurveAt[], size: number): number[] {
  const slope = Array.from({ length: size }, () => 0);
  for (const [t, now] of curve.entries()) {
    const before = curve[t - 1] ?? { lnSurvival: 0, slope: [] };
    const lnRetention = now.lnSurvival - before.lnSurvival;
    const odds = losses[t] === 0 ? 0 : Math.exp(lnRetention) / -Math.expm1(lnRetention);
    for (let i = 0; i < size; i += 1) {
      const was = before.slope[i] ?? 0;
      const is = now.slope[i] ?? 0;
      const loss = losses[t] === 0 ? 0 : (losses[t] ?? 0) * (was + (was - is) * odds);
      slope[i] = (slope[i] ?? 0) + loss + (kept[t] ?? 0) * is;
    }
  }
  return slope;
}
