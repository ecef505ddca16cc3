import { systemActor } from '@wedsync/domain/platform';
import { measuresOf } from '@wedsync/domain/success';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  explainHealth,
  findHealthScore,
  gatherHealthFacts,
  listHealthScores,
  recomputeHealth,
  reconstructDay,
} from '../../src/success/index.ts';
import { testActor, useTestDatabase } from '../support/index.ts';
import { addMilestones, addSupplier, addUse, busyUse, daysBefore } from './a-supplier.ts';

const database = useTestDatabase();
const now = new Date('2026-06-10T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const worker = systemActor('health', 'req_test');

const recompute = (ids: string[], at = now) =>
  database.current.store.transact(worker, (writer) => recomputeHealth(writer, ids, at));
const show = async (id: string) => {
  const row = await database.current.store.read(testActor(), (reader) => findHealthScore(reader, id));
  if (row === undefined) throw new Error('no score');
  return row;
};
const valuesOf = async (id: string, at = now) => {
  const [subject] = await database.current.store.read(worker, (reader) => gatherHealthFacts(reader, [id], at, []));
  if (subject === undefined) throw new Error('no facts');
  return measuresOf(subject.facts);
};
const explain = (id: string, at = now) =>
  database.current.store.read(testActor(), (reader) => explainHealth(reader, id, at));

beforeEach(async () => {
  const { owner } = database.current;
  await owner.raw(
    `truncate usage_daily, health_scores, health_score_days, health_baselines, product_event_replays, tasks, timeline_entries, customers, invoices, disputes, subscriptions, supplier_milestones`,
  );
  await owner('suppliers').delete();
  await addSupplier(owner, 'sup_1');
});

describe('a score', () => {
  test('of a studio that works is healthy, and stands beside the supplier', async () => {
    await addUse(database.current.owner, 'sup_1', busyUse('2026-06-10'));
    await recompute(['sup_1']);
    const { score, band, coverage } = await show('sup_1');
    expect(band).toBe('healthy');
    expect(coverage).toBeGreaterThanOrEqual(0.5);
    const [supplier] = await database.current.owner('suppliers');
    expect(supplier).toMatchObject({ health_score: score, health_band: 'healthy' });
    expect(supplier.last_seen_at.toISOString()).toBe('2026-06-10T10:00:00.000Z');
  });

  test('of a studio that stopped is at risk and says so', async () => {
    await addUse(database.current.owner, 'sup_1', busyUse('2026-04-10'));
    await recompute(['sup_1']);
    const { band, reasons } = await show('sup_1');
    expect(band).toBe('at_risk');
    expect(reasons[0]?.words).toBe('Last signed in 61 days ago');
  });

  test('is capped at 40 while a payment is disputed, and says which exception caps it', async () => {
    const { owner } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    const mirrored = {
      provider: 'stripe',
      created_at: now,
      as_of: now,
      raw: {},
      mirrored_at: now,
      supplier_id: 'sup_1',
    };
    await owner('customers').insert({ ...mirrored, id: 'cus_1', balance_minor: 0, delinquent: false });
    await owner('disputes').insert({
      ...mirrored,
      id: 'dp_1',
      charge_id: 'ch_1',
      status: 'needs_response',
      reason: 'fraudulent',
      amount_minor: 4900,
      currency: 'GBP',
      charge_refundable: false,
      has_evidence: false,
      submission_count: 0,
      balance_transaction_ids: [],
    });
    await recompute(['sup_1']);
    const explained = await explain('sup_1');
    expect(explained).toMatchObject({ score: 40, exception: { key: 'open-dispute' } });
    expect(explained?.uncapped).toBeGreaterThan(60);
  });

  test('counts an invoice once however many accounts with providers the supplier has', async () => {
    const { owner } = database.current;
    const mirrored = {
      created_at: '2026-06-01T12:00:00Z',
      as_of: now,
      raw: {},
      mirrored_at: now,
      supplier_id: 'sup_1',
    };
    for (const provider of ['stripe', 'paypal'])
      await owner('customers').insert({
        ...mirrored,
        id: `cus_${provider}`,
        provider,
        balance_minor: 0,
        delinquent: false,
      });
    const amounts = Object.fromEntries(
      [
        ...['subtotal', 'discount', 'tax', 'total', 'amount_due', 'amount_paid', 'amount_remaining'],
        ...['paid_off_provider', 'overpaid', 'starting_balance', 'pre_payment_credit', 'post_payment_credit'],
      ].map((name) => [`${name}_minor`, 0]),
    );
    await owner('invoices').insert({
      ...mirrored,
      ...amounts,
      id: 'in_1',
      provider: 'stripe',
      customer_id: 'cus_stripe',
      status: 'open',
      currency: 'GBP',
      attempt_count: 2,
    });
    expect(await valuesOf('sup_1')).toMatchObject({ failedInvoices: 1, daysPastDue: 9 });
    await owner('customers').update({ deleted_at: now });
    expect(await valuesOf('sup_1')).toMatchObject({ failedInvoices: null, daysPastDue: null });
  });

  test('counts the milestones reached by then, those retired since too, optional ones not', async () => {
    const { owner } = database.current;
    await addMilestones(owner, 'sup_1', {
      profile_completed: '2026-06-01T12:00:00Z',
      calendar_synced: '2026-06-09T12:00:00Z',
      first_contract_signed: '2026-06-12T12:00:00Z',
      first_colleague_invited: '2026-06-01T12:00:00Z',
    });
    await owner('milestones').where({ key: 'profile_completed' }).update({ active: false });
    const counts = [(await valuesOf('sup_1')).onboarding, (await valuesOf('sup_1', later(3))).onboarding];
    await owner('milestones').update({ active: true });
    expect(counts).toEqual([2, 3]);
  });

  test('is unknown once the last subscription ended', async () => {
    const { owner } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await owner('suppliers').update({ lifecycle: 'cancelled' });
    await recompute(['sup_1']);
    expect(await show('sup_1')).toMatchObject({ score: null, band: 'unknown' });
  });

  test('keeps one row a day', async () => {
    await recompute(['sup_1']);
    await recompute(['sup_1']);
    await recompute(['sup_1'], later(1));
    const days = await database.current.owner('health_score_days').select('day').orderBy('day');
    expect(days).toEqual([{ day: '2026-06-10' }, { day: '2026-06-11' }]);
  });
});

describe('a fall into risk', () => {
  beforeEach(async () => {
    await addUse(database.current.owner, 'sup_1', busyUse('2026-06-10'));
    await recompute(['sup_1']);
  });
  const drops = () =>
    database.current.owner('success_events').where({ type: 'health.dropped_to_at_risk', supplier_id: 'sup_1' });
  const dropsOf = async (work: () => Promise<unknown>) => {
    const before = (await drops()).length;
    await work();
    return (await drops()).length - before;
  };

  test('raises exactly one task and one event, however many scorings see it at once', async () => {
    const seen = await dropsOf(() => Promise.all(Array.from({ length: 6 }, () => recompute(['sup_1'], later(30)))));
    expect(seen).toBe(1);
    expect(await database.current.owner('tasks').select('type', 'reason', 'status')).toEqual([
      { type: 'health', reason: 'dropped', status: 'open' },
    ]);
    expect(await database.current.owner('timeline_entries').where({ kind: 'health' })).toHaveLength(1);
  });

  test('is not told again when the score crosses the edge twice within a week', async () => {
    const seen = await dropsOf(async () => {
      await recompute(['sup_1'], later(30));
      await database.current.owner('health_scores').update({ band: 'attention', score: 61 });
      await recompute(['sup_1'], later(31));
    });
    expect(seen).toBe(1);
  });

  test('is not told while history is still arriving', async () => {
    await database.current
      .owner('product_event_replays')
      .insert({ supplier_id: 'sup_1', started_at: now, last_at: now });
    expect(await dropsOf(() => recompute(['sup_1'], later(30)))).toBe(0);
  });

  test('is no fall when it is the first score', async () => {
    await addSupplier(database.current.owner, 'sup_2');
    await recompute(['sup_2'], later(30));
    expect(await database.current.owner('success_events').where({ supplier_id: 'sup_2' })).toEqual([]);
  });
});

describe('history', () => {
  test('a past day is scored from what had happened by then', async () => {
    const { owner, store } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-04-10'));
    await store.transact(worker, (writer) => reconstructDay(writer, ['sup_1'], '2026-04-10'));
    await store.transact(worker, (writer) => reconstructDay(writer, ['sup_1'], '2026-05-20'));
    const [then, afterwards] = await owner('health_score_days').orderBy('day');
    expect(then).toMatchObject({ day: '2026-04-10', band: 'healthy', origin: 'reconstructed' });
    expect(afterwards.auto_score).toBeLessThan(then.auto_score);
  });

  test('an hour before midnight in summer the newest of the weekly points is today’s all the same', async () => {
    await addUse(database.current.owner, 'sup_1', busyUse('2026-06-10'));
    await recompute(['sup_1'], new Date('2026-06-10T23:30:00Z'));
    const { weeks, score } = await show('sup_1');
    expect([score, weeks.at(-1)]).toEqual([expect.any(Number), score]);
  });

  test('reconstruction never replaces a day that was scored live', async () => {
    const { owner, store } = database.current;
    await recompute(['sup_1']);
    await addUse(owner, 'sup_1', busyUse('2026-06-10'));
    await store.transact(worker, (writer) => reconstructDay(writer, ['sup_1'], '2026-06-10'));
    expect(await owner('health_score_days').select('origin')).toEqual([{ origin: 'live' }]);
  });

  test('says what changed over a fortnight, split so that the parts sum to the whole', async () => {
    const { owner, store } = database.current;
    await addUse(owner, 'sup_1', busyUse('2026-05-20'));
    await store.transact(worker, (writer) => reconstructDay(writer, ['sup_1'], '2026-05-25'));
    await recompute(['sup_1']);
    const change = (await explain('sup_1'))?.change;
    expect(change?.since).toBe('2026-05-25');
    expect(change?.total).toBeLessThan(0);
    expect(change?.behaviour).toBe(change?.total);
    expect(change?.measures[0]?.points).toBeLessThan(0);
    const { weeks, score } = await show('sup_1');
    expect(weeks).toHaveLength(8);
    expect([weeks[0], weeks.at(-1)]).toEqual([null, score]);
    expect((await show('sup_1')).trend).toBe(-1);
  });
});

describe('the season', () => {
  const winter = new Date('2026-01-20T12:00:00Z');
  const signIns = (...days: readonly string[]) => days.map((day) => ({ name: 'login', day }));
  const activity = async () => {
    await recompute(['sup_2'], winter);
    return (await explain('sup_2', winter))?.measures.find(({ key }) => key === 'activityVsUsual');
  };
  beforeEach(async () => {
    const { owner } = database.current;
    await addSupplier(owner, 'sup_2', { signed_up_at: '2023-01-01T00:00:00Z' });
    await addUse(owner, 'sup_2', signIns(...daysBefore('2026-01-20', 28, 4)));
  });

  test('a winter as quiet as the last one is not read as leaving', async () => {
    const lastYear = [...daysBefore('2025-01-21', 28, 4), '2024-12-01'];
    await addUse(database.current.owner, 'sup_2', signIns(...lastYear));
    expect(await activity()).toMatchObject({ value: 100, score: 95 });
  });

  test('of before anything was reported of a supplier is unknown, not nothing: it is held against its peers alone', async () => {
    const { owner } = database.current;
    const peers = { vendor_type: 'photographer', country: 'GB', median: 14, suppliers: 20 };
    await owner('health_baselines').insert({ day: '2026-01-19', measure: 'activeDays28', ...peers });
    await addUse(owner, 'sup_2', signIns('2025-01-10', '2025-07-01'));
    expect(await activity()).toMatchObject({ value: 50 });
    await addUse(owner, 'sup_2', signIns('2024-12-01'));
    expect(await activity()).toMatchObject({ value: 93.33 });
  });
});

describe('lists', () => {
  test('show the weakest first and only what is in the actor’s scope', async () => {
    const { owner, store } = database.current;
    await addSupplier(owner, 'sup_2', { region: 'Scotland' });
    await addUse(owner, 'sup_1', busyUse('2026-04-10'));
    await addUse(owner, 'sup_2', busyUse('2026-06-10'));
    await recompute(['sup_1', 'sup_2']);
    const query = { sort: null, offset: 0, limit: 10, filter: {} };
    const all = await store.read(testActor(), (reader) => listHealthScores(reader, query));
    expect(all.rows.map((row) => row.id)).toEqual(['sup_1', 'sup_2']);
    const scots = testActor({ scope: { kind: 'region', regions: ['Scotland'] } });
    const some = await store.read(scots, (reader) => listHealthScores(reader, query));
    expect(some.rows.map((row) => row.id)).toEqual(['sup_2']);
  });
});
