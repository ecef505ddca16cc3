import { ensureMonths, linkWaitingEvents } from '@wedsync/db/connectors';
import { plusMs, DAY_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type Consumer } from '../platform/index.ts';

/** Gives a supplier that has just arrived the events that came before it. */
export const eventsFindTheirSupplier: Consumer = {
  name: 'product-events-find-supplier',
  description: 'Links waiting product events when their supplier arrives',
  types: ['supplier.arrived'],
  batchSize: 500,
  replay: {
    kind: 'repeats',
    does: 'Looks again for product events that came before their supplier, and links those it finds.',
  },
  apply: async (writer, _events, { clock }) => {
    await linkWaitingEvents(writer, clock.now());
  },
};

/** Catches events that were kept in the very moment their supplier arrived. */
export const linkProductEvents = defineJob({
  name: 'product-events.link',
  description: 'Links product events to suppliers that arrived after them',
  input: z.strictObject({}),
  schedule: { everyMs: 60_000 },
  maxAttempts: 3,
  lockMs: 60_000,
  run: async ({ store, actor, clock, signal }) => {
    let linked = 0;
    while (!signal.aborted) {
      const found = await store.transact(actor, (writer) => linkWaitingEvents(writer, clock.now()));
      if (found.length === 0) break;
      linked += found.length;
    }
    return { suppliersLinked: linked };
  },
});

/** Makes the months ahead for everything that is kept by month, so that no intake waits for it. */
export const makeMonthsAhead = defineJob({
  name: 'months.make-ahead',
  description: 'Makes next months’ partitions of product events and health history',
  input: z.strictObject({}),
  schedule: { cron: '10 2 * * *' },
  maxAttempts: 5,
  lockMs: 60_000,
  run: async ({ store, clock }) => {
    const ahead = [0, 31, 62].map((days) => plusMs(clock.now(), days * DAY_MS));
    await ensureMonths(store, 'product_events', ahead);
    await ensureMonths(store, 'health_score_days', ahead);
  },
});
