import { pruneReadings } from '@wedsync/db/operations';
import { monitors } from '@wedsync/domain/operations';
import { DAY_MS, grouped, HOUR_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

const batchSize = 10_000;

/** Lets go of readings after the days their monitor keeps them, a batch at a time. */
export const pruneMonitorReadings = defineJob({
  name: 'operations.prune-readings',
  description: 'Removes readings of monitors after their time.',
  input: z.object({}),
  schedule: { everyMs: HOUR_MS },
  maxAttempts: 3,
  lockMs: 5 * MINUTE_MS,
  concurrency: 1,
  run: async ({ store, actor, signal, clock }) => {
    let pruned = 0;
    for (const [keepDays, alike] of grouped(monitors, (monitor) => monitor.keepDays)) {
      const before = plusMs(clock.now(), -keepDays * DAY_MS);
      const old = { monitors: alike.map(({ name }) => name), before, limit: batchSize };
      for (let batch = batchSize; batch === batchSize && !signal.aborted;) {
        batch = await store.transact(actor, (writer) => pruneReadings(writer, old));
        pruned += batch;
      }
    }
    return { pruned };
  },
});
