import { customersOffCredit } from '@wedsync/db/revenue';
import { z } from 'zod';
import { openStripe, refreshObjects, type AfterMirror, type OpenStripe } from '../billing/index.ts';
import { defineJob, type AnyJob } from '../platform/index.ts';

const customersAtOnce = 50;

/** Asks for every move of a customer's credit where the books come to another sum: what gave it may be older than all events, or lost. */
export function matchCustomerCredit(after: readonly AfterMirror[], open: OpenStripe = openStripe): AnyJob {
  return defineJob({
    name: 'revenue.match-customer-credit',
    description: 'Books credit of customers that no event told of',
    input: z.strictObject({}),
    schedule: { cron: '10 4 * * *' },
    maxAttempts: 5,
    lockMs: 300_000,
    concurrency: 1,
    run: async (context) => {
      const { store, actor, signal, progress } = context;
      const source = await open(context);
      if (source === null) return { skipped: 'There is no Stripe connection.' };
      let asked = 0;
      for (let last = ''; !signal.aborted;) {
        const from = last;
        const ids = await store.read(actor, (reader) => customersOffCredit(reader, from, customersAtOnce));
        if (ids.length === 0) break;
        const objects = ids.flatMap((id) => [
          { name: 'customer' as const, id },
          { name: 'customer-balance' as const, id },
        ]);
        await refreshObjects({ ...context, source, after }, objects);
        asked += ids.length;
        last = ids.at(-1) ?? last;
        await progress(asked, null);
      }
      return { asked };
    },
  });
}
