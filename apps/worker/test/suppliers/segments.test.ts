import type { SegmentRule } from '@wedsync/domain/suppliers';
import { usesOf } from '@wedsync/db/platform';
import { compileSegment } from '@wedsync/db/segments';
import { segmentUses } from '@wedsync/db/uses';
import {
  createSegment,
  deleteSegment,
  findSegment,
  listSegmentSizes,
  listSegmentMemberships,
  listSuppliers,
  updateSegment,
} from '@wedsync/db/suppliers';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { refreshSegments } from '../../src/suppliers/segments/refresh-segments.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T09:00:00Z');

/** Enough suppliers that an index is worth using. */
beforeAll(async () => {
  await database.current.owner.raw(
    `set session_replication_role = replica;
     insert into suppliers (id, external_id, business_name, vendor_type, region, country, time_zone, currency, signed_up_at, plan_code, next_wedding_on, last_seen_at, tags)
     select 'sup_' || n, 'w-' || n, 'Business ' || n, 'florist', case n % 2 when 0 then 'Wales' else 'London' end, 'GB', 'Europe/London', 'GBP', '2025-01-01',
       case n % 10 when 0 then 'scale' else 'starter' end, date '2026-06-10' + n % 900, timestamptz '2026-06-10' - n * interval '1 hour', case when n < 6 then '{vip}'::text[] else '{}' end
     from generate_series(1, 20000) n;
     reset session_replication_role; analyze suppliers`,
  );
});

const inHouse = <T>(work: Parameters<typeof database.current.store.transact<T>>[1]) =>
  database.current.store.transact(testActor(), work);
const make = (name: string, rule: SegmentRule) => inHouse((writer) => createSegment(writer, { name, rule }, testUuids));
const vip: SegmentRule = { field: 'tags', operator: 'hasTag', value: 'vip' };

function refresh(segmentId?: string) {
  return refreshSegments.run(
    asJob(testServices(database.current, { clock })),
    segmentId === undefined ? {} : { segmentId },
  );
}
const see = (id: string) => database.current.store.read(testActor(), (reader) => findSegment(reader, id));
const events = (type: string) =>
  database.current.owner('success_events').where({ type }).orderBy('id').select('supplier_id', 'payload');
const tag = (id: string, tags: string[]) => database.current.owner('suppliers').where({ id }).update({ tags });
const members = async (segmentId: string, current: boolean) => {
  const query = { sort: null, offset: 0, limit: 50, filter: { segmentId: [segmentId], current } };
  const { rows } = await database.current.store.read(testActor(), (reader) => listSegmentMemberships(reader, query));
  return rows.map(({ supplierId, enteredAt, leftAt }) => [supplierId, enteredAt, leftAt]);
};

