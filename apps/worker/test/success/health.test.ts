import { keepProductEvents } from '@wedsync/db/connectors';
import {
  createHealthModel,
  explainHealth,
  findHealthModel,
  findHealthSimulation,
  publishedHealthModel,
  publishHealthModel,
  recogniseMilestones,
  requestSimulation,
} from '@wedsync/db/success';
import { parseProductEvents } from '@wedsync/domain/connectors';
import { systemActor } from '@wedsync/domain/platform';
import { bandOf, type HealthModelConfig } from '@wedsync/domain/success';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { addLivePlaybook } from '../../../../packages/db/test/success/a-playbook.ts';
import { addMilestones, addSupplier, addUse, busyUse } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { JobContext } from '../../src/platform/index.ts';
import { applyHealthModel } from '../../src/success/health/apply-health-model.ts';
import { backfillHistory } from '../../src/success/health/backfill-history.ts';
import { expireOverrides } from '../../src/success/health/expire-overrides.ts';
import { recompute, recomputeHealthOnFacts } from '../../src/success/health/recompute-health.ts';
import { simulateHealth } from '../../src/success/health/simulate-health.ts';
import { sweepSuppliers } from '../../src/success/health/sweep-health.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-06-10T12:00:00Z');
const services = () => testServices(database.current, { clock });
const context = (): JobContext => ({
  ...services(),
  runId: 1,
  attempt: 1,
  plannedAt: null,
  actor: systemActor('test', 'req_test'),
  signal: new AbortController().signal,
  progress: async () => undefined,
});

beforeEach(async () => {
  const { owner } = database.current;
  clock.set('2026-06-10T12:00:00Z');
  await owner.raw(
    `truncate usage_daily, product_events, product_event_ids, product_event_allowances, health_scores, health_score_days, health_baselines, recompute_marks, product_event_replays, dashboard_days, tasks, supplier_milestones`,
  );
  await owner('suppliers').delete();
  await addSupplier(owner, 'sup_1');
  // So long ago that what it did in the same weeks of last year is known.
  await addUse(owner, 'sup_1', [{ name: 'login', day: '2025-01-02' }]);
});

const ingest = (events: readonly Record<string, unknown>[]) =>
  database.current.store.transact(testActor(), (writer) => {
    const parsed = parseProductEvents(events, clock.now());
    return keepProductEvents(writer, parsed.events, { perSupplierPerHour: 1_000, burst: 1_000 }, clock.now());
  });
const event = (n: number, over: Record<string, unknown> = {}) => ({
  id: `e${n}`,
  supplierExternalId: 'ext-sup_1',
  name: 'login',
  occurredAt: '2026-06-10T11:00:00Z',
  ...over,
});

