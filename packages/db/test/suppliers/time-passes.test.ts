import { beforeAll, describe, expect, test } from 'vitest';
import { raiseTask, rollPassedWeddings, upsertSuppliers, wakeSnoozedTasks } from '../../src/suppliers/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { supplierUpsert } from './factories.ts';

const database = useTestDatabase();
const ids: Record<string, string> = {};

beforeAll(async () => {
  const { store, owner } = database.current;
  await store.transact(testActor(), (writer) =>
    upsertSuppliers(writer, [
      supplierUpsert({ externalId: 'passed', weddingDates: [{ date: '2099-01-01' }, { date: '2099-02-02' }] }),
      supplierUpsert({ externalId: 'last', weddingDates: [{ date: '2099-01-01' }] }),
      supplierUpsert({ externalId: 'ahead', weddingDates: [{ date: '2099-01-01' }] }),
    ]),
  );
  for (const { id, external_id } of await owner('suppliers').select('id', 'external_id')) ids[external_id] = id;
});

const nextWedding = async (name: string) =>
  (await database.current.owner('suppliers').where({ id: ids[name] }).first()).next_wedding_on;

describe('when a wedding has passed', () => {
  test('the one after it becomes the next, in batches until nothing is left', async () => {
    const { store, owner } = database.current;
    // Yesterday comes to the calendar without anybody writing it: the trigger must not be what moves it on.
    await owner.raw(`alter table wedding_dates disable trigger user`);
    await owner('wedding_dates')
      .whereIn('supplier_id', [ids.passed ?? '', ids.last ?? ''])
      .where({ held_on: '2099-01-01' })
      .update({ held_on: '2020-01-01' });
    await owner.raw(`alter table wedding_dates enable trigger user`);
    await owner('suppliers')
      .whereIn('id', [ids.passed ?? '', ids.last ?? ''])
      .update({ next_wedding_on: '2020-01-01' });
    const roll = () => store.transact(testActor(), (writer) => rollPassedWeddings(writer, 1));
    expect([await roll(), await roll(), await roll()]).toEqual([1, 1, 0]);
    expect([await nextWedding('passed'), await nextWedding('last'), await nextWedding('ahead')]).toEqual([
      '2099-02-02',
      null,
      '2099-01-01',
    ]);
  });

  test('today is still ahead, and yesterday in Auckland may be today in Honolulu', async () => {
    const { store, owner } = database.current;
    for (const [name, zone] of [
      ['passed', 'Pacific/Auckland'],
      ['last', 'Pacific/Honolulu'],
    ] as const) {
      await owner.raw(
        `update suppliers set time_zone = :zone, next_wedding_on = (now() at time zone 'Pacific/Honolulu')::date where id = :id`,
        { zone, id: ids[name] ?? '' },
      );
    }
    await store.transact(testActor(), (writer) => rollPassedWeddings(writer, 10));
    const { rows } = await owner.raw(
      `select (now() at time zone 'Pacific/Honolulu')::date as today, (now() at time zone 'Pacific/Auckland')::date as there`,
    );
    expect(await nextWedding('last')).toBe(rows[0].today);
    expect(await nextWedding('passed')).toBe(rows[0].there === rows[0].today ? rows[0].today : '2099-02-02');
  });
});

describe('when a snooze is over', () => {
  test('the task is open again and counts, others sleep on', async () => {
    const { store, owner } = database.current;
    const raise = (reason: string) =>
      store.transact(testActor(), (writer) =>
        raiseTask(writer, {
          supplierId: ids.ahead ?? '',
          type: 'call',
          reason,
          title: reason,
          priority: 'normal',
          dueOn: null,
          source: 'test',
        }),
      );
    const [due, later] = [await raise('due'), await raise('later')];
    await owner('tasks').where({ id: due.task.id }).update({ status: 'snoozed', snoozed_until: '2020-01-01' });
    await owner('tasks').where({ id: later.task.id }).update({ status: 'snoozed', snoozed_until: '2099-01-01' });
    const wake = () => store.transact(testActor(), (writer) => wakeSnoozedTasks(writer, 10));
    expect([await wake(), await wake()]).toEqual([1, 0]);
    expect(await owner('tasks').orderBy('reason').pluck('status')).toEqual(['open', 'snoozed']);
    expect((await owner('suppliers').where({ id: ids.ahead }).first()).open_task_count).toBe(1);
    expect(await owner('success_events').where({ type: 'task.woken', resource_id: due.task.id })).toHaveLength(1);
  });
});
