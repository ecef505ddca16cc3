import { createHash } from 'node:crypto';
import {
  churnAfter,
  dismissPrediction,
  endOfDay,
  fillOutcomes,
  findChurnModel,
  gatherChurnFeatures,
  giveOffice,
  isForecastDue,
  keepForecasts,
  listChurnPredictions,
  qualityOf,
  sampleForetold,
  suppliersToLearnFrom,
} from '@wedsync/db/success';
import { seededRandom } from '@wedsync/domain/platform/statistics';
import { beforeAll, describe, expect, test } from 'vitest';
import { addLivePlaybook } from '../../../../packages/db/test/success/a-playbook.ts';
import { addSupplier, addUse, daysBefore } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { sweepAll } from '../../src/success/churn/sweep-churn.ts';
import { trainChurn } from '../../src/success/churn/train-churn.ts';
import { watchChurn } from '../../src/success/churn/watch-churn.ts';
import { asJob, testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T12:00:00Z');
const context = () => asJob(testServices(database.current, { clock }));

type Movement = { supplier: string; type: string; minor: number; at: string; recordedAt?: string; reason?: string };

async function addMovements(movements: readonly Movement[]): Promise<void> {
  await database.current.owner('mrr_movements').insert(
    movements.map(({ supplier, type, minor, at, recordedAt = at, reason }, n) => ({
      supplier_id: supplier,
      key: `${supplier} ${at} ${type} ${n}`,
      type,
      amount_minor: minor,
      native_minor: minor,
      currency: 'GBP',
      reason: reason ?? null,
      actor: 'customer',
      source_event_id: `evt ${supplier} ${at} ${n}`,
      subscription_id: `sub ${supplier}`,
      plan_code: 'starter',
      in_net: true,
      in_committed: true,
      in_stripe: true,
      in_plan: true,
      effective_at: at,
      recorded_at: recordedAt,
    })),
  );
}

/** A hundred suppliers over two years; who seldom signs in leaves sooner or later. */
async function addWorld(): Promise<void> {
  const { owner } = database.current;
  const random = seededRandom(4);
  for (let n = 0; n < 100; n += 1) {
    const id = `sup_${String(n).padStart(3, '0')}`;
    const began = Date.UTC(2024, 5, 1 + Math.floor(random() * 300));
    const keen = random() < 0.6;
    await addSupplier(owner, id, { signed_up_at: new Date(began), created_at: '2026-06-01T00:00:00Z' });
    const stays = keen ? 1_200 : 120 + random() * 400;
    const ends = began + stays * 86_400_000;
    const day = (at: number) => new Date(at).toISOString();
    await addMovements([
      { supplier: id, type: 'new', minor: 4_900, at: day(began) },
      ...(ends < clock.now().getTime() ? [{ supplier: id, type: 'churn', minor: -4_900, at: day(ends) }] : []),
    ]);
    const last = day(Math.min(ends, clock.now().getTime())).slice(0, 10);
    const span = Math.floor((Date.parse(last) - began) / 86_400_000);
    await addUse(
      owner,
      id,
      daysBefore(last, span, keen ? 3 : 12).map((day) => ({ name: 'login', day })),
    );
  }
}

const read = <T>(work: Parameters<typeof database.current.store.read<T>>[1]) =>
  database.current.store.read(testActor(), work);
const featuresAsOf = async (id: string, day: string) =>
  read(async (reader) => (await gatherChurnFeatures(reader, [id], endOfDay(day), clock.now()))[0]?.features);

beforeAll(addWorld);

describe('a snapshot', () => {
  const someone = 'sup_late';
  beforeAll(async () => {
    const { owner } = database.current;
    await addSupplier(owner, someone, { created_at: '2025-09-01T00:00:00Z', signed_up_at: '2025-01-01T00:00:00Z' });
    await addMovements([{ supplier: someone, type: 'new', minor: 4_900, at: '2025-02-01T00:00:00Z' }]);
    await addUse(owner, someone, [
      { name: 'login', day: '2025-11-10' },
      { name: 'login', day: '2025-11-20' },
    ]);
    await owner('product_events').insert({
      id: 'late',
      supplier_id: someone,
      supplier_external_id: `ext-${someone}`,
      name: 'login',
      occurred_at: '2025-11-20T10:00:00Z',
      known_at: '2026-02-01T00:00:00Z',
    });
  });

  test('does not see an event that came only after it, and one drawn later does', async () => {
    expect((await featuresAsOf(someone, '2025-11-30'))?.loginDays28).toBe(1);
    expect((await featuresAsOf(someone, '2026-02-05'))?.daysSinceLogin).toBe(77);
    expect((await featuresAsOf(someone, '2025-11-30'))?.daysSinceLogin).toBe(20);
  });
  test('is not changed by anything that happens afterwards', async () => {
    const before = await featuresAsOf(someone, '2025-11-30');
    const { owner } = database.current;
    await addMovements([{ supplier: someone, type: 'churn', minor: -4_900, at: '2026-03-01T00:00:00Z' }]);
    await owner('suppliers')
      .where({ id: someone })
      .update({ lifecycle: 'cancelled', plan_code: 'scale', mrr_minor: 0 });
    await addUse(owner, someone, [{ name: 'support.ticket_opened', day: '2025-12-01' }]);
    expect(await featuresAsOf(someone, '2025-11-30')).toEqual(before);
  });
  test('leaves out who gave notice for all it has, not who still pays by another subscription', async () => {
    const { owner } = database.current;
    const id = 'sup_two';
    await addSupplier(owner, id, { created_at: '2025-01-01T00:00:00Z', signed_up_at: '2025-01-01T00:00:00Z' });
    await addMovements([{ supplier: id, type: 'new', minor: 4_900, at: '2025-02-01T00:00:00Z' }]);
    const began = '2025-02-01T00:00:00Z';
    await owner('customers').insert({
      ...{ id: 'cus_two', provider: 'stripe', created_at: began, as_of: began, raw: {}, mirrored_at: began },
      ...{ supplier_id: id, balance_minor: 0, delinquent: false },
    });
    let told = 0;
    const states = (rows: readonly (readonly [name: string, at: string, status: string, notice: boolean])[]) =>
      owner('subscription_states').insert(
        rows.map(([name, at, status, cancel_scheduled]) => ({
          ...{ subscription_id: name, customer_id: 'cus_two', provider: 'stripe', event_type: 'x', currency: 'GBP' },
          source_event_id: `two ${(told += 1)}`,
          ...{ effective_at: at, recorded_at: at, period_start: at, status, cancel_scheduled },
          ...{ collection_paused: false, discount_ids: [], items: '[{"interval":"month","intervalCount":1}]' },
        })),
      );
    await states([
      ['sub_kept', '2025-03-01T00:00:00Z', 'active', false],
      ['sub_old', '2025-06-01T00:00:00Z', 'active', true],
    ]);
    expect(await featuresAsOf(id, '2025-06-15')).toBeDefined();
    await states([['sub_old', '2025-07-01T00:00:00Z', 'canceled', true]]);
    expect(await featuresAsOf(id, '2025-07-15')).toBeDefined();
    await states([['sub_kept', '2025-08-01T00:00:00Z', 'active', true]]);
    expect(await featuresAsOf(id, '2025-08-15')).toBeUndefined();
    await owner('mrr_movements').where({ supplier_id: id }).delete();
  });
  test('drawn in the night is that of the evening before, however young the day', async () => {
    const night = new Date('2026-06-10T02:40:00Z');
    const ids = await database.current.owner('suppliers').orderBy('id').pluck('id');
    const drawn = (asOf: Date) => read((reader) => gatherChurnFeatures(reader, ids, asOf, night));
    const evening = await drawn(endOfDay('2026-06-09'));
    expect(evening.length).toBeGreaterThan(40);
    expect(await drawn(night)).toEqual(evening);
  });
  test('counts a downgrade that was restated once, and none that was taken back', async () => {
    const { owner } = database.current;
    const id = 'sup_restated';
    await addSupplier(owner, id, { created_at: '2025-01-01T00:00:00Z', signed_up_at: '2025-01-01T00:00:00Z' });
    await addMovements([
      { supplier: id, type: 'new', minor: 4_900, at: '2025-02-01T00:00:00Z' },
      { supplier: id, type: 'contraction', minor: -1_000, at: '2025-03-01T00:00:00Z' },
      {
        supplier: id,
        type: 'contraction',
        minor: -500,
        at: '2025-03-01T00:00:00Z',
        recordedAt: '2025-04-01T00:00:00Z',
      },
    ]);
    const [original] = await owner('mrr_movements').where({ supplier_id: id, amount_minor: -1_000 });
    const { id: restated, month: _month, published_at: _published, ...columns } = original;
    await owner('mrr_movements').insert({
      ...columns,
      ...{ amount_minor: 1_000, native_minor: 1_000, recorded_at: '2025-04-01T00:00:00Z' },
      ...{ reversal: true, restatement: true, restates_movement_id: restated },
    });
    expect(await featuresAsOf(id, '2025-03-20')).toMatchObject({ contractions180: 1, mrrPounds: 39 });
    expect(await featuresAsOf(id, '2025-04-20')).toMatchObject({ contractions180: 1, mrrPounds: 44 });
    await owner('mrr_movements').where({ supplier_id: id }).delete();
  });
  test('knows last year only of whoever was heard of before those weeks, and then also of none', async () => {
    const { owner } = database.current;
    const lastYear = async (id: string, ...days: readonly string[]) => {
      await addSupplier(owner, id, { signed_up_at: '2024-01-01T00:00:00Z' });
      await addMovements([{ supplier: id, type: 'new', minor: 4_900, at: '2024-02-01T00:00:00Z' }]);
      for (const day of days) await addUse(owner, id, [{ name: 'contract.sent', day }]);
      return (await featuresAsOf(id, '2026-01-20'))?.workLastYear;
    };
    expect(await lastYear('sup_lately', '2025-01-15')).toBeNull();
    expect(await lastYear('sup_quiet', '2024-11-01', '2025-06-01')).toBe(0);
    await owner('mrr_movements').where({ supplier_id: 'sup_lately' }).orWhere({ supplier_id: 'sup_quiet' }).delete();
  });
  test('leaves out who does not pay', async () => {
    expect(await featuresAsOf(someone, '2025-01-15')).toBeUndefined();
    expect(await featuresAsOf(someone, '2026-03-05')).toBeUndefined();
  });
  test('calls a loss what ends MRR within the horizon, but not a pause', async () => {
    await addMovements([
      { supplier: 'sup_000', type: 'churn', minor: -1, at: '2024-09-01T00:00:00Z', reason: 'pause' },
    ]);
    const left = await read((reader) => churnAfter(reader, [someone, 'sup_000'], endOfDay('2026-01-15'), 90));
    expect([...left.keys()]).toEqual([someone]);
    expect(left.get(someone)).toBeCloseTo(44, 0);
    expect((await read((reader) => churnAfter(reader, [someone], endOfDay('2026-01-15'), 30))).size).toBe(0);
    expect((await read((reader) => churnAfter(reader, ['sup_000'], endOfDay('2024-08-15'), 30))).size).toBe(0);
  });
});

describe('a model', () => {
  let modelId = '';
  beforeAll(async () => {
    const result = await trainChurn.run(context(), { horizonDays: 90 });
    modelId = String(result?.modelId);
  });
  const model = () => read((reader) => findChurnModel(reader, modelId));
  const office = (state: 'champion' | 'retired') =>
    database.current.store.transact(testActor(), (writer) =>
      giveOffice(writer, modelId, { state, at: clock.now(), byName: 'Marcus', approverName: 'Ada' }),
    );
  const worklist = () =>
    read((reader) => listChurnPredictions(reader, { filter: { horizonDays: 90 }, sort: null, offset: 0, limit: 100 }));

  test('is trained as a draft, with its snapshot, its skill and nothing of the future', async () => {
    const found = await model();
    expect(found).toMatchObject({ state: 'draft', horizonDays: 90, approverName: null, report: { skill: true } });
    expect(found?.snapshot.asOfDays.at(-1)).toBe('2026-02-28');
    expect(found?.snapshot.sha256).toHaveLength(64);
  });
  test('says for good what it was trained with, what counted as leaving, and what its features meant', async () => {
    const found = await model();
    expect(found?.runtime).toMatchObject({
      'Node.js': process.versions.node,
      PostgreSQL: expect.stringMatching(/^\d/),
    });
    expect(found?.label).toMatch(/within 90 days/);
    const { owner } = database.current;
    const kept = await owner('churn_models').where({ id: modelId }).first('features');
    expect(found?.features).toEqual(kept.features);
  });
  test('drawn and trained again is the same to the byte', async () => {
    const again = await trainChurn.run(context(), { horizonDays: 90 });
    const rows: { id: string; said: string; sha256: string }[] = await database.current
      .owner('churn_models as m')
      .join('churn_snapshots as s', 's.id', 'm.snapshot_id')
      .whereIn('m.id', [modelId, String(again?.modelId)])
      .select('m.id', database.current.owner.raw('m.classifier::text || m.report::text as said'), 's.sha256');
    const hashes = rows.map(({ said, sha256 }) =>
      createHash('sha256')
        .update(said + sha256)
        .digest('hex'),
    );
    expect(hashes).toHaveLength(2);
    expect(new Set(hashes).size).toBe(1);
  });
  test('is not trained twice at once: whoever began later leaves it to the other', async () => {
    const { owner } = database.current;
    const runs: { id: number }[] = await owner('job_runs')
      .insert(
        [1, 2].map((n) => ({
          name: 'churn.train',
          input: { horizonDays: 60 },
          state: 'running',
          started_at: `2026-06-10T12:0${n}:00Z`,
        })),
      )
      .returning('id');
    const results = [];
    for (const { id } of runs.toReversed())
      results.push(await trainChurn.run({ ...context(), runId: id }, { horizonDays: 60 }));
    expect(results).toMatchObject([{ trained: false, why: expect.stringMatching(/under way/) }, { trained: true }]);
  });
  test('is drawn from a share of the suppliers where there are too many, the same ones every time', async () => {
    const some = await read((reader) => suppliersToLearnFrom(reader, 10));
    expect(some.ids).toHaveLength(10);
    expect(some.all).toBeGreaterThan(90);
    const more = await read((reader) => suppliersToLearnFrom(reader, 20));
    expect(more.ids).toEqual(expect.arrayContaining([...some.ids]));
  });
  test('can never be changed, only given another office', async () => {
    const change = database.current.owner('churn_models').where({ id: modelId }).update({ seed: 7 });
    await expect(change).rejects.toThrow(/never changed/);
  });
  test('foretells nothing while nobody is champion', async () => {
    await sweepAll(context(), 30, true);
    expect((await worklist()).rows).toEqual([]);
  });
  test('as champion foretells for whoever pays, with reasons, and puts the risk beside the supplier', async () => {
    await office('champion');
    await sweepAll(context(), 30, true);
    const { rows } = await worklist();
    const paying = await database.current.owner('suppliers').whereNotNull('churn_probability');
    expect(rows.length).toBeGreaterThan(40);
    expect(paying).toHaveLength(rows.length);
    const riskiest = rows.toSorted((a, b) => b.probability - a.probability)[0];
    expect(riskiest?.reasons[0]?.weight).not.toBe(0);
    expect(await database.current.owner('churn_forecasts').count('* as n')).toEqual([{ n: rows.length }]);
    const { owner } = database.current;
    const hashes = (table: string) => owner(table).orderBy('supplier_id').pluck('features_hash');
    expect(await hashes('churn_forecasts')).toEqual(await hashes('churn_predictions'));
  });
  test('tells of a risk that passed the mark of a live playbook, once, and of no other', async () => {
    const { owner } = database.current;
    const before = await owner('suppliers').whereNotNull('churn_probability').orderBy('churn_probability', 'desc');
    const [highest, next] = before;
    const mark = (highest.churn_probability + next.churn_probability) * 50;
    await addLivePlaybook(owner, 'pb_risk', { trigger: { kind: 'score', score: 'churn', passes: 'above', mark } });
    await owner('suppliers').where({ id: highest.id }).update({ churn_probability: 0 });
    await owner('suppliers').where({ id: next.id }).update({ churn_probability: 0 });
    await sweepAll(context(), 30, false);
    await sweepAll(context(), 30, false);
    const told = await owner('success_events').where({ type: 'churn.changed' });
    expect(told.map(({ supplier_id }) => supplier_id)).toEqual([highest.id]);
    expect(told[0].payload.after * 100).toBeGreaterThan(mark);
  });
  test('is judged by what came: outcomes are filled once the horizon has passed', async () => {
    const { store } = database.current;
    const said = { modelId, saidOn: '2026-01-15', dueOn: '2026-04-15', horizonDays: 90, featuresHash: 'a' };
    await store.transact(testActor(), (writer) =>
      keepForecasts(writer, [
        { ...said, supplierId: 'sup_late', probability: 0.6 },
        { ...said, supplierId: 'sup_001', probability: 0.1 },
      ]),
    );
    expect(await store.transact(testActor(), (writer) => fillOutcomes(writer, '2026-06-10', 100))).toBe(2);
    const quality = await read((reader) => qualityOf(reader, modelId, '2026-06-10'));
    expect(quality).toMatchObject({ state: 'unknown', figures: { n: 2, positives: 1, auc: 1 } });
  });
  test('foretells from the day on which it is said up to the horizon, no day more', async () => {
    const { store, owner } = database.current;
    const said = (saidOn: string, dueOn: string) => ({ modelId, saidOn, dueOn, supplierId: 'sup_late' });
    const forecasts = [
      said('2026-01-30', '2026-03-01'),
      said('2026-01-31', '2026-03-02'),
      said('2026-03-01', '2026-03-31'),
    ];
    await store.transact(testActor(), async (writer) => {
      await keepForecasts(
        writer,
        forecasts.map((forecast) => ({ ...forecast, horizonDays: 30, probability: 0.5, featuresHash: 'c' })),
      );
      await fillOutcomes(writer, '2026-06-10', 100);
    });
    const rows = await owner('churn_forecasts').where({ horizon_days: 30 }).orderBy('said_on').pluck('came_true');
    expect(rows).toEqual([false, true, true]);
    await owner('churn_forecasts').where({ horizon_days: 30 }).delete();
  });
  test('has its first forecasts of a week remembered, late or not, and wholly', async () => {
    const due = (today: string) => read((reader) => isForecastDue(reader, today));
    await database.current.owner('churn_forecasts').whereNot({ said_on: '2026-06-10' }).delete();
    // Said on a Wednesday: that day again, the next Monday, and the Tuesday after it if Monday was missed.
    expect(await Promise.all(['2026-06-10', '2026-06-11', '2026-06-15', '2026-06-16'].map(due))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
  test('is watched by a sample of old and new suppliers alike, the same one every time', async () => {
    const sample = (limit: number) => read((reader) => sampleForetold(reader, limit));
    const ids = (await sample(1_000)).toSorted();
    const some = await sample(20);
    expect(await sample(30)).toEqual(expect.arrayContaining(some));
    const places = some.map((id) => ids.indexOf(id) / ids.length);
    const mean = places.reduce((sum, place) => sum + place, 0) / 20;
    expect([mean > 0.35, mean < 0.65]).toEqual([true, true]);
  });
  test('is watched for drift while in office', async () => {
    await watchChurn.run(context(), {});
    const found = await model();
    const used = found?.features.map(({ name }) => name) ?? [];
    expect(found?.drift?.features.map(({ name }) => name).toSorted()).toEqual([...used, 'probability'].toSorted());
    expect(used).not.toContain('tasksOpen');
    expect(found?.drift?.label).toMatchObject({ asOf: '2026-02-28', state: 'ok' });
  });
  test('that retires takes its predictions along', async () => {
    await office('retired');
    await sweepAll(context(), 30, false);
    expect((await worklist()).rows).toEqual([]);
    expect(await database.current.owner('suppliers').whereNotNull('churn_probability')).toEqual([]);
  });
  test('that comes back finds what people said against its predictions, for thirty days, and counts it', async () => {
    const { store } = database.current;
    const dismissed = async () => (await worklist()).rows.filter((row) => row.dismissed !== null);
    await office('champion');
    await sweepAll(context(), 30, false);
    const [first] = (await worklist()).rows;
    await store.transact(testActor({ name: 'Carla' }), (writer) =>
      dismissPrediction(writer, first?.id ?? '', { reason: 'Has just renewed', at: clock.now() }),
    );
    for (const state of ['retired', 'champion'] as const) {
      await office(state);
      await sweepAll(context(), 30, false);
    }
    expect(await dismissed()).toMatchObject([
      { id: first?.id, dismissed: { byName: 'Carla', reason: 'Has just renewed' } },
    ]);
    expect((await model())?.feedback).toEqual({ dismissed: 1, left: 0 });
    clock.advanceMs(31 * 86_400_000);
    await sweepAll(context(), 30, false);
    expect(await dismissed()).toEqual([]);
    expect((await model())?.feedback).toMatchObject({ dismissed: 1 });
  });
});
