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

/** The cohorts as they were after at most `periods` opportunities. */
export function truncateCohorts(cohorts: readonly Cohort[], periods: number): Cohort[] {
  return cohorts.map((cohort) => cohort.slice(0, periods + 1));
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
