/** A lookup that keeps each answer for a short while; concurrent questions share one answer. */
export type Remembering<Value> = {
  get(key: string): Promise<Value>;
  /** For a moment nothing new is kept either: whoever forgets may have still to commit the change that makes the answer wrong. */
  forget(key: string): void;
  forgetAll(): void;
};

// 2 s: the longest a withdrawn right can linger when the notification of the change was lost.
const keptMs = 2_000;
const settlingMs = 1_000;
const maxKept = 2_000;

type Kept<Value> = { readonly answer: Promise<Value> | null; readonly until: number };

/** @param nowMs a monotonic clock in milliseconds */
export function remembering<Value>(
  find: (key: string) => Promise<Value>,
  nowMs: () => number = () => performance.now(),
): Remembering<Value> {
  const kept = new Map<string, Kept<Value>>();
  let settledAt = 0;

  const keep = (key: string, answer: Promise<Value> | null, forMs: number) => {
    if (kept.size >= maxKept) kept.clear();
    kept.set(key, { answer, until: nowMs() + forMs });
  };
  return {
    get(key) {
      const now = nowMs();
      const known = kept.get(key);
      if (known !== undefined && known.until > now) return known.answer ?? find(key);
      const answer = find(key);
      if (now < settledAt) return answer;
      keep(key, answer, keptMs);
      // A failed lookup is not an answer worth keeping.
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key);
      });
      return answer;
    },
    forget: (key) => keep(key, null, settlingMs),
    forgetAll() {
      kept.clear();
      settledAt = nowMs() + settlingMs;
    },
  };
}
