import { rollPassedWeddings } from '@wedsync/db/suppliers';
import { HOUR_MS, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 1_000;

/** Somewhere on earth a day ends every hour, and with it the wedding that was the next one. */
export const rollWeddings = defineJob({
  name: 'suppliers.roll-weddings',
  description: 'Moves suppliers whose next wedding has passed on to the one after it.',
  input: z.object({}),
  schedule: { everyMs: HOUR_MS },
  maxAttempts: 5,
  lockMs: 5 * MINUTE_MS,
  run: async ({ store, actor, signal, progress }) => {
    let moved = 0;
    for (let batch = batchSize; batch === batchSize && !signal.aborted;) {
      batch = await store.transact(actor, (writer) => rollPassedWeddings(writer, batchSize));
      moved += batch;
      await progress(moved, null, 'suppliers moved on');
    }
    return { moved };
  },
});
