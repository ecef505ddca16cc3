import { listPaymentSyncs } from '@wedsync/db/billing';
import { systemClock } from '@wedsync/db/platform';
import { DAY_MS, DomainError } from '@wedsync/domain/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { PaypalGateway } from '../../src/billing/gateways/paypal.ts';
import { scheduleSyncs } from '../../src/billing/syncs/index.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { testServices } from '../support/index.ts';
import { daySeconds, deliverPaypal, drainPaypal, paymentOf, storyStart, tellPaypalStory } from './a-paypal-story.ts';
import type { PaypalStory } from './a-paypal-story.ts';
import { contextAt, syncsOn } from './a-sync.ts';
import { accountTotals, forgetEverything } from './dumps.ts';
import { actor } from './recorded-world.ts';

const database = useTestDatabase();
const day = (days: number) => new Date((storyStart + days * daySeconds) * 1_000).toISOString();
const full = { platform: 'paypal', syncType: 'full' };
const incremental = { platform: 'paypal', syncType: 'incremental' };
let story: PaypalStory;
let services: WorkerServices;
let syncs: ReturnType<typeof syncsOn>;

beforeAll(async () => {
  story = await tellPaypalStory();
}, 60_000);
afterAll(() => story.stop());
beforeEach(async () => {
  services = testServices(database.current, { clock: systemClock });
  syncs = syncsOn(database.current, services, day(61));
  story.engine.faults.reportingLagMinutes = 0;
  await forgetEverything(database.current.owner);
  await database.current.owner.raw('truncate sync_cursors, job_runs');
});

const books = () => accountTotals(database.current.owner);
const entries = async () => Number((await database.current.owner('journal_entries').count())[0]?.count);

describe('after an outage in which no webhook arrived', () => {
  test('a full sync closes the gap in windows PayPal accepts, and what then arrives late posts nothing twice', async () => {
    await deliverPaypal(database.current.store, story.events.slice(0, 12));
    await drainPaypal(services, story.paypal);
    const asked: string[] = [];
    const found = await syncs.whole(full, { paypal: overhearing(story.paypal, asked) });
    await drainPaypal(services, story.paypal);
    expect(await books()).toEqual(story.truth());
    expect(found).toMatchObject({ rejected: 0, score: 1 });
    expect(found.storedNew).toBeGreaterThan(20);
    const windows = asked.filter((path) => path.startsWith('/v1/reporting')).map(lengthOf);
    expect(windows.length).toBeGreaterThanOrEqual(36);
    expect(Math.max(...windows)).toBeLessThanOrEqual(31 * DAY_MS);
    const posted = await entries();
    await deliverPaypal(database.current.store, story.events);
    await drainPaypal(services, story.paypal);
    expect(await syncs.whole({ ...full, validationLevel: 'strict' }, story)).toMatchObject({
      storedNew: 0,
      rejected: 0,
    });
    expect(await entries()).toBe(posted);
    expect(await books()).toEqual(story.truth());
  }, 60_000);

  test('the events PayPal still lists are stored once each, beside those that were delivered', async () => {
    const recent = story.events.filter(({ create_time }) => Date.parse(create_time) > Date.parse(day(31)) + 60_000);
    await deliverPaypal(database.current.store, recent.slice(0, 3));
    const dateRange = { from: day(20), to: day(61) };
    await syncs.whole({ ...full, dateRange }, story);
    const kept = await database.current.owner('provider_events').pluck('event_id');
    expect(kept.toSorted()).toEqual(recent.map(({ id }) => id).toSorted());
  });

  test('what the report did not know yet is looked at again, however short the look-back', async () => {
    await database.current.owner('payment_sync_settings').where({ id: 'paypal' }).update({ lookback_hours: 1 });
    story.engine.faults.reportingLagMinutes = 25 * 24 * 60;
    await syncs.whole(incremental, story);
    expect(await books()).not.toEqual(story.truth());
    story.engine.faults.reportingLagMinutes = 0;
    const asked: string[] = [];
    await syncs.whole(incremental, { paypal: overhearing(story.paypal, asked) });
    await drainPaypal(services, story.paypal);
    expect(await books()).toEqual(story.truth());
    expect(asked.filter((path) => path.startsWith('/v1/reporting'))).toHaveLength(1);
  });

  test('a sync that dies in the middle goes on at the window it was in', async () => {
    const syncId = await syncs.ask(full);
    const run = await syncs.claim(syncId);
    const [before, after]: [string[], string[]] = [[], []];
    await expect(syncs.attempt(run, { paypal: overhearing(story.paypal, before, 36) })).rejects.toThrow('gone');
    await syncs.attempt(run, { paypal: overhearing(story.paypal, after) });
    await drainPaypal(services, story.paypal);
    expect(await books()).toEqual(story.truth());
    const reports = (paths: readonly string[]) => paths.filter((path) => path.startsWith('/v1/reporting'));
    expect(reports(after)[0]).toBe(reports(before).at(-1));
    expect(reports(before).length).toBeGreaterThan(reports(after).length);
  });
});

