/** The same 28 days a year earlier say something only after this long. */
export const minTenureForOwnSeasonMonths = 13;

/** Fewer suppliers than this make no cohort. */
export const minCohortSize = 10;

const month = 30.4375;

export type UsageBaseline = {
  /** The supplier's own figure in the same weeks of last year; null when nobody reported it then, which is not zero. */
  readonly lastYear: number | null;
  /** Median of the cohort in the same weeks as the figure itself. */
  readonly cohortMedian: number | null;
  readonly tenureDays: number;
};

/**
 * A usage figure as percent of what is usual now, so that a quiet winter is not read as leaving: the mean of the supplier's
 * own last year and its cohort; the cohort alone under 13 months of tenure.
 * @returns 0 to 400 (more says nothing more), or null when nothing is known of what is usual
 */
export function percentOfUsual(current: number, { lastYear, cohortMedian, tenureDays }: UsageBaseline): number | null {
  const own = tenureDays >= minTenureForOwnSeasonMonths * month ? lastYear : null;
  const known = [own, cohortMedian].filter((expected) => expected !== null);
  if (known.length === 0) return null;
  const usual = known.reduce((sum, expected) => sum + expected, 0) / known.length;
  if (usual <= 0) return current > 0 ? 100 : null;
  return Math.min(400, (100 * current) / usual);
}
