import {
  linkSuppliers,
  lockStandings,
  refreshStanding,
  rowsWhere,
  suppliersByExternalId,
  waitingCustomers,
  type NewLink,
} from '@wedsync/db/billing';
import { lockEach, markForRecompute, type Writer } from '@wedsync/db/platform';
import { addTimelineEntries } from '@wedsync/db/suppliers';
import { z } from 'zod';
import { defineJob, type Consumer } from '../platform/index.ts';
import { createSheet } from './apply/sheet.ts';
import { tellOfChanges } from './apply/tellers.ts';
import { timelineEntryOf } from './apply/timeline.ts';
import { planCasesOf } from './dunning/follow-debts.ts';

const customersAtOnce = 200;

/** Gives a supplier that has just arrived the money that came before it. */
export const moneyFindsItsSupplier: Consumer = {
  name: 'money-finds-supplier',
  description: 'Gives payments that came early to their supplier when it arrives',
  types: ['supplier.arrived'],
  batchSize: 500,
  replay: {
    kind: 'repeats',
    does: 'Looks again for payments that came before their supplier, and links those it finds.',
  },
  apply: async (writer, _events, { clock }) => {
    await linkWaiting(writer, clock.now());
  },
};

/** Catches customers that were mirrored in the very moment their supplier arrived. */
export const linkMoney = defineJob({
  name: 'billing.link-suppliers',
  description: 'Gives payments that came early to suppliers that arrived after them',
  input: z.strictObject({}),
  schedule: { everyMs: 60_000 },
  maxAttempts: 3,
  lockMs: 60_000,
  concurrency: 1,
  run: async ({ store, actor, clock, signal }) => {
    let linked = 0;
    while (!signal.aborted) {
      const found = await store.transact(actor, (writer) => linkWaiting(writer, clock.now()));
      if (found === 0) break;
      linked += found;
    }
    return { customersLinked: linked };
  },
});

/** Links customers whose supplier is here by now, with everything of theirs, and tells the supplier's timeline what it missed. */
export async function linkWaiting(writer: Writer, now: Date): Promise<number> {
  const waiting = await waitingCustomers(writer, customersAtOnce);
  if (waiting.length === 0) return 0;
  await lockEach(
    writer,
    'owners',
    waiting.map(({ customerId }) => customerId),
  );
  const externalIds = waiting.map(({ externalId }) => externalId);
  const suppliers = await suppliersByExternalId(writer, externalIds);
  await lockStandings(writer, [], [...suppliers.values()]);
  const links = await linkSuppliers(writer, externalIds);
  await planCasesOf(
    writer,
    links.map(({ customerId }) => customerId),
  );
  await refreshStanding(
    writer,
    links.map(({ customerId }) => customerId),
    now,
  );
  await tellMissed(writer, links);
  await markForRecompute(
    writer,
    'health',
    links.map(({ supplierId }) => supplierId),
  );
  return links.length;
}

const toldNouns = ['subscriptions', 'invoices', 'charges', 'refunds', 'disputes', 'creditNotes'] as const;

async function tellMissed(writer: Writer, links: readonly NewLink[]): Promise<void> {
  const suppliers = new Map(links.map(({ customerId, supplierId }) => [customerId, supplierId]));
  const sheet = createSheet();
  for (const noun of toldNouns)
    for (const row of await rowsWhere(writer, noun, 'customerId', [...suppliers.keys()])) sheet.put(noun, row, {});
  const entries = tellOfChanges(sheet).flatMap(
    (fact) => timelineEntryOf(fact, suppliers.get(fact.customerId ?? '') ?? null) ?? [],
  );
  await addTimelineEntries(writer, entries);
}
