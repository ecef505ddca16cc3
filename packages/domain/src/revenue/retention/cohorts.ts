import { defineError } from '@wedsync/domain/platform';

/** Survivors n_0, n_1, …, n_T of customers who started together, one figure a renewal opportunity; the open period is left out. */
export type Cohort = readonly number[];

/** All cohorts together: how many left at each opportunity and how many are censored (still there) after it. Index = t. */
export type CohortTotals = {
  readonly starts: number;
  readonly periods: number;
  readonly losses: readonly number[];
  readonly kept: readonly number[];
};

export const InvalidCohort = defineError('invalid', 'invalid-cohort', (p: { why: string }) => p.why);

/**
 * Adds cohorts up for the likelihood. Cohorts that have met no renewal opportunity yet say nothing and are skipped.
 * @throws InvalidCohort when a cohort grows or counts below zero
 */
export function totalCohorts(cohorts: readonly Cohort[]): CohortTotals {
  const telling = cohorts.filter((cohort) => cohort.length > 1);
  const periods = Math.max(0, ...telling.map((cohort) => cohort.length - 1));
  const losses = Array.from({ length: periods + 1 }, () => 0);
  const kept = Array.from({ length: periods + 1 }, () => 0);
  for (const cohort of telling) addCohort(cohort, losses, kept);
  return { starts: telling.reduce((sum, cohort) => sum + (cohort[0] ?? 0), 0), periods, losses, kept };
}

/** One customer in renewal opportunities: how many were met, and whether the last of them was the end. */
export type Tenure = { readonly periods: number; readonly ended: boolean };

/** Adds single customers up, each with a history of its own length. Who has met no opportunity yet says nothing and is skipped. */
export function totalTenures(tenures: Iterable<Tenure>): CohortTotals {
  const losses: number[] = [];
  const kept: number[] = [];
  let starts = 0;
  for (const { periods, ended } of tenures) {
    if (periods < 1) continue;
    starts += 1;
    const counts = ended ? losses : kept;
    counts[periods] = (counts[periods] ?? 0) + 1;
  }
  const length = Math.max(1, losses.length, kept.length);
  const filled = (counts: readonly number[]) => Array.from({ length }, (_, t) => counts[t] ?? 0);
  return { starts, periods: length - 1, losses: filled(losses), kept: filled(kept) };
}

/** The totals as they were after at most `periods` opportunities: who left or was censored later was still there. */
export function truncateTotals({ starts, losses, kept }: CohortTotals, periods: number): CohortTotals {
  const later = (counts: readonly number[]) => counts.slice(periods + 1).reduce((sum, count) => sum + count, 0);
  const keptThen = kept.slice(0, periods + 1);
  keptThen[periods] = (keptThen[periods] ?? 0) + later(losses) + later(kept);
  return {
    starts,
    periods: Math.min(periods, losses.length - 1),
    losses: losses.slice(0, periods + 1),
    kept: keptThen,
  };
}

/** Survival seen so far, each opportunity judged by those who met it: S(t) = product of 1 - losses/at risk. Index = t. */
export function observedSurvival({ starts, losses, kept }: CohortTotals): number[] {
  let atRisk = starts;
  let survival = 1;
  return losses.map((lost, t) => {
    survival *= atRisk === 0 ? 1 : 1 - lost / atRisk;
    atRisk -= lost + (kept[t] ?? 0);
    return survival;
  });
}

function addCohort(cohort: Cohort, losses: number[], kept: number[]): void {
  for (const [t, survivors] of cohort.entries()) {
    const before = t === 0 ? survivors : (cohort[t - 1] ?? 0);
    if (!(survivors >= 0 && survivors <= before))
      throw InvalidCohort({
        why: `A cohort cannot grow or fall below zero: ${before} before, ${survivors} after opportunity ${t}.`,
      });
    losses[t] = (losses[t] ?? 0) + before - survivors;
  }
  const last = cohort.length - 1;
  kept[last] = (kept[last] ?? 0) + (cohort[last] ?? 0);
}
