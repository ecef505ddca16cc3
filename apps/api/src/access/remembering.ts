/** A lookup that keeps each answer for a short while; concurrent questions share one answer. */
export type Remembering<Value> = { get(key: string): Promise<Value>; forget(key: string): void; forgetAll(): void };

// 5 s: the longest a withdrawn right can linger when the notification of the change was lost.
const keptMs = 5_000;
const maxKept = 2_000;

export function remembering<Value>(find: (key: string) => Promise<Value>): Remembering<Value> {
  const kept = new Map<string, { readonly answer: Promise<Value>; readonly until: number }>();
  return {
    get(key) {
      const known = kept.get(key);
      if (known !== undefined && known.until > performance.now()) return known.answer;
      if (kept.size >= maxKept) kept.clear();
      const answer = find(key);
      kept.set(key, { answer, until: performance.now() + keptMs });
      // A failed lookup is not an answer worth keeping.
      answer.catch(() => kept.delete(key));
      return answer;
    },
    forget: (key) => void kept.delete(key),
    forgetAll: () => kept.clear(),
  };
}
