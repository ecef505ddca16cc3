// 300 ms: figures follow what happened well within a second, however many look on and however much happens.
const leastSpacingMs = 300;
/** Counting takes at most this share of the time of one connection, until it is so slow that readers wait for nothing else. */
const shareOfTime = 1 / 3;
const mostSpacingMs = 2_000;

/**
 * Counts once for all who ask meanwhile. A count begins after everybody who is given it has asked, so that whoever heard of an event sees it counted;
 * the next begins a little later, and takes in all who asked since.
 */
export function shareCounts<T>(count: () => Promise<T>): () => Promise<T> {
  let earliestMs = 0;
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  const begin = async (): Promise<T> => {
    await last;
    await pause(earliestMs - performance.now());
    next = null;
    const begunMs = performance.now();
    const counted = count();
    last = counted.catch(() => undefined).then(() => (earliestMs = begunMs + spacingMs(performance.now() - begunMs)));
    return counted;
  };
  return () => (next ??= begin());
}

/** How long after a count began the next one may, by how long it took. */
export function spacingMs(tookMs: number): number {
  return Math.min(mostSpacingMs, Math.max(leastSpacingMs, tookMs / shareOfTime));
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((wake) => setTimeout(wake, ms));
}
