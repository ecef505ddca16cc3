/** Totals of expensive counts, kept for a while in proportion to what they cost. */
export type CountMemory = {
  /** The total for a key: remembered, or being counted right now by somebody else, or counted now. */
  total(key: string, count: () => Promise<number>): Promise<number>;
};

/** A count that took 60 ms is good for 3 s: counting never takes more than a fiftieth of anybody's time. */
const freshnessFactor = 50;
/** Cheaper counts are never kept, so small tables and selective filters are always exact to the moment. */
const alwaysCountBelowMs = 8;
const maxKeys = 2_000;

type Kept = { readonly total: number; readonly staleAtMs: number };

/** @param nowMs a monotonic clock in milliseconds */
export function createCountMemory(nowMs: () => number = () => performance.now()): CountMemory {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<number>>();

  const countNow = async (key: string, count: () => Promise<number>) => {
    const startedMs = nowMs();
    const total = await count();
    const tookMs = nowMs() - startedMs;
    kept.delete(key);
    if (tookMs >= alwaysCountBelowMs) kept.set(key, { total, staleAtMs: nowMs() + tookMs * freshnessFactor });
    const oldest = kept.size > maxKeys ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return total;
  };

  return {
    async total(key, count) {
      const known = kept.get(key);
      if (known !== undefined && nowMs() < known.staleAtMs) return known.total;
      // Many people opening the same list at once cost one count. If the one counting fails, everybody counts alone.
      const shared = underWay.get(key);
      if (shared !== undefined) return shared.catch(() => countNow(key, count));
      const counting = countNow(key, count);
      underWay.set(key, counting);
      return counting.finally(() => underWay.delete(key));
    },
  };
}
