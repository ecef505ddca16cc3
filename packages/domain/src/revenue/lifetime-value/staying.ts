import { kaplanMeier, type SurvivalEstimate } from '@wedsync/domain/platform/statistics';
import { chooseRetentionModel, isFittable, minimumStarts, type RetentionChoice } from '../retention/choose.ts';
import { totalTenures, type Tenure } from '../retention/cohorts.ts';
import { lnSurvival, type RetentionCurve } from '../retention/curves.ts';
import type { RetentionFit } from '../retention/fit.ts';

/** One customer in renewal opportunities of its plan; `entry` where we began to watch it later than its first payment. */
export type WatchedTenure = Tenure & { readonly entry?: number };

/** Behind this many customers at risk a step of the curve is chance, and the fitted curve goes on from there. */
export const minimumAtRisk = 10;

/** How a segment's customers stay: seen as far as enough of them were watched, continued by a fitted curve where there is one. */
export type Staying = {
  readonly n: number;
  readonly lost: number;
  /** Renewal opportunities for which the curve is seen rather than forecast. */
  readonly observed: number;
  readonly estimate: SurvivalEstimate;
  /** Null when the history is too short or too small to fit: then nothing is known beyond `observed`. */
  readonly fit: RetentionFit | null;
};

/**
 * Kaplan-Meier of a segment with a fitted tail. Customers of one billing interval only: an annual customer in a monthly table would produce eleven
 * months without loss.
 * @param tail a curve to continue with where the segment's own history is too small, such as the tier's
 */
export function observeStaying(tenures: readonly WatchedTenure[], tail: RetentionFit | null = null): Staying {
  return watchStaying(tenures, choiceOf(tenures)?.chosen ?? tail);
}

/**
 * Both curves fitted to a segment's own history and which of them counts; null where it is too short or too small.
 * @param starts how many customers are enough
 */
export function choiceOf(tenures: readonly WatchedTenure[], starts: number = minimumStarts): RetentionChoice | null {
  const whole = totalTenures(tenures.filter(({ entry = 0 }) => entry === 0));
  return isFittable(whole, starts) ? chooseRetentionModel(whole) : null;
}

/** As `observeStaying`, with the curve to continue with given. */
export function watchStaying(tenures: readonly WatchedTenure[], fit: RetentionFit | null): Staying {
  const estimate = kaplanMeier(
    tenures.map(({ periods, ended, entry }) => ({ time: periods, event: ended, entry: entry ?? 0 })),
  );
  return { n: estimate.n, lost: estimate.events, observed: observedPeriods(tenures, estimate), estimate, fit };
}

/** Share still there after t opportunities; null where neither seen nor forecast. */
export function stayingAt({ observed, estimate, fit }: Staying, t: number): number | null {
  if (t <= observed) return seenAt(estimate, t);
  return fit === null ? null : seenAt(estimate, observed) * tailShare(fit.curve, observed, t);
}

/** S(t)/S(from) of a fitted curve. */
export function tailShare(curve: RetentionCurve, from: number, t: number): number {
  return Math.exp(lnSurvival(curve, t) - lnSurvival(curve, from));
}

/** The curve at a time it was watched. */
export function seenAt({ steps }: SurvivalEstimate, t: number): number {
  return steps.findLast(({ time }) => time <= t)?.survival ?? 1;
}

/** The longest time that `minimumAtRisk` customers were watched for. */
function observedPeriods(tenures: readonly WatchedTenure[], { lastTime }: SurvivalEstimate): number {
  const longest = tenures.map(({ periods }) => periods).sort((a, b) => b - a);
  return Math.min(lastTime, longest[minimumAtRisk - 1] ?? 0);
}
