import { recordReadings } from '@wedsync/db/platform';
import { escalateAlerts } from '@wedsync/db/delivery';
import { monitors, suggestedTuning } from '@wedsync/domain/operations';
import { createId, DAY_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import { beforeEach, describe, expect, test } from 'vitest';
import { testActor, testClock, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { pruneMonitorReadings } from '../../src/operations/monitors/prune-readings.ts';
import { watchMonitors } from '../../src/operations/monitors/watch-monitors.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const start = new Date('2026-02-10T12:00:00Z');
let now = start;

beforeEach(async () => {
  now = start;
  await database.current.owner.raw('drop table if exists product_events_202602');
  await database.current.owner.raw(
    `set session_replication_role = replica; truncate monitor_readings, monitor_states, monitor_changes, monitor_tunings, house_modes, alerts, alert_storms, messages, success_events, consumer_cursors,
       breakers, dead_letters, job_runs, job_schedules, recompute_marks, provider_events, paypal_transmissions, intake_refusals, consistency_checks, wedding_dates, suppliers cascade; reset session_replication_role`,
  );
});

const context = () => ({
  ...testServices(database.current, { clock: testClock(now.toISOString()) }),
  runId: 1,
  attempt: 1,
  plannedAt: null,
  actor: testActor(),
  signal: new AbortController().signal,
  progress: async () => undefined,
});

/** Lets the house be watched for some minutes. */
async function watch(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    now = plusMs(now, MINUTE_MS);
    await watchMonitors.run(context(), {});
  }
}

const line = (id: string) => database.current.owner('monitor_states').where({ id }).first();
const bad = () =>
  database.current.owner('monitor_states').whereIn('state', ['warning', 'critical']).orderBy('id').pluck('id');
const alerts = () => database.current.owner('alerts').orderBy('first_at');
const ago = (ms: number) => plusMs(now, -ms);

async function report(value: number | null, over: { monitor?: string; subject?: string; sample?: number } = {}) {
  const reading = { monitor: 'churn-drift', subject: '60', value, sample: 500, takenAt: now, ...over };
  await database.current.store.transact(testActor(), (writer) => recordReadings(writer, [reading]));
}

const event = (over: object) => ({
  provider: 'stripe',
  event_id: testUuids.next(),
  type: 'charge.succeeded',
  livemode: false,
  occurred_at: now,
  received_at: now,
  payload: '{}',
  ...over,
});
const message = (over: object) => ({
  id: createId('message', testUuids.next()),
  channel: 'email',
  template: 'welcome',
  recipient: 'anna@example.com',
  subject: 'Welcome',
  body: 'Welcome',
  requested_by: 'system:test',
  created_at: now,
  updated_at: now,
  ...over,
});
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

async function tuneAll(patience: object): Promise<void> {
  const rows = monitors.map((monitor) => {
    const { minSample, of: _, needed: __, ...tuning } = suggestedTuning(monitor);
    return { ...tuning, min_sample: minSample, ...patience, monitor: monitor.name, version: 1, reason: 'At once' };
  });
  await database.current.owner('monitor_tunings').insert(rows);
}

/** One thing gone wrong for each monitor that operations measures, and the line it must show on. */
function refusing(provider: string, reason: string) {
  const hour = new Date('2026-02-10T12:00:00Z');
  return (sql: Knex) => sql('intake_refusals').insert({ provider, reason, hour, refused: 200, last_at: now });
}

const faults: readonly (readonly [string, (sql: Knex) => Promise<unknown>])[] = [
  [
    'sync-age:stripe',
    (sql) =>
      sql('job_runs').insert({
        name: 'payments.sync',
        state: 'succeeded',
        input: { platform: 'stripe' },
        job_key: 's',
        finished_at: ago(4 * DAY_MS),
      }),
  ],
  ['intake-refusals:paypal', refusing('paypal', 'signature-wrong')],
  ['malformed-events', refusing('host', 'occurredAt')],
  [
    'paypal-waiting',
    (sql) =>
      sql('paypal_transmissions').insert({
        transmission_id: 't',
        body_sha256: 'b',
        sent_at: now,
        sent_at_text: '',
        signature: 's',
        cert_url: '',
        auth_algo: '',
        body_crc32: 1,
        event_id: 'e',
        event_type: 'x',
        occurred_at: now,
        received_at: ago(60 * MINUTE_MS),
      }),
  ],
  ['breakers', (sql) => sql('breakers').insert({ destination: 'slack', state: 'open', opened_at: now })],
  ['inbox-lag', (sql) => sql('provider_events').insert(event({ due_at: ago(20 * MINUTE_MS) }))],
  [
    'outbox-lag',
    async (sql) => {
      await sql('success_events').insert({
        type: 'alert.raised',
        resource: 'alerts',
        resource_id: 'a',
        summary: 's',
        occurred_at: now,
        recorded_at: ago(20 * MINUTE_MS),
      });
      await sql('consumer_cursors').insert({ consumer: 'tell-people', last_id: 0 });
    },
  ],
  [
    'recompute-age',
    (sql) => sql('recompute_marks').insert({ kind: 'health', supplier_id: 'sup_1', marked_at: ago(20 * MINUTE_MS) }),
  ],
  [
    'job-lateness',
    (sql) => sql('job_runs').insert({ name: 'fx.import', state: 'queued', job_key: 'f', run_at: ago(20 * MINUTE_MS) }),
  ],
  [
    'messages-waiting:email',
    async (sql) => {
      await sql('messages').insert(message({ next_attempt_at: ago(60 * MINUTE_MS) }));
      await sql('messages').update({ state: 'failed', next_attempt_at: plusMs(now, MINUTE_MS) });
    },
  ],
  [
    'message-success:email',
    (sql) =>
      sql('messages').insert([
        ...times(15, () => message({ state: 'sent' })),
        ...times(5, () => message({ state: 'bounced' })),
      ]),
  ],
  [
    'webhook-success:stripe',
    (sql) =>
      sql('provider_events').insert([
        ...times(15, () => event({ state: 'applied' })),
        ...times(5, () => event({ state: 'dead' })),
      ]),
  ],
  [
    'dead-letters',
    (sql) =>
      sql('dead_letters').insert(
        times(60, () => ({ kind: 'job', source: 'fx.import', reference: testUuids.next(), reason: 'r', attempts: 5 })),
      ),
  ],
  [
    'books',
    (sql) =>
      sql('consistency_checks').insert({
        name: 'journal-balanced',
        title: 'Every entry balances',
        holds: false,
        detail: 'entry 1',
        checked_at: now,
        broken_since: now,
      }),
  ],
  [
    'months-ahead:product_events',
    async (sql) => {
      await sql('job_schedules').insert({
        name: 'months.make-ahead',
        schedule: '',
        last_planned_at: now,
        created_at: ago(3 * DAY_MS),
      });
      await sql.raw(`select ensure_month_partition('product_events', '2026-02-01')`);
      now = new Date('2026-02-26T12:00:00Z');
    },
  ],
];

describe('a monitor', () => {
  test('says nothing bad of a house in which all is well', async () => {
    await watch(4);
    expect(await bad()).toEqual([]);
    expect(await alerts()).toEqual([]);
    expect(await line('inbox-lag')).toMatchObject({ state: 'healthy', value: 0 });
  });

  test.each(faults)('%s fires on what it is there for, and nothing else does', async (id, plant) => {
    // One reading is enough here; that a state waits for several is claimed beside the rule.
    await tuneAll({ needed: 1, of_readings: 1 });
    await plant(database.current.owner);
    await watch(1);
    expect(await bad()).toEqual([id]);
  });
});

test('without data a monitor is unknown and says so, also when what was reported is too old', async () => {
  await watch(1);
  expect(await line('churn-drift')).toMatchObject({ state: 'unknown', why: 'No data: nobody has reported yet.' });
  await report(0.05);
  await watch(1);
  expect(await line('churn-drift:60')).toMatchObject({ state: 'healthy', value: 0.05 });
  expect(await line('churn-drift')).toBeUndefined();
  now = plusMs(now, 3 * DAY_MS);
  await watch(1);
  expect(await line('churn-drift:60')).toMatchObject({ state: 'unknown', value: null });
  expect(await alerts()).toEqual([]);
});

test('a critical monitor alerts where it is told, gets worse and better with one alert a state, and settles them with a note', async () => {
  await report(0.15);
  await watch(1);
  await report(0.4);
  await watch(1);
  expect(await alerts()).toMatchObject([
    { type: 'monitor-warning', state: 'resolved', channel: '#customer-success', resource_id: 'churn-drift:60' },
    { type: 'monitor-critical', state: 'open', severity: 'critical', title: 'Churn: drift, 60 days: critical' },
  ]);
  await watch(5);
  expect(await alerts()).toHaveLength(2);
  await report(0.01);
  await watch(1);
  expect((await alerts())[1]).toMatchObject({ state: 'resolved', resolved_note: 'Healthy again. 0.01.' });
  const changes = await database.current.owner('monitor_changes').where({ monitor_id: 'churn-drift:60' }).orderBy('id');
  expect(changes.map(({ from_state, to_state }) => `${from_state} ${to_state}`)).toEqual([
    'unknown warning',
    'warning critical',
    'critical healthy',
  ]);
  const told = await database.current
    .owner('success_events')
    .where({ type: 'monitor.changed', resource_id: 'churn-drift:60' });
  expect(told).toHaveLength(3);
});

test('what another alert tells already is not told twice, and is settled when nothing of it is critical any more', async () => {
  const open = { severity: 'critical', title: 'Bad', channel: '#customer-success' };
  await database.current.owner('alerts').insert({ ...open, id: 'alr_1', type: 'churn-model-critical', dedup_key: 'k' });
  await report(0.5, { monitor: 'churn-accuracy' });
  await report(-0.1, { monitor: 'churn-skill' });
  await watch(1);
  expect(await bad()).toEqual(['churn-accuracy:60', 'churn-skill:60']);
  expect(await alerts()).toHaveLength(1);
  await report(0.9, { monitor: 'churn-accuracy' });
  await watch(1);
  expect(await alerts()).toMatchObject([{ state: 'open' }]);
  await report(0.2, { monitor: 'churn-skill' });
  await watch(1);
  expect(await alerts()).toMatchObject([{ state: 'resolved' }]);
});

test('a tuned monitor is judged by what it was tuned to', async () => {
  await report(0.15);
  await database.current.owner('monitor_tunings').insert({
    monitor: 'churn-drift',
    version: 1,
    warning: 0.2,
    critical: 0.3,
    min_sample: 0,
    needed: 1,
    of_readings: 1,
    channel: '#alerts',
    reason: 'Noise',
  });
  await watch(1);
  expect(await line('churn-drift:60')).toMatchObject({ state: 'healthy', warning: 0.2 });
});

test('readings are kept as long as their monitor keeps them', async () => {
  await report(0.1);
  await report(1, { monitor: 'inbox-lag', subject: '' });
  now = plusMs(now, 15 * DAY_MS);
  expect(await pruneMonitorReadings.run(context(), {})).toEqual({ pruned: 1 });
  expect(await database.current.owner('monitor_readings').pluck('monitor')).toEqual(['churn-drift']);
});

describe('on a wedding day', () => {
  /** Half in London, half in Sydney, all at a wedding on one date. */
  async function weddings(held_on: string): Promise<void> {
    const suppliers = times(24, () => testUuids.next()).map((id, place) => ({
      id,
      external_id: id,
      business_name: 'Rose & Lily',
      vendor_type: 'florist',
      region: 'London',
      country: place % 2 === 0 ? 'GB' : 'AU',
      time_zone: place % 2 === 0 ? 'Europe/London' : 'Australia/Sydney',
      currency: 'GBP',
      signed_up_at: start,
      lifecycle: 'active',
    }));
    await database.current.owner('suppliers').insert(suppliers);
    await database.current
      .owner('wedding_dates')
      .insert(suppliers.map(({ id }) => ({ id: `wed_${id}`, supplier_id: id, held_on })));
    await database.current.owner('watch_policies').update({ wedding_min_suppliers: 12 });
  }
  const mode = (name = 'wedding-day') => database.current.owner('house_modes').where({ mode: name }).first();
  const at = async (instant: string) => {
    now = plusMs(new Date(instant), -MINUTE_MS);
    await watch(1);
  };

  test('it begins and ends at midnight where the suppliers are, also on the day the clocks change', async () => {
    // On 29 March 2026 London moves to summer time; Sydney is still an hour ahead of its own winter.
    await weddings('2026-03-29');
    for (const [instant, expected] of [
      ['2026-03-28T12:50:00Z', false],
      ['2026-03-28T13:00:00Z', true],
      ['2026-03-29T12:50:00Z', true],
      // London is in force on its own until its midnight, which is 23:00 UTC now.
      ['2026-03-29T22:50:00Z', true],
      ['2026-03-29T23:00:00Z', false],
    ] as const) {
      await at(instant);
      expect([instant, (await mode()).in_force]).toEqual([instant, expected]);
    }
    const told = await database.current
      .owner('success_events')
      .where({ resource_id: 'wedding-day' })
      .orderBy('id')
      .pluck('type');
    expect(told).toEqual(['house_mode.began', 'house_mode.ended']);
  });

  test('thresholds are tighter, and what an ordinary day allows is a warning', async () => {
    await database.current
      .owner('job_runs')
      .insert({ name: 'fx.import', state: 'queued', job_key: 'f', run_at: new Date('2026-03-27T12:00:00Z') });
    await weddings('2026-03-29');
    const late = (instant: string) =>
      database.current.owner('job_runs').update({ run_at: plusMs(new Date(instant), -90_000) });
    await late('2026-03-27T12:00:00Z');
    await at('2026-03-27T12:00:00Z');
    expect(await line('job-lateness')).toMatchObject({ warning: 120_000, because: [] });
    for (const minute of [0, 10, 20, 30]) {
      const instant = new Date(Date.parse('2026-03-29T10:00:00Z') + minute * MINUTE_MS).toISOString();
      await late(instant);
      await at(instant);
    }
    expect(await line('job-lateness')).toMatchObject({ state: 'warning', warning: 60_000, because: ['wedding-day'] });
  });

  test('a critical monitor that nobody took is texted to an administrator after the minutes of the mode', async () => {
    await weddings('2026-03-29');
    await database.current.owner('staff').insert({
      id: 'stf_ada',
      email: 'ada@wedsync.example',
      name: 'Ada',
      roles: ['admin'],
      regions: ['*'],
      phone: '+447700900109',
    });
    await at('2026-03-29T10:00:00Z');
    await report(0.4);
    await watch(1);
    await database.current.owner('alerts').update({ open_since: now });
    const escalate = (minutes: number) =>
      database.current.store.transact(testActor(), (writer) =>
        escalateAlerts(writer, {
          now: plusMs(now, minutes * MINUTE_MS),
          limit: 10,
          publicUrl: 'https://office.example',
          uuids: testUuids,
        }),
      );
    expect(await escalate(4)).toBe(0);
    expect(await escalate(5)).toBe(1);
    expect(await database.current.owner('messages').where({ channel: 'sms' })).toMatchObject([
      { recipient: '+447700900109' },
    ]);
  });
});
