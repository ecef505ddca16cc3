import type { Clock, Uuids } from '@wedsync/domain/platform';
import { v7 } from 'uuid';

/** The real clock and real UUIDv7s, for the processes; tests bring their own. */
export const systemClock: Clock = { now: () => new Date() };
export const systemUuids: Uuids = { next: () => v7() };

/** Hears every way of being told to stop: a signal, or the end of the supervisor that started this process, which even kill -9 cannot hide. */
export function whenToldToStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  process.once('disconnect', stop);
  // Listening to the supervisor must not keep a process alive that has nothing left to do.
  process.channel?.unref();
}
