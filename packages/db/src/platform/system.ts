import type { Clock, Uuids } from '@wedsync/domain/platform';
import { v7 } from 'uuid';

/** The real clock and real UUIDv7s, for the processes; tests bring their own. */
export const systemClock: Clock = { now: () => new Date() };
export const systemUuids: Uuids = { next: () => v7() };