describe('recomputing', () => {
  test('a burst of events about a supplier costs one scoring', async () => {
    await ingest(Array.from({ length: 300 }, (_, n) => event(n)));
    const stop = new AbortController().signal;
    await new Promise((rested) => setTimeout(rested, 2_100));
    expect(await recomputeHealthOnFacts.drain(services(), stop)).toBe(1);
    expect(await recomputeHealthOnFacts.drain(services(), stop)).toBe(0);
    expect(await database.current.owner('health_score_days').select('supplier_id')).toEqual([{ supplier_id: 'sup_1' }]);
  });

  test('any order and grouping of the same events gives the same score', async () => {
    const names = [
      'login',
      'enquiry.received',
      'enquiry.answered',
      'form.submitted',
      'feature.used',
      'nps.answered',
      'support.ticket_opened',
    ];
    const events = Array.from({ length: 60 }, (_, n) =>
      event(n, {
        name: names[n % names.length],
        occurredAt: new Date(Date.UTC(2026, 4, 1 + (n % 40), n % 24)).toISOString(),
        properties: { feature: `f${n % 4}`, responseMinutes: n * 1.1, score: n % 11 },
      }),
    );
    const scoreOf = async (order: readonly Record<string, unknown>[], parts: number) => {
      await database.current.owner.raw(
        'truncate usage_daily, product_events, product_event_ids, health_scores, health_score_days',
      );
      const size = Math.ceil(order.length / parts);
      for (let from = 0; from < order.length; from += size) await ingest(order.slice(from, from + size));
      await recompute(services(), ['sup_1']);
      return database.current.owner('health_scores').first('auto_score', 'measure_values');
    };
    const expected = await scoreOf(events, 1);
    const shuffled = fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length });
    await fc.assert(
      fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 6 }), async (order, parts) => {
        expect(await scoreOf(order, parts)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe('the sweep', () => {
  test('scores everyone, in chunks that do not divide evenly', async () => {
    for (let n = 2; n <= 7; n += 1) await addSupplier(database.current.owner, `sup_${n}`);
    expect(await sweepSuppliers(context(), 3)).toMatchObject({ scored: 7 });
    expect(await database.current.owner('health_scores').count({ n: '*' })).toEqual([{ n: 7 }]);
  });

  test('tells who passes the mark of a live playbook within a band, once, and of no other change within a band', async () => {
    const { owner } = database.current;
    await addSupplier(owner, 'sup_2');
    for (const id of ['sup_1', 'sup_2']) await addUse(owner, id, busyUse('2026-04-10'));
    await sweepSuppliers(context(), 3);
    const { score, band } = await owner('health_scores').where({ supplier_id: 'sup_1' }).first();
    const config = (await database.current.store.read(testActor(), publishedHealthModel)).config;
    expect(bandOf(config, score + 2)).toBe(band);
    const trigger = { kind: 'score', score: 'health', passes: 'below', mark: score + 1 };
    await addLivePlaybook(owner, 'pb_mark', { trigger });
    await owner('health_scores')
      .where({ supplier_id: 'sup_1' })
      .update({ score: score + 2 });
    await owner('health_scores')
      .where({ supplier_id: 'sup_2' })
      .update({ score: score - 1 });
    const told = () => owner('success_events').where({ type: 'health.changed' });
    const toldBefore = (await told()).length;
    await sweepSuppliers(context(), 3);
    await sweepSuppliers(context(), 3);
    expect((await told()).slice(toldBefore)).toMatchObject([
      { supplier_id: 'sup_1', payload: { before: score + 2, after: score } },
    ]);
    await owner('playbooks').update({ state: 'archived' });
  });

  test('leaves no supplier out when the chunk divides evenly', async () => {
    for (let n = 2; n <= 6; n += 1) await addSupplier(database.current.owner, `sup_${n}`);
    expect(await sweepSuppliers(context(), 3)).toMatchObject({ scored: 6 });
  });
});

describe('a new model', () => {
  const day = (n: number) => new Date(clock.now().getTime() - n * 86_400_000);
  const movement = {
    ...{
      currency: 'GBP',
      actor: 'customer',
      source_event_id: 'evt',
      subscription_id: 'sub',
      plan_code: 'professional',
    },
    ...{ in_net: true, in_committed: true, in_stripe: true, in_plan: true, recorded_at: '2025-01-01T00:00:00Z' },
  };
  const draft = async (change: (config: HealthModelConfig) => HealthModelConfig) => {
    const { store } = database.current;
    return store.transact(testActor(), async (writer) => {
      const { config } = await publishedHealthModel(writer);
      const words = { title: 'Strict', note: null, basedOn: 1, config: change(config) };
      const id = await createHealthModel(writer, words, testUuids);
      const model = await findHealthModel(writer, id);
      if (model === undefined) throw new Error('The draft is gone.');
      const simulationId = await requestSimulation(writer, model, 1, { now: clock.now(), uuids: testUuids });
      return { id, number: model.number, simulationId };
    });
  };
  const simulate = async (simulationId: string) => {
    await simulateHealth.run(context(), { simulationId });
    const kept = await database.current.store.read(testActor(), (reader) => findHealthSimulation(reader, simulationId));
    if (!kept?.population || !kept.backtest) throw new Error('Nothing was kept.');
    return { population: kept.population, backtest: kept.backtest };
  };
  const stricter = (config: HealthModelConfig): HealthModelConfig => ({
    ...config,
    exceptions: [{ key: 'all', title: 'All', all: [{ measure: 'ticketsOpen', is: 'atLeast', value: 0 }], cap: 30 }],
  });

  test('equal to the one that scores changes nobody, and its back-test sees whoever left', async () => {
    const { owner } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await addSupplier(owner, 'sup_2', { lifecycle: 'cancelled', mrr_minor: 0 });
    await owner('mrr_movements').delete();
    await owner('mrr_movements').insert(
      [
        { supplier_id: 'sup_1', type: 'new', amount_minor: 4_900, effective_at: day(300) },
        { supplier_id: 'sup_2', type: 'new', amount_minor: 4_900, effective_at: day(300) },
        { supplier_id: 'sup_2', type: 'churn', amount_minor: -4_900, effective_at: day(150) },
      ].map((row, n) => ({ ...movement, ...row, key: `m${n}`, native_minor: row.amount_minor })),
    );
    const { population, backtest } = await simulate((await draft((config) => config)).simulationId);
    expect(population).toMatchObject({ suppliers: 1, scoreChanged: 0, bandChanged: 0 });
    expect(backtest).toMatchObject({ suppliers: 2, leavers: 1, enough: false });
    expect(backtest.published.bands).toEqual(backtest.draft.bands);
  });

  test('that drops a measure is not taken for what the supplier did, on its day and over a fortnight', async () => {
    const { owner, store } = database.current;
    const publish = (id: string) =>
      store.transact(testActor(), (writer) =>
        publishHealthModel(writer, id, { at: clock.now(), byName: 'A', approverName: 'B', appliedByRun: null }),
      );
    const scoreOn = async (instant: string): Promise<number> => {
      clock.set(instant);
      await recompute(services(), ['sup_1']);
      return (await owner('health_scores').first('auto_score')).auto_score;
    };
    await addUse(owner, 'sup_1', busyUse('2026-05-26'));
    const [before, dayBefore] = [await scoreOn('2026-05-27T12:00:00Z'), await scoreOn('2026-06-09T12:00:00Z')];
    const underOld = await scoreOn('2026-06-10T12:00:00Z');
    const measures = (config: HealthModelConfig) => config.measures.filter(({ key }) => key !== 'daysSinceLogin');
    await publish((await draft((config) => ({ ...config, measures: measures(config) }))).id);
    const after = await scoreOn('2026-06-10T13:00:00Z');
    const explained = await store.read(testActor(), (reader) => explainHealth(reader, 'sup_1', clock.now()));
    const today = await owner('health_score_days').where({ day: '2026-06-10' }).first();
    await publish('hm_2');
    expect(after).toBeGreaterThan(underOld);
    expect([today.behaviour_delta, today.config_delta]).toEqual([underOld - dayBefore, after - underOld]);
    expect(explained?.change).toMatchObject({
      since: '2026-05-27',
      behaviour: underOld - before,
      configuration: after - underOld,
    });
  });

  test('says who would fall, then scores everybody without calling it the supplier’s doing', async () => {
    const { owner, store } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await addMilestones(owner, 'sup_1', {
      profile_completed: '2025-01-05T12:00:00Z',
      calendar_synced: '2025-01-06T12:00:00Z',
      first_enquiry_answered: '2025-01-08T12:00:00Z',
    });
    clock.set('2026-06-09T12:00:00Z');
    await recompute(services(), ['sup_1']);
    clock.set('2026-06-10T12:00:00Z');
    const { id, number, simulationId } = await draft(stricter);
    const { population } = await simulate(simulationId);
    expect(population.falls).toEqual([
      expect.objectContaining({ supplierId: 'sup_1', after: { score: 30, band: 'critical' } }),
    ]);
    await owner('tasks').delete();
    const told = () => owner('success_events').whereIn('type', ['health.changed', 'health.dropped_to_at_risk']);
    const toldBefore = await told();
    await store.transact(testActor(), (writer) =>
      publishHealthModel(writer, id, { at: clock.now(), byName: 'A', approverName: 'B', appliedByRun: null }),
    );
    await applyHealthModel.run(context(), { number });
    expect(await owner('health_scores').first('score', 'model_version')).toEqual({ score: 30, model_version: number });
    const today = await owner('health_score_days')
      .where({ day: '2026-06-10' })
      .first('behaviour_delta', 'config_delta');
    expect([today.behaviour_delta, today.config_delta < -20]).toEqual([expect.any(Number), true]);
    expect(await owner('tasks')).toEqual([]);
    expect(await told()).toEqual(toldBefore);
    await store.transact(testActor(), (writer) =>
      publishHealthModel(writer, 'hm_2', { at: clock.now(), byName: 'A', approverName: 'B', appliedByRun: null }),
    );
  });
});

describe('milestones', () => {
  test('that are found are counted within seconds', async () => {
    const { owner, store } = database.current;
    await ingest([event(1, { name: 'profile.completed' }), event(2, { name: 'calendar.synced' })]);
    await recompute(services(), ['sup_1']);
    await owner('recompute_marks').delete();
    const found = async () => {
      await store.transact(testActor(), (writer) => recogniseMilestones(writer, ['sup_1'], clock.now()));
      return owner('recompute_marks').where({ kind: 'health' }).pluck('supplier_id');
    };
    expect(await found()).toEqual(['sup_1']);
    await owner('recompute_marks').delete();
    expect(await found()).toEqual([]);
    await recompute(services(), ['sup_1']);
    const explained = await store.read(testActor(), (reader) => explainHealth(reader, 'sup_1', clock.now()));
    expect(explained?.measures.find(({ key }) => key === 'onboarding')?.value).toBe(2);
  });
});

describe('history that arrives at once', () => {
  test('waits until it stops coming, then gets weekly points of the past and a score of today', async () => {
    const { owner } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await owner('product_event_replays').insert({
      supplier_id: 'sup_1',
      started_at: clock.now(),
      last_at: clock.now(),
    });
    expect(await backfillHistory.run(context(), {})).toEqual({ points: 0 });
    clock.advanceMs(31_000);
    const weeks = 75; // Mondays from sign-up on 1 January 2025 to 8 June 2026.
    expect(await backfillHistory.run(context(), {})).toEqual({ suppliers: 1, points: weeks });
    const days = await owner('health_score_days').select('day', 'origin').orderBy('day');
    expect(days[0]).toEqual({ day: '2025-01-06', origin: 'reconstructed' });
    expect(days.at(-1)).toEqual({ day: '2026-06-10', origin: 'live' });
    expect(await owner('product_event_replays')).toEqual([]);
    expect(await backfillHistory.run(context(), {})).toEqual({ points: 0 });
  });
});

describe('overrides', () => {
  const override = { override_value: 85, override_at: new Date('2026-06-10T12:00:00Z') };
  const told = () =>
    database.current.owner('success_events').where({ type: 'health.dropped_to_at_risk', supplier_id: 'sup_1' });

  test('end when they expire, and the fall they hid is told', async () => {
    const { owner } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-04-10'));
    await recompute(services(), ['sup_1']);
    const standing = { score: 85, band: 'healthy', override_expires_at: '2026-06-11T12:00:00Z' };
    await owner('health_scores').update({ ...override, ...standing });
    await owner('suppliers').update({ health_score: 85, health_band: 'healthy' });
    await recompute(services(), ['sup_1']);
    await owner('tasks').delete();
    const before = (await told()).length;
    expect(await expireOverrides.run(context(), {})).toEqual({ ended: 0 });
    clock.set('2026-06-11T12:00:00Z');
    expect(await expireOverrides.run(context(), {})).toEqual({ ended: 1 });
    const { auto_score, ...row } = await owner('health_scores').first('score', 'band', 'override_value', 'auto_score');
    expect(row).toEqual({ score: auto_score, band: 'at_risk', override_value: null });
    expect(await owner('suppliers').first('health_score', 'health_band')).toEqual({
      health_score: auto_score,
      health_band: 'at_risk',
    });
    expect((await told()).length - before).toBe(1);
    expect(await owner('tasks').select('title')).toEqual([{ title: `Health fell from 85 to ${auto_score}` }]);
  });

  test('are not overwritten by a fresh score', async () => {
    const { owner } = database.current;
    await recompute(services(), ['sup_1']);
    await owner('health_scores').update({
      override_value: 90,
      override_at: clock.now(),
      override_expires_at: '2026-06-20T12:00:00Z',
    });
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await recompute(services(), ['sup_1']);
    const row = await owner('health_scores').first('score', 'band', 'auto_score');
    expect(row).toMatchObject({ score: 90, band: 'healthy' });
    expect(row.auto_score).not.toBe(90);
    expect(row.auto_score).not.toBeNull();
  });
});
