import { forgetDeadLetters } from '@wedsync/db/connectors';
import { malformedEventLimits } from '@wedsync/domain/connectors';
import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Lets go of product events that could not be read, once they have not come again for a season. */
export const forgetMalformedEvents = defineJob({
  name: 'product-events.forget-malformed',
  description: 'Lets go of malformed product events that have not come for 90 days',
  input: z.strictObject({}),
  schedule: { cron: '55 3 * * *' },
  maxAttempts: 5,
  lockMs: 60_000,
  run: async ({ store, actor, clock }) => {
    const before = plusMs(clock.now(), -malformedEventLimits.keptDays * DAY_MS);
    return { forgotten: await store.transact(actor, (writer) => forgetDeadLetters(writer, before)) };
  },
});
