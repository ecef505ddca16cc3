import { dropEventsBefore } from '@wedsync/db/connectors';
import { productEventLimits } from '@wedsync/domain/connectors';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Lets go of months of product events that nothing reads any more; their daily counts hold no person and stay. */
export const retireProductEvents = defineJob({
  name: 'product-events.retire',
  description: 'Drops months of product events that are past their time',
  input: z.strictObject({}),
  schedule: { cron: '40 3 1 * *' },
  maxAttempts: 5,
  lockMs: 600_000,
  run: async ({ store, actor, clock }) => {
    const before = calendarDate(plusMs(clock.now(), -productEventLimits.keptMonths * 30.4375 * DAY_MS));
    return store.transact(actor, (writer) => dropEventsBefore(writer, before));
  },
});
