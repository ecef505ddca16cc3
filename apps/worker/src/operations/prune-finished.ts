import { pruneRuns } from '@wedsync/db/platform';
import { HOUR_MS, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Days a finished run stays for people to look at. */
const keepDays = { succeeded: 7, cancelled: 30, dead: 90 } as const;
const batchSize = 5_000;

/** Removes finished job runs that nobody needs any more, a batch at a time. */
export const pruneFinished = defineJob({
  name: 'operations.prune-finished',
  description: 'Removes finished job runs after their time.',
  input: z.object({}),
  schedule: { everyMs: HOUR_MS },
  maxAttempts: 3,
  lockMs: 5 * MINUTE_MS,
  run: async ({ store, signal }) => {
    const pruned: Record<string, number> = {};
    for (const state of ['succeeded', 'cancelled', 'dead'] as const) {
      let removed = 0;
      do {
        removed = await pruneRuns(store.pool, state, keepDays[state], batchSize);
        pruned[state] = (pruned[state] ?? 0) + removed;
      } while (removed === batchSize && !signal.aborted);
    }
    return pruned;
  },
});
