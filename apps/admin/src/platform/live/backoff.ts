const firstMs = 1_000;
const longestMs = 30_000;

/**
 * How long to wait before connection attempt number `attempt` (1 is the first retry): doubling to 30 s, with jitter so that a
 * restarted server is not met by everybody at once.
 * @param random 0 to 1, injected
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
