import { MINUTE_MS, SECOND_MS } from '@wedsync/domain/platform';

const firstRetryMs = 5 * SECOND_MS;
const longestRetryMs = 15 * MINUTE_MS;
/** After so many attempts, about half an hour, a person should know; the worker goes on trying. */
export const attemptsBeforeTask = 8;

/** Doubles from five seconds to a quarter of an hour, spread by half so that workers do not march in step. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(backoffMs * (0.5 + jitter / 2));
}
