import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { expect, test, vi } from 'vitest';
import { allConsumers, measureAll } from '../../src/operations/index.ts';
import { advanceHead, ensureCursors, lookAhead, type OutboxHead } from '../../src/platform/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';

const database = useTestDatabase();
const event = (resourceId: string) => ({
  type: 'note.created',
  resource: 'notes',
  resource_id: resourceId,
  summary: 'Somebody wrote a note',
  payload: '{}',
  occurred_at: new Date('2026-06-10T12:00:00Z'),
});

/** The earlier event is written by the later transaction: its id is above every transaction that has ended, so no snapshot lists it as open. */
test('an event is waited for although a later one was committed by a transaction that began before its own', async () => {
  const { owner, store } = database.current;
  let head: OutboxHead = { settled: 0, waiting: null };
  const look = async () => (head = advanceHead(head, await lookAhead(store, head.settled)));
  const [later, earlier] = [await owner.transaction(), await owner.transaction()];
  await later.raw('select pg_current_xact_id()');
  await earlier.raw('select pg_current_xact_id()');
  const [first]: { id: number }[] = await earlier('success_events').insert(event('earlier')).returning('id');
  const [second]: { id: number }[] = await later('success_events').insert(event('later')).returning('id');
  await later.commit();
  for (const _ of [1, 2, 3]) expect((await look()).settled).toBeLessThan(Number(first?.id));
  await earlier.commit();
  expect((await look()).settled).toBe(Number(second?.id));
});

test('an id that never comes is passed once nobody can bring it any more', async () => {
  const { owner, store } = database.current;
  let head: OutboxHead = { settled: 0, waiting: null };
  const look = async () => (head = advanceHead(head, await lookAhead(store, head.settled)));
  const gone = await owner.transaction();
  await gone('success_events').insert(event('gone'));
  const [next]: { id: number }[] = await owner('success_events').insert(event('next')).returning('id');
  await look();
  expect((await look()).settled).toBeLessThan(Number(next?.id));
  await gone.rollback();
  // Transactions of other databases of the cluster count as open too.
  await vi.waitFor(async () => expect((await look()).settled).toBe(Number(next?.id)), { timeout: 20_000 });
});

test('a follower that the release at work does not have is behind for nobody, and takes up its place when it is back', async () => {
  const { owner, store } = database.current;
  const card = (name: string) => ({ name, description: '', types: null, replay: 'refuses' as const, replayWords: '' });
  await owner('success_events').insert(event('old'));
  await ensureCursors(store, [card('renamed')]);
  await ensureCursors(store, [card('present')]);
  const { id: last_id } = await owner('success_events').max({ id: 'id' }).first<{ id: number }>();
  await owner('consumer_cursors').where({ consumer: 'present' }).update({ last_id });
  const tomorrow = plusMs(new Date(), DAY_MS);
  const standing = () =>
    store.read(testActor(), async (reader) => {
      const readings = await measureAll(reader, tomorrow, () => undefined);
      const lag = readings.find(({ monitor }) => monitor === 'outbox-lag')?.value;
      return { followers: (await allConsumers(reader)).map(({ id }) => id), late: Number(lag) > 0 };
    });
  expect(await standing()).toEqual({ followers: ['present'], late: false });
  await ensureCursors(store, [card('renamed'), card('present')]);
  expect(await standing()).toEqual({ followers: ['present', 'renamed'], late: true });
});
