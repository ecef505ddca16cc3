import { wakeSnoozedTasks } from '@wedsync/db/suppliers';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 500;

export const wakeTasks = defineJob({
  name: 'suppliers.wake-tasks',
  description: 'Brings snoozed tasks back when their time has come.',
  input: z.object({}),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  run: async ({ store, actor, signal }) => {
    let woken = 0;
    for (let batch = batchSize; batch === batchSize && !signal.aborted;) {
      batch = await store.transact(actor, (writer) => wakeSnoozedTasks(writer, batchSize));
      woken += batch;
    }
    return { woken };
  },
});
