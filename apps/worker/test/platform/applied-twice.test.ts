import { eventsAfter } from '@wedsync/db/platform';
import { eventCatalogue, type EventType } from '@wedsync/domain/events';
import { beforeAll, expect, test } from 'vitest';
import { addSupplier } from '../../../../packages/db/test/success/a-supplier.ts';
import { tellExample, testActor, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { capabilities } from '../../src/capabilities.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const consumers = capabilities.flatMap((capability) => capability.consumers);
const types: readonly EventType[] = consumers
  .flatMap((consumer) => consumer.types ?? [])
  .filter((type): type is EventType => eventCatalogue().some((declared) => declared.type === type));
/** What a consumer may write again without harm: asks to work something out anew, and places in the log. */
const passing = ['recompute_marks', 'consumer_cursors', 'success_events'];

const now = '2026-06-10T09:00:00Z';
let last = 0;

beforeAll(async () => {
  const { owner, store } = database.current;
  await addSupplier(owner, 'sup_1');
  await owner('contacts').insert({
    id: 'con_1',
    supplier_id: 'sup_1',
    name: 'Ava',
    email: 'ava@studio.example',
    is_primary: true,
  });
  await store.transact(testActor(), async (writer) => {
    for (const type of new Set(types))
      await tellExample(writer, type, { supplierId: 'sup_1', resourceId: `${type}-1`, occurredAt: new Date(now) });
  });
  last = (await owner('success_events').max({ id: 'id' }).first())?.id ?? 0;
});

/** How much every table holds, and all of it as one fingerprint. */
async function world(): Promise<Record<string, string>> {
  const { owner } = database.current;
  const names: { name: string }[] = await owner('pg_tables')
    .where({ schemaname: 'public' })
    .whereNotIn('tablename', passing)
    .orderBy('tablename')
    .select({ name: 'tablename' });
  const all = names
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as what from ${name} t`,
    )
    .join(' union all ');
  const { rows }: { rows: { name: string; what: string }[] } = await owner.raw(all);
  return Object.fromEntries(rows.map(({ name, what }) => [name, what]));
}

test('every type that a consumer follows is declared', () => {
  const declared = new Set(eventCatalogue().map(({ type }) => type));
  const followed = consumers.flatMap((consumer) => consumer.types ?? []);
  expect(followed.filter((type) => ![...declared].some((one) => one === type))).toEqual([]);
});

test.each(consumers)('$name, given its events a second time, changes nothing', async (consumer) => {
  const { store, owner } = database.current;
  const env = { MARKETING_API_BASE: 'http://127.0.0.1:1', MARKETING_API_SECRET: 's'.repeat(24) };
  const services = testServices(database.current, { clock: testClock(now), env });
  const apply = () =>
    store.transact(testActor(), async (writer) => {
      const events = await eventsAfter(writer, { after: 0, upTo: last, types: consumer.types, limit: 10_000 });
      await consumer.apply(writer, events, services);
      return events.length;
    });
  expect(await apply()).toBeGreaterThan(0);
  const [before, told] = [await world(), await owner('success_events').max({ id: 'id' }).first()];
  await apply();
  expect(await world()).toEqual(before);
  expect(await owner('success_events').max({ id: 'id' }).first()).toEqual(told);
});
