import { customersAfter, refreshStanding } from '@wedsync/db/billing';
import { lockEach } from '@wedsync/db/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Few enough that nobody who pays meanwhile waits long for the locks. */
const customersAtOnce = 500;

/** Time alone changes MRR: discounts end, debts grow old, rates move. No event says so. */
export const refreshStandingNightly = defineJob({
  name: 'billing.refresh-standing',
  description: 'Brings MRR, plan and lifecycle of every supplier up to date',
  input: z.strictObject({}),
  schedule: { cron: '5 0 * * *' },
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: async ({ store, actor, clock, signal, progress }) => {
    let done = 0;
    let after = '';
    while (!signal.aborted) {
      const ids = await store.read(actor, (reader) => customersAfter(reader, after, customersAtOnce));
      if (ids.length === 0) break;
      await store.transact(actor, async (writer) => {
        await lockEach(writer, 'owners', ids);
        await refreshStanding(writer, ids, clock.now());
      });
      done += ids.length;
      after = ids.at(-1) ?? after;
      await progress(done, null);
    }
    return { customers: done };
  },
});
