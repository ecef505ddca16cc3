import { eventsAfter } from '@wedsync/db/platform';
import {
  createHealthModel,
  explainHealth,
  publishedHealthModel,
  publishHealthModel,
  reconstructDay,
} from '@wedsync/db/success';
import { createSegment, updateSegment } from '@wedsync/db/suppliers';
import type { HealthModelConfig } from '@wedsync/domain/success';
import type { SegmentRule } from '@wedsync/domain/suppliers';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addSupplier, addUse, busyUse } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { scoreOnSegments } from '../../src/success/health/follow-segments.ts';
import { recompute } from '../../src/success/health/recompute-health.ts';
import { refreshSegments } from '../../src/suppliers/segments/refresh-segments.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T12:00:00Z');
const services = () => testServices(database.current, { clock });
const inHouse = <T>(work: Parameters<typeof database.current.store.transact<T>>[1]) =>
  database.current.store.transact(testActor(), work);
const tagged = (tag: string): SegmentRule => ({ field: 'tags', operator: 'hasTag', value: tag });
const make = (name: string, rule: SegmentRule) => inHouse((writer) => createSegment(writer, { name, rule }, testUuids));
const refresh = (segmentId: string) => refreshSegments.run(asJob(services()), { segmentId });
const tag = (id: string, tags: string[]) => database.current.owner('suppliers').where({ id }).update({ tags });
const scoreOf = async (id: string) => {
  await recompute(services(), [id]);
  return database.current.owner('health_scores').where({ supplier_id: id }).first('score', 'exception', 'segments');
};

let vip = '';
let other = '';

/** Venues that matter most: only money counts for them, and none of them is ever called healthy. */
const forVips = (config: HealthModelConfig): HealthModelConfig => ({
  ...config,
  weightings: [
    {
      key: 'vip',
      title: 'Very important',
      segment: vip,
      weights: config.groups.map(({ key }, index) => ({ group: key, weight: index === 0 ? 100 : 0 })),
    },
  ],
  measures: config.measures.filter(({ key }) => key !== 'ticketsOpened'),
  exceptions: [
    { key: 'vip', title: 'Never taken for granted', all: [{ segment: vip, is: 'memberOf' }], cap: 35 },
    {
      key: 'tickets',
      title: 'Far too many tickets',
      all: [{ measure: 'ticketsOpened', is: 'atLeast', value: 90 }],
      cap: 45,
    },
  ],
});

beforeAll(async () => {
  vip = (await make('Very important', tagged('vip'))).id;
  other = (await make('Others', tagged('other'))).id;
  await inHouse(async (writer) => {
    const { config } = await publishedHealthModel(writer);
    const model = { title: 'With segments', note: null, basedOn: 2, config: forVips(config) };
    const id = await createHealthModel(writer, model, testUuids);
    await publishHealthModel(writer, id, { at: clock.now(), byName: 'A', approverName: 'B', appliedByRun: null });
  });
});

beforeEach(async () => {
  const { owner } = database.current;
  clock.set('2026-06-10T12:00:00Z');
  await owner.raw('truncate usage_daily, health_scores, health_score_days, recompute_marks, segment_memberships');
  await owner('suppliers').delete();
  for (const [id, tags] of [
    ['sup_1', ['vip']],
    ['sup_2', []],
    ['sup_3', ['other']],
  ] as const) {
    await addSupplier(owner, id, { tags });
    await addUse(owner, id, busyUse('2026-06-10'));
  }
  for (const id of [vip, other]) await refresh(id);
});

describe('a model that asks about a segment', () => {
  test('scores its members otherwise than everybody, and says so', async () => {
    const [member, outsider] = [await scoreOf('sup_1'), await scoreOf('sup_2')];
    expect(member).toEqual({ score: 35, exception: 'vip', segments: [vip] });
    expect(outsider).toMatchObject({ exception: null, segments: null });
    expect(outsider.score).toBeGreaterThan(35);
    const explained = await database.current.store.read(testActor(), (reader) =>
      explainHealth(reader, 'sup_1', clock.now()),
    );
    expect(explained).toMatchObject({
      weighting: { key: 'vip', title: 'Very important' },
      exception: { key: 'vip', cap: 35 },
    });
    const shares = explained?.groups.map(({ share }) => share) ?? [];
    expect(shares[0]).toBeCloseTo(1, 12);
    expect(new Set(shares.slice(1))).toEqual(new Set([0]));
  });

  test('scores whoever has left it like everybody, and what was before as it was then', async () => {
    expect((await scoreOf('sup_1')).score).toBe(35);
    clock.set('2026-06-12T12:00:00Z');
    await tag('sup_1', []);
    await refresh(vip);
    expect(await scoreOf('sup_1')).toMatchObject({ exception: null, segments: null });
    const made = async (day: string) => {
      await inHouse((writer) => reconstructDay(writer, ['sup_1'], day));
      return database.current.owner('health_score_days').where({ supplier_id: 'sup_1', day }).first('segments');
    };
    expect([await made('2026-06-11'), await made('2026-06-09')]).toEqual([{ segments: [vip] }, { segments: null }]);
  });
});

test('an exception on a measure that the model does not weigh is told of the stored score', async () => {
  await tag('sup_3', ['troubled']);
  await database.current.owner('usage_daily').where({ supplier_id: 'sup_3', name: 'support.ticket_opened' }).delete();
  await addUse(database.current.owner, 'sup_3', [{ name: 'support.ticket_opened', day: '2026-06-01', count: 90 }]);
  expect(await scoreOf('sup_3')).toMatchObject({ score: 45, exception: 'tickets' });
  const explained = await database.current.store.read(testActor(), (reader) =>
    explainHealth(reader, 'sup_3', clock.now()),
  );
  expect(explained).toMatchObject({ score: 45, exception: { title: 'Far too many tickets', cap: 45 } });
});

describe('whoever moves', () => {
  let heard = 0;
  const marked = async () => {
    const { owner } = database.current;
    await inHouse(async (writer) => {
      const upTo = (await owner('success_events').max({ id: 'id' }).first())?.id;
      const fresh = { after: heard, upTo, types: scoreOnSegments.types, limit: 1_000 };
      await scoreOnSegments.apply(writer, await eventsAfter(writer, fresh), services());
      heard = upTo;
    });
    const ids: string[] = await owner('recompute_marks')
      .where({ kind: 'health' })
      .orderBy('supplier_id')
      .pluck('supplier_id');
    await owner('recompute_marks').delete();
    return ids;
  };

  test('is scored anew: by facts one by one, by a new rule all at once, and never for a segment nobody asks about', async () => {
    await marked();
    clock.set('2026-06-11T09:00:00Z');
    await tag('sup_2', ['vip']);
    await tag('sup_1', ['other']);
    for (const id of [vip, other]) await refresh(id);
    expect(await marked()).toEqual(['sup_1', 'sup_2']);
    clock.set('2026-06-11T10:00:00Z');
    await inHouse((writer) => updateSegment(writer, vip, { rule: tagged('other') }));
    await refresh(vip);
    expect(await marked()).toEqual(['sup_1', 'sup_2', 'sup_3']);
    await inHouse((writer) => updateSegment(writer, other, { rule: tagged('vip') }));
    await refresh(other);
    expect(await marked()).toEqual([]);
    await inHouse((writer) => updateSegment(writer, vip, { rule: tagged('vip') }));
  });
});
