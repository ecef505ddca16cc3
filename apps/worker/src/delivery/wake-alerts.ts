import { wakeAlerts } from '@wedsync/db/delivery';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 100;

export const wakeAlertsJob = defineJob({
  name: 'delivery.wake-alerts',
  description: 'Brings snoozed alerts back when their time has come, and tells them again.',
  input: z.object({}),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  run: async ({ store, actor, signal, clock, uuids }) => {
    let woken = 0;
    for (let batch = batchSize; batch === batchSize && !signal.aborted;) {
      batch = await store.transact(actor, (writer) =>
        wakeAlerts(writer, { now: clock.now(), limit: batchSize, uuids }),
      );
      woken += batch;
    }
    return { woken };
  },
});
