import { escalateAlerts } from '@wedsync/db/delivery';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

const batchSize = 50;

export const escalateAlertsJob = defineJob({
  name: 'delivery.escalate-alerts',
  description: 'Texts somebody when nobody takes a critical alert about a supplier who has a wedding.',
  input: z.object({}),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: MINUTE_MS,
  run: async ({ store, actor, signal, clock, uuids, env }) => {
    const options = { limit: batchSize, publicUrl: env.publicUrl, canText: env.sms !== null, uuids };
    let escalated = 0;
    for (let batch = batchSize; batch === batchSize && !signal.aborted;) {
      batch = await store.transact(actor, (writer) => escalateAlerts(writer, { ...options, now: clock.now() }));
      escalated += batch;
    }
    return { escalated };
  },
});
