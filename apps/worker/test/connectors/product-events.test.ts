import { ensureMonths } from '@wedsync/db/connectors';
import { afterEach, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { forgetMalformedEvents } from '../../src/connectors/forget-malformed-events.ts';
import { retireProductEvents } from '../../src/connectors/retire-product-events.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T12:00:00Z');
const [old, young] = [new Date('2023-12-31T23:59:59Z'), new Date('2026-06-10T09:00:00Z')];

const retire = () => retireProductEvents.run(asJob(testServices(database.current, { clock })), {});

/** One event that is past its time and one that is not. */
async function keepTwo(): Promise<void> {
  const { owner, store } = database.current;
  await ensureMonths(store, 'product_events', [old, young]);
  const events = [old, young].map((occurred_at) => ({ id: occurred_at.toISOString(), occurred_at }));
  await owner('product_event_ids').insert(events);
  await owner('product_events').insert(
    events.map((event) => ({ ...event, supplier_external_id: 'WS-1', name: 'login' })),
  );
}

afterEach(() => database.current.owner.raw('truncate product_events, product_event_ids'));

describe('product events past their time', () => {
  test('go by the month, with the ids that made them count once', async () => {
    const { owner } = database.current;
    await keepTwo();
    expect(await retire()).toEqual({ months: 1, ids: 1 });
    for (const table of ['product_events', 'product_event_ids'])
      expect(await owner(table).pluck('occurred_at')).toEqual([young]);
    expect(await retire()).toEqual({ months: 0, ids: 0 });
  });

  test('keep nobody from reading the others, however long it takes to forget their ids', async () => {
    const { owner } = database.current;
    await keepTwo();
    const holding = await owner.transaction();
    await holding('product_event_ids').where({ occurred_at: old }).forUpdate().first();
    const retiring = retire();
    const waits = owner('pg_stat_activity').where({ wait_event_type: 'Lock' }).whereILike('query', 'delete from%');
    await expect.poll(async () => (await waits.clone()).length).toBe(1);
    const read = await owner.transaction(async (reader) => {
      await reader.raw(`set local statement_timeout = '500ms'`);
      return reader('product_events').count({ n: '*' });
    });
    expect(read).toEqual([{ n: 2 }]);
    await holding.commit();
    expect(await retiring).toEqual({ months: 1, ids: 1 });
  });
});

test('malformed events are let go of when they have not come for ninety days', async () => {
  const { owner } = database.current;
  const letter = (fingerprint: string, last_received_at: string) => ({
    fingerprint,
    payload: '{}',
    reason: {},
    last_received_at,
  });
  await owner('product_event_dead_letters').insert([
    letter('gone', '2026-03-01T00:00:00Z'),
    letter('still there', '2026-04-01T00:00:00Z'),
  ]);
  const job = asJob(testServices(database.current, { clock }));
  expect(await forgetMalformedEvents.run(job, {})).toEqual({ forgotten: 1 });
  expect(await owner('product_event_dead_letters').pluck('fingerprint')).toEqual(['still there']);
});
