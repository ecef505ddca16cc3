/** Answers that cost something to find, kept for a while in proportion to what they cost. */
export type CostMemory<Value> = {
  /** The answer for a key: remembered, or being found right now for somebody else, or found now. */
  get(key: string, find: () => Promise<Value>): Promise<Value>;
  /** The answer when it is remembered; nobody looks for it. */
  known(key: string): Value | undefined;
};

type Options = {
  readonly maxKeys?: number;
  /** The oldest an answer may get, however much it cost. */
  readonly maxAgeMs?: number;
  /** A monotonic clock in milliseconds. */
  readonly nowMs?: () => number;
};

/** A count that took 60 ms is good for 3 s: counting never takes more than a fiftieth of anybody's time. */
const freshnessFactor = 50;
/** Cheaper answers are never kept, so small tables and selective filters are always exact to the moment. */
const alwaysFindBelowMs = 8;

export function createCostMemory<Value>({
  maxKeys = 2_000,
  maxAgeMs = 60_000,
  nowMs = () => performance.now(),
}: Options = {}): CostMemory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly staleAtMs: number }>();
  const underWay = new Map<string, Promise<Value>>();

  const findNow = async (key: string, find: () => Promise<Value>) => {
    const startedMs = nowMs();
    const value = await find();
    const tookMs = nowMs() - startedMs;
    kept.delete(key);
    const ageMs = Math.min(tookMs * freshnessFactor, maxAgeMs);
    if (tookMs >= alwaysFindBelowMs) kept.set(key, { value, staleAtMs: nowMs() + ageMs });
    const oldest = kept.size > maxKeys ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return value;
  };
  const fresh = (key: string) => {
    const found = kept.get(key);
    return found !== undefined && nowMs() < found.staleAtMs ? found : undefined;
  };

  return {
    known: (key) => fresh(key)?.value,
    async get(key, find) {
      const known = fresh(key);
      if (known !== undefined) return known.value;
      // Many people opening the same list at once cost one count. If the one counting fails, everybody counts alone.
      const shared = underWay.get(key);
      if (shared !== undefined) return shared.catch(() => findNow(key, find));
      const finding = findNow(key, find);
      underWay.set(key, finding);
      return finding.finally(() => underWay.delete(key));
    },
  };
}
