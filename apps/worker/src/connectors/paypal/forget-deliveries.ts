import { forgetPaypalTransmissions } from '@wedsync/db/connectors';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../../platform/index.ts';

/** Well beyond the day after which a delivery is too old to pass the door. */
const keptMs = 7 * DAY_MS;

/** Lets go of deliveries that were decided; what they told is in the inbox. */
export const forgetPaypalDeliveries = defineJob({
  name: 'paypal.forget-deliveries',
  description: 'Lets go of PayPal deliveries that were decided a week ago',
  input: z.strictObject({}),
  schedule: { cron: '50 3 * * *' },
  maxAttempts: 5,
  lockMs: 60_000,
  run: async ({ store, actor, clock }) => {
    const before = plusMs(clock.now(), -keptMs);
    return { forgotten: await store.transact(actor, (writer) => forgetPaypalTransmissions(writer, before)) };
  },
});
