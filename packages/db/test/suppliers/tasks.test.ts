import { beforeAll, describe, expect, test } from 'vitest';
import {
  addTimelineEntry,
  findTask,
  moveTask,
  raiseTask,
  upsertSuppliers,
  type TaskRequest,
} from '../../src/suppliers/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { supplierUpsert } from './factories.ts';

const database = useTestDatabase();
let supplierId = '';

beforeAll(async () => {
  await database.current.store.transact(testActor(), (writer) =>
    upsertSuppliers(writer, [supplierUpsert({ externalId: 'tasks' })]),
  );
  supplierId = (await database.current.owner('suppliers').first()).id;
});

const raise = (over: Partial<TaskRequest>) =>
  database.current.store.transact(testActor(), (writer) =>
    raiseTask(writer, {
      supplierId,
      type: 'health',
      reason: 'at risk',
      title: 'Call them',
      priority: 'high',
      dueOn: null,
      source: 'test',
      ...over,
    }),
  );
const openCount = async () =>
  (await database.current.owner('suppliers').where({ id: supplierId }).first()).open_task_count;

describe('raising a task', () => {
  test('the same supplier, type and reason is one task while it is open', async () => {
    const first = await raise({ reason: 'once' });
    const second = await raise({ reason: 'once' });
    expect(first.created).toBe(true);
    expect(second).toMatchObject({ created: false, woken: false, task: { id: first.task.id } });
  });

  test('twenty requests at the same moment make one task', async () => {
    const raised = await Promise.all(Array.from({ length: 20 }, () => raise({ reason: 'crowd' })));
    expect(new Set(raised.map(({ task }) => task.id)).size).toBe(1);
    expect(raised.filter(({ created }) => created)).toHaveLength(1);
  });

  test('a finished task makes room for the next', async () => {
    const first = await raise({ reason: 'finished' });
    await database.current
      .owner('tasks')
      .where({ id: first.task.id })
      .update({ status: 'done', closed_at: new Date(), closed_by: 'x' });
    expect(await raise({ reason: 'finished' })).toMatchObject({ created: true });
  });

  test('a snoozed task stays asleep until its time, then the next request wakes it', async () => {
    const { task } = await raise({ reason: 'snoozed' });
    const snoozeUntil = (when: string) =>
      database.current.owner('tasks').where({ id: task.id }).update({ status: 'snoozed', snoozed_until: when });
    await snoozeUntil('2099-01-01');
    expect(await raise({ reason: 'snoozed' })).toMatchObject({
      created: false,
      woken: false,
      task: { id: task.id, status: 'snoozed' },
    });
    await snoozeUntil('2020-01-01');
    expect(await raise({ reason: 'snoozed' })).toMatchObject({
      created: false,
      woken: true,
      task: { id: task.id, status: 'open', snoozedUntil: null },
    });
  });

  test('it goes to the owner of the supplier unless someone is named', async () => {
    await database.current.owner('staff').insert({ id: 'stf_owner', email: 'o@w.test', name: 'Olu', roles: ['csm'] });
    await database.current.owner('suppliers').where({ id: supplierId }).update({ owner_id: 'stf_owner' });
    expect((await raise({ reason: 'for the owner' })).task.ownerId).toBe('stf_owner');
    expect((await raise({ reason: 'for nobody', ownerId: null })).task.ownerId).toBeNull();
  });

  test('the supplier counts its open tasks through every change', async () => {
    const before = await openCount();
    const { task } = await raise({ reason: 'counted' });
    const rows = () => database.current.owner('tasks').where({ id: task.id });
    expect(await openCount()).toBe(before + 1);
    await rows().update({ status: 'snoozed', snoozed_until: '2099-01-01' });
    expect(await openCount()).toBe(before);
    await rows().update({ status: 'open', snoozed_until: null });
    expect(await openCount()).toBe(before + 1);
    await rows().delete();
    expect(await openCount()).toBe(before);
  });
});

describe('the timeline', () => {
  test('tells the same fact once', async () => {
    const tell = () =>
      database.current.store.transact(testActor(), (writer) =>
        addTimelineEntry(writer, {
          supplierId,
          at: new Date(0),
          kind: 'payment',
          actorName: 'Stripe',
          title: 'Paid',
          source: 'stripe',
          sourceId: 'ch_1',
        }),
      );
    expect([await tell(), await tell()]).toEqual([true, false]);
    expect(await database.current.owner('timeline_entries').where({ source: 'stripe' })).toHaveLength(1);
  });
});

describe('a task about no supplier', () => {
  const unlinked = (reason: string) => raise({ supplierId: null, type: 'refund', reason, ownerId: null });
  const agent = (id: string) => testActor({ id, scope: { kind: 'region', regions: ['London'] } });

  test('is one while it is open, like any other', async () => {
    const first = await unlinked('nobody’s money');
    expect(await unlinked('nobody’s money')).toMatchObject({ created: false, task: { id: first.task.id } });
  });

  test('can be closed', async () => {
    const { task } = await unlinked('to be closed');
    const done = await database.current.store.transact(testActor(), (writer) =>
      moveTask(writer, task.id, { kind: 'complete', outcome: null }),
    );
    expect(done).toMatchObject({ status: 'done', supplierId: null, supplierName: null });
  });

  test('is seen by its owner and by nobody else whose sight is narrowed', async () => {
    const { task } = await unlinked('owned');
    await database.current.owner.raw(
      `insert into staff (id, email, name, roles) values ('stf_olga', 'olga@example.com', 'Olga', '{support}')`,
    );
    await database.current.owner('tasks').where({ id: task.id }).update({ owner_id: 'stf_olga' });
    const seenBy = (id: string) => database.current.store.read(agent(id), (reader) => findTask(reader, task.id));
    expect(await seenBy('stf_olga')).toMatchObject({ id: task.id, supplierName: null });
    expect(await seenBy('stf_other')).toBeUndefined();
  });
});
