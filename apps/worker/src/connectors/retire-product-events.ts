import { dropEventMonths, forgetEventIds, pagesOfEventIds } from '@wedsync/db/connectors';
import { productEventLimits } from '@wedsync/domain/connectors';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob } from '../platform/index.ts';

/** Some 80 MB of ids at a time: seconds of work, so that neither intake nor a restart waits for it. */
const pagesAtOnce = 10_000;

/**
 * Lets go of months of product events that nothing reads any more; their daily counts hold no person and stay. The ids go first and bit by bit, for
 * dropping a month keeps everybody from the events until its transaction ends.
 */
export const retireProductEvents = defineJob({
  name: 'product-events.retire',
  description: 'Drops months of product events that are past their time',
  input: z.strictObject({}),
  schedule: { cron: '40 3 1 * *' },
  maxAttempts: 5,
  lockMs: 600_000,
  run: async ({ store, actor, clock, signal, progress }) => {
    const before = calendarDate(plusMs(clock.now(), -productEventLimits.keptMonths * 30.4375 * DAY_MS));
    const pages = await store.read(actor, pagesOfEventIds);
    let ids = 0;
    for (let fromPage = 0; fromPage < pages; fromPage += pagesAtOnce) {
      signal.throwIfAborted();
      const stretch = { fromPage, toPage: fromPage + pagesAtOnce };
      ids += await store.transact(actor, (writer) => forgetEventIds(writer, before, stretch));
      await progress(Math.min(stretch.toPage, pages), pages);
    }
    return { ids, months: await store.transact(actor, (writer) => dropEventMonths(writer, before)) };
  },
});