describe('refreshing a segment', () => {
  test('fills it without a word about single suppliers, and then tells of each whom facts move', async () => {
    const { id } = await make('Very important', vip);
    await refresh(id);
    expect(await see(id)).toMatchObject({ size: 5, sizes: [5], trouble: null });
    expect(await events('segment.entered')).toEqual([]);
    expect(await events('segment.rewritten')).toMatchObject([{ payload: { size: 5, entered: 5, left: 0 } }]);
    clock.set('2026-06-11T09:00:00Z');
    await tag('sup_1', []);
    await tag('sup_100', ['vip']);
    await refresh();
    await refresh();
    expect(await events('segment.entered')).toMatchObject([{ supplier_id: 'sup_100', payload: { segmentId: id } }]);
    expect(await events('segment.left')).toMatchObject([{ supplier_id: 'sup_1', payload: { segmentId: id } }]);
    expect(await members(id, false)).toEqual([['sup_1', '2026-06-10T09:00:00.000Z', '2026-06-11T09:00:00.000Z']]);
    expect((await members(id, true)).map(([supplier]) => supplier)).toContain('sup_100');
    expect((await see(id))?.sizes).toEqual([5, 5]);
  });

  test('is what the supplier list filters by', async () => {
    const { id } = await make('Welsh vip', { all: [vip, { field: 'region', operator: 'is', value: 'Wales' }] });
    await refresh(id);
    const query = { sort: null, offset: 0, limit: 25, filter: { segmentId: [id] } };
    const { rows } = await database.current.store.read(testActor(), (reader) =>
      listSuppliers(reader, query, { today: () => '2026-06-10', searchContacts: true }),
    );
    expect(rows.map((row) => row.id).toSorted()).toEqual(['sup_100', 'sup_2', 'sup_4']);
  });

  test('of a rule whose field is gone says so and leaves its members and the others alone', async () => {
    const { id } = await make('Was vip', vip);
    await refresh(id);
    const gone = { field: 'starSign', operator: 'is', value: 'leo' };
    await database.current
      .owner('segments')
      .where({ id })
      .update({ rule: JSON.stringify(gone) });
    await refresh();
    expect(await see(id)).toMatchObject({ size: 5, trouble: expect.stringMatching(/starSign/) });
    await inHouse((writer) => updateSegment(writer, id, { rule: vip }));
    await refresh();
    expect((await see(id))?.trouble).toBeNull();
  });

  test('of a rule the database cannot follow holds up no other', async () => {
    const [{ id }, other] = [await make('Doomsday', vip), await make('Also vip', vip)];
    const rule = { field: 'lastSeenAt', operator: 'before', value: '0000-01-01' };
    await database.current
      .owner('segments')
      .where({ id })
      .update({ rule: JSON.stringify(rule) });
    await refresh();
    expect((await see(id))?.trouble).toMatch(/date of this rule/);
    expect((await see(other.id))?.size).toBe(5);
  });

  test('tells nobody how many it has outside the suppliers they see', async () => {
    const { id } = await make('Whole house', vip);
    await refresh(id);
    const own = testActor({ scope: { kind: 'region', regions: ['Wales'] } });
    const seen = await database.current.store.read(own, (reader) => findSegment(reader, id));
    expect(seen).toMatchObject({ size: 3, sizes: [] });
    const since = new Date(0);
    expect(await database.current.store.read(own, (reader) => listSegmentSizes(reader, id, since))).toEqual([]);
  });

  test('tells of everybody whom a night moves, however many', async () => {
    const { id } = await make('Grown', { field: 'mrr', operator: 'atLeast', value: 10_000 });
    await refresh(id);
    const { owner } = database.current;
    await owner.raw(
      `set session_replication_role = replica; update suppliers set mrr_minor = 20000 where row_no % 20 < 9; reset session_replication_role`,
    );
    expect(await refresh(id)).toMatchObject({ entered: 9_000 });
    expect(await owner('success_events').where({ resource_id: id, type: 'segment.entered' }).count('* as n')).toEqual([
      { n: 9_000 },
    ]);
  });

  test('does not touch an archived one', async () => {
    const { id } = await make('Old', vip);
    await inHouse((writer) => updateSegment(writer, id, { archived: true }));
    await refresh();
    expect((await see(id))?.refreshedAt).toBeNull();
  });
});

describe('a segment', () => {
  test('has a name of its own, and is not deleted while a view stands on it', async () => {
    const { id } = await make('Named', vip);
    await expect(make('nAmed', vip)).rejects.toThrow(/already a segment/);
    const { owner } = database.current;
    await owner('staff').insert({
      id: 'stf_view',
      email: 'v@example.com',
      name: 'Vera',
      roles: ['csm'],
      regions: ['*'],
    });
    const view = { id: 'view_1', staff_id: 'stf_view', resource: 'suppliers', name: 'Mine' };
    await owner('saved_views').insert({ ...view, query: JSON.stringify({ filter: { segmentId: [id] } }) });
    const remove = () => inHouse(async (writer) => deleteSegment(writer, id, await usesOf(writer, segmentUses, id)));
    await expect(remove()).rejects.toThrow(/saved view of Vera/);
    await owner('saved_views').delete();
    await refresh(id);
    await remove();
    expect(await see(id)).toBeUndefined();
  });
});

describe('a selective rule', () => {
  const selective: readonly SegmentRule[] = [
    { field: 'nextWeddingOn', operator: 'withinNextDays', value: 3 },
    { field: 'lastSeenAt', operator: 'withinLastDays', value: 2 },
    { field: 'businessName', operator: 'is', value: 'Business 77' },
    { field: 'tags', operator: 'hasTag', value: 'vip' },
    {
      all: [
        { field: 'plan', operator: 'is', value: 'scale' },
        { field: 'nextWeddingOn', operator: 'withinNextDays', value: 1 },
      ],
    },
  ];

  test.each(selective.map((rule) => ({ rule, name: JSON.stringify(rule) })))(
    'is answered by an index: $name',
    async ({ rule }) => {
      const { sql, bindings } = compileSegment(rule, new Date('2026-06-10T09:00:00Z'));
      const plan: { rows: Record<string, string>[] } = await database.current.owner.raw(
        `explain select s.id from suppliers s where ${sql}`,
        [...bindings],
      );
      const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toMatch(/Index/);
      expect(text).not.toMatch(/Seq Scan on suppliers/);
    },
  );
});
