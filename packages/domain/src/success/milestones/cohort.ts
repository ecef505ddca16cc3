import { calendarDate, DAY_MS } from '@wedsync/domain/platform';
import { kaplanMeier, medianSurvival, type Lifetime, type SurvivalEstimate } from '@wedsync/domain/platform/statistics';

/** Suppliers of a cohort that reached a milestone on a day since sign-up, or were last watched on it without having reached it. */
export type DayCount = { readonly day: number; readonly reached: boolean; readonly suppliers: number };

export type CohortMeasure = {
  readonly suppliers: number;
  readonly reached: number;
  readonly medianDays: number | null;
  readonly p75Days: number | null;
  readonly curve: readonly { readonly day: number; readonly share: number }[];
};

/** Fewer say too little about when others should be there. */
export const leastCohort = 20;

/** Beyond it the estimate leaps with everybody who gets there: the few who joined early enough would speak for all. */
const mostSpokenFor = 3;

/** How a cohort came to a milestone (Kaplan and Meier; whoever is not there yet counts as watched until now), as far as enough are still watched to tell. */
export function measureCohort(counts: readonly DayCount[]): CohortMeasure {
  const estimate = wellWatched(kaplanMeier(counts.flatMap(lifetimesOf)));
  return {
    suppliers: estimate.n,
    reached: estimate.events,
    medianDays: medianSurvival(estimate),
    p75Days: estimate.steps.find(({ survival }) => survival <= 0.25)?.time ?? null,
    curve: estimate.steps.map(({ time, survival }) => ({ day: time, share: 1 - survival })),
  };
}

/** The steps at which each supplier still watched stands for at most three; all of them where nobody was lost from sight. */
function wellWatched(estimate: SurvivalEstimate): SurvivalEstimate {
  const { n, steps } = estimate;
  const end = steps.findIndex(({ atRisk }, i) => (steps[i - 1]?.survival ?? 1) * n > mostSpokenFor * atRisk + 1e-9);
  return end === -1 ? estimate : { ...estimate, steps: steps.slice(0, end) };
}

function lifetimesOf({ day, reached, suppliers }: DayCount): Lifetime[] {
  return Array.from({ length: suppliers }, () => ({ time: day, event: reached }));
}

/** The half-year a supplier signed up in, in the reporting zone: 2026H1. */
export function halfYearOf(signedUpAt: Date): string {
  const [year, month] = calendarDate(signedUpAt).split('-');
  return `${year}H${Number(month) <= 6 ? 1 : 2}`;
}

/** The day since sign-up on which something happens; the day of sign-up is the first, and what came before counts as then. */
export function dayOf(at: Date, signedUpAt: Date): number {
  return Math.max(1, Math.floor((at.getTime() - signedUpAt.getTime()) / DAY_MS) + 1);
}