test('a row of the report that cannot be read is rejected with its reason and counted, and the rest goes on', async () => {
  const dateRange = { from: day(-1), to: day(61) };
  const paypal = withRows(story.paypal, [nonsense, { transaction_info: 'none' }]);
  const found = await syncs.whole({ ...full, dateRange }, { paypal });
  await drainPaypal(services, story.paypal);
  expect(await books()).toEqual(story.truth());
  expect(found.rejected).toBe(2);
  expect(found.score).toBe(1 - found.rejected / found.seen);
  expect(found.rejectedRows).toContainEqual({
    kind: 'T0006',
    id: 'BROKEN',
    reason: '"12,50" is no amount of GBP.',
  });
});

test('a payment and a subscription are asked for by their ids', async () => {
  const [subscription = ''] = [...story.engine.kernel.state.subscriptions.keys()];
  const payment = paymentOf(story.engine, subscription);
  for (const objectId of [subscription, payment]) {
    const found = await syncs.whole({ ...full, syncType: 'object', objectId }, story);
    expect(found).toMatchObject({ seen: 1, storedNew: 1, rejected: 0 });
  }
  expect(await database.current.owner('charges').where({ id: payment })).toHaveLength(1);
});

describe('by itself', () => {
  const settings = (change: object) => database.current.owner('payment_sync_settings').update(change);
  const look = async (paypal: PaypalGateway | null = story.paypal) => {
    const job = scheduleSyncs({ stripe: async () => null, paypal: async () => paypal });
    const now = new Date(Date.now() + 2 * DAY_MS).toISOString();
    return job.run(contextAt(services, now), {});
  };

  test('a sync starts when it is due, as the settings say, and once', async () => {
    await settings({ paused: false, every_minutes: 60, validation_level: 'basic' });
    expect(await look()).toEqual({ started: ['paypal'] });
    expect(await look()).toEqual({ started: [] });
    const [started] = await database.current.store.read(actor, (reader) => listPaymentSyncs(reader, { limit: 5 }));
    expect(started).toMatchObject({ platform: 'paypal', syncType: 'incremental', validationLevel: 'basic' });
  });

  test.each([
    ['while it is paused', { paused: true, every_minutes: 60 }, true],
    ['before the time between two has passed', { paused: false, every_minutes: 10_080 }, true],
    ['while there is no connection', { paused: false, every_minutes: 60 }, false],
  ])('none starts %s', async (_when, change, connected) => {
    await settings(change);
    expect(await look(connected ? story.paypal : null)).toEqual({ started: [] });
  });
});

const nonsense = {
  transaction_info: {
    transaction_id: 'BROKEN',
    transaction_event_code: 'T0006',
    transaction_initiation_date: '2025-02-10T09:00:00+0000',
    transaction_amount: { currency_code: 'GBP', value: '12,50' },
    transaction_status: 'S',
  },
};

/** PayPal with every call written down; it goes away after so many. */
function overhearing(paypal: PaypalGateway, asked: string[], calls = Infinity): PaypalGateway {
  return answering(paypal, (path) => {
    asked.push(path);
    if (asked.length > calls) throw new DomainError('unavailable', 'gone', 'gone');
    return paypal.client.get(path);
  });
}

/** PayPal whose report has further rows in one window. */
function withRows(paypal: PaypalGateway, rows: readonly unknown[]): PaypalGateway {
  let added = false;
  return answering(paypal, async (path) => {
    const answer = await paypal.client.get(path);
    if (added || !path.startsWith('/v1/reporting') || typeof answer !== 'object' || answer === null) return answer;
    const details: unknown = Reflect.get(answer, 'transaction_details');
    if (!Array.isArray(details) || details.length === 0) return answer;
    added = true;
    return { ...answer, transaction_details: [rows[0], ...details, ...rows.slice(1)] };
  });
}

function answering(paypal: PaypalGateway, get: (path: string) => Promise<unknown>): PaypalGateway {
  return { ...paypal, client: { ...paypal.client, get: async (path) => get(path) } };
}

function lengthOf(path: string): number {
  const query = new URL(path, 'http://paypal').searchParams;
  return Date.parse(query.get('end_date') ?? '') - Date.parse(query.get('start_date') ?? '');
}
