import { keepProductEvents } from '@wedsync/db/connectors';
import { parseProductEvents } from '@wedsync/domain/connectors';
import { systemActor } from '@wedsync/domain/platform';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSupplier, addUse, busyUse } from '../../../../packages/db/test/success/a-supplier.ts';
import { testActor, testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { JobContext } from '../../src/platform/index.ts';
import { backfillHistory } from '../../src/success/backfill-history.ts';
import { expireOverrides } from '../../src/success/expire-overrides.ts';
import { recompute, recomputeHealthOnFacts } from '../../src/success/recompute-health.ts';
import { sweepSuppliers } from '../../src/success/sweep-health.ts';
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
    `truncate usage_daily, product_events, product_event_ids, product_event_allowances, health_scores, health_score_days, health_baselines, recompute_marks, product_event_replays, dashboard_days`,
  );
  await owner('suppliers').delete();
  await addSupplier(owner, 'sup_1');
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

  test('leaves no supplier out when the chunk divides evenly', async () => {
    for (let n = 2; n <= 6; n += 1) await addSupplier(database.current.owner, `sup_${n}`);
    expect(await sweepSuppliers(context(), 3)).toMatchObject({ scored: 6 });
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
  test('end when they expire, and the automatic score counts again', async () => {
    const { owner } = database.current;
    await recompute(services(), ['sup_1']);
    await owner('health_scores').update({
      auto_score: 30,
      auto_band: 'critical',
      score: 90,
      band: 'healthy',
      override_value: 90,
      override_at: clock.now(),
      override_expires_at: '2026-06-11T12:00:00Z',
    });
    expect(await expireOverrides.run(context(), {})).toEqual({ ended: 0 });
    clock.set('2026-06-11T12:00:00Z');
    expect(await expireOverrides.run(context(), {})).toEqual({ ended: 1 });
    expect(await owner('health_scores').first('score', 'band', 'override_value')).toEqual({
      score: 30,
      band: 'critical',
      override_value: null,
    });
    expect(await owner('suppliers').first('health_score')).toEqual({ health_score: 30 });
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
