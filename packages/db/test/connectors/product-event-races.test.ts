import { setTimeout as sleep } from 'node:timers/promises';
import { ensureMonths, keepProductEvents, linkWaitingEvents } from '@wedsync/db/connectors';
import type { Writer } from '@wedsync/db/platform';
import { productEventLimits } from '@wedsync/domain/connectors';
import { expect, test } from 'vitest';
import { addSupplier } from '../success/a-supplier.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const now = new Date('2026-06-10T12:00:00Z');

test('whoever comes second for the same new month finds it made', async () => {
  const { owner, store } = database.current;
  const second: Promise<void>[] = [];
  await owner.transaction(async (sql) => {
    await sql.raw(`select ensure_month_partition('product_events', '2031-05-01')`);
    second.push(ensureMonths(store, 'product_events', [new Date('2031-05-17T12:00:00Z')]));
    await sleep(300);
  });
  await expect(Promise.all(second)).resolves.toEqual([undefined]);
});

test('an event kept while its supplier arrives and is given what waited is not forgotten', async () => {
  const { owner, store } = database.current;
  const transact = <T>(work: (writer: Writer) => Promise<T>) => store.transact(testActor(), work);
  const link = () => transact((writer) => linkWaitingEvents(writer, now));
  await ensureMonths(store, 'product_events', [now]);
  await transact((writer) => keepEvent(writer, 'early'));
  await transact(async (intake) => {
    await keepEvent(intake, 'late');
    await addSupplier(owner, 'sup_9', { external_id: 'WS-9' });
    await link();
  });
  await link();
  expect(await owner('product_events').where({ supplier_id: 'sup_9' }).orderBy('id').pluck('id')).toEqual([
    'early',
    'late',
  ]);
  expect(await owner('usage_daily').select('count')).toEqual([{ count: 2 }]);
  expect(await owner('product_event_strangers')).toEqual([]);
});

function keepEvent(writer: Writer, id: string) {
  const event = { id, supplierExternalId: 'WS-9', name: 'login' as const, occurredAt: now, properties: {} };
  return keepProductEvents(writer, [{ index: 0, event }], productEventLimits, now);
}
