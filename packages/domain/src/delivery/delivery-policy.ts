import { HOUR_MS } from '@wedsync/domain/platform';

/** Pauses after the first and the second failed attempt. */
const pausesMs = [30_000, 300_000] as const;

/** News older than this is history: importing two years of it must not write to anyone. */
const newsForMs = 72 * HOUR_MS;

/**
 * How long to wait after a failed attempt, up to a third longer at random so that many failures do not return together.
 * @param attempt the attempt that failed, from 1
 * @param random in [0, 1)
 */
export function messagePauseMs(attempt: number, random: number): number {
  const pauseMs = pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? pausesMs[0];
  return Math.round(pauseMs * (1 + random / 3));
}

/** Whether an event is still news to those it concerns. */
export function isNews(occurredAt: Date, now: Date): boolean {
  return now.getTime() - occurredAt.getTime() <= newsForMs;
}
