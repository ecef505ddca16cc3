/** What it costs and brings to contact a supplier at risk; a person may set it. */
export type ChurnPolicy = {
  /** Share of those contacted who would have left and stay because of it. */
  readonly saveRate: number;
  readonly contactCostMinor: number;
  /** Suppliers all CSMs together can contact in a week. */
  readonly weeklyCapacity: number;
};

/** Stands until holdouts have measured it. */
export const usualChurnPolicy: ChurnPolicy = { saveRate: 0.2, contactCostMinor: 1_500, weeklyCapacity: 20 };

/** A year's MRR stands for what is left to lose where lifetime values are not known, as of dates in the past. */
export const monthsToLose = 12;

/**
 * What contacting a supplier is expected to bring: probability of leaving times what is left to lose times the share saved, less the cost; the order of
 * the worklist, for probability alone sends people to the smallest. Null when what is left to lose is not known.
 */
export function expectedSavedMinor(
  probability: number,
  residualValueMinor: number | null,
  { saveRate, contactCostMinor }: ChurnPolicy,
): number | null {
  if (residualValueMinor === null) return null;
  return Math.round(probability * residualValueMinor * saveRate - contactCostMinor);
}
