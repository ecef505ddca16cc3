import { moveSyncCursor, syncCursor } from '@wedsync/db/connectors';
import { extendSyncReach, paymentSyncCursor } from '@wedsync/db/billing';
import { addTallies, noTally, syncTallySchema, type PaymentSyncRequest, type SyncTally } from '@wedsync/domain/billing';
import { z } from 'zod';
import type { JobContext } from '../../../platform/index.ts';
import type { AfterMirror } from '../../apply/keep-sheet.ts';

const kept = z.object({ tally: syncTallySchema, place: z.unknown() });

/** One sync under way: what was asked, and how far it is. */
export type SyncRun = {
  readonly context: JobContext;
  readonly request: PaymentSyncRequest;
  readonly after: readonly AfterMirror[];
};

/** What is left to do after a page; null when that was all, and everything up to `reach` has been looked at. */
export type NextPlace<Place> = { readonly tally: SyncTally; readonly next: Place | null; readonly reach?: Date };

/**
 * Goes from page to page and keeps the place with the tally after each, so that a killed sync goes on at the page it was at. The page under way when it
 * was killed is read again: what it had stored is known by then, and nothing is booked twice.
 */
export async function walkPages<Place>(
  { context, request }: SyncRun,
  schema: z.ZodType<Place>,
  first: Place,
  page: (place: Place) => Promise<NextPlace<Place>>,
): Promise<SyncTally> {
  const { store, actor, signal, progress, runId } = context;
  const name = paymentSyncCursor(runId);
  const found = kept.safeParse(await store.read(actor, (reader) => syncCursor(reader, name))).data;
  let tally = found?.tally ?? noTally;
  let place: Place | null = found === undefined ? first : schema.nullable().parse(found.place);
  while (place !== null) {
    signal.throwIfAborted();
    const done = await page(place);
    tally = addTallies(tally, done.tally);
    place = done.next;
    const position = { tally, place };
    await store.transact(actor, async (writer) => {
      await moveSyncCursor(writer, name, position);
      // Who asked for a range has looked at nothing but the range.
      if (position.place === null && done.reach !== undefined && request.dateRange === undefined)
        await extendSyncReach(writer, request.platform, done.reach);
    });
    await progress(tally.seen, null, `${tally.stored} were new, ${tally.rejected} rejected`);
  }
  return tally;
}

/** Counts the suppliers whose money one page changed: each is valued again by whoever follows the mirror. */
export function countingUpdates(): { readonly hook: AfterMirror; readonly count: () => number } {
  const suppliers = new Set<string>();
  return {
    hook: async (_writer, { rows }) => {
      const booked = [...rows('balanceTransactions'), ...rows('charges'), ...rows('invoices')];
      for (const { supplierId } of booked) if (supplierId !== null) suppliers.add(supplierId);
    },
    count: () => suppliers.size,
  };
}
