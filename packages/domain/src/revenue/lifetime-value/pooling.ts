import type { WatchedTenure } from './staying.ts';

/** Below this many customers a segment takes the curve of its pool. */
export const minimumSegment = 50;

/** Where a customer belongs. Billing intervals never mix; region and the rest do not split curves. */
export type SegmentKey = { readonly plan: string; readonly vendorType: string; readonly interval: 'month' | 'year' };

export type SegmentedTenure = WatchedTenure & SegmentKey;

/** From narrow to wide: plan and vendor type, plan, everybody. */
export type PoolLevel = 'segment' | 'plan' | 'all';

export type Pool = { readonly level: PoolLevel; readonly tenures: readonly SegmentedTenure[] };

/**
 * The narrowest pool with fifty customers that a segment belongs to, or null when even everybody is too few.
 * @param tenures of all customers; those of other billing intervals are left out
 */
export function poolOf(tenures: readonly SegmentedTenure[], { plan, vendorType, interval }: SegmentKey): Pool | null {
  const all = tenures.filter((tenure) => tenure.interval === interval);
  const ofPlan = all.filter((tenure) => tenure.plan === plan);
  const levels: readonly Pool[] = [
    { level: 'segment', tenures: ofPlan.filter((tenure) => tenure.vendorType === vendorType) },
    { level: 'plan', tenures: ofPlan },
    { level: 'all', tenures: all },
  ];
  return levels.find((pool) => pool.tenures.length >= minimumSegment) ?? null;
}
