import { DomainError } from '@wedsync/domain/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { StripeGateway } from '../../src/billing/gateways/stripe.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { testServices } from '../support/index.ts';
import { syncsOn } from './a-sync.ts';
import { accountTotals, dump, forgetEverything } from './dumps.ts';
import { deliver, drain, introduceSuppliers, recordWorld, type RecordedWorld } from './recorded-world.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
let world: RecordedWorld;
let services: WorkerServices;
let syncs: ReturnType<typeof syncsOn>;
let lost = 0;

/** A small world; every fifth event of its last three weeks was never delivered. */
beforeAll(async () => {
  world = await recordWorld({ seed: 5, suppliers: 12, months: 4, now: () => new Date(now) });
  services = testServices(database.current, { clock: { now: () => new Date() } });
  syncs = syncsOn(database.current, services, now);
  await introduceSuppliers(database.current.store, world.recording);
  const recent = Date.parse(now) / 1_000 - 21 * 86_400;
  const { webhooks } = world.recording;
  const delivered = webhooks.filter(({ created }, index) => created < recent || index % 5 !== 0);
  lost = webhooks.length - delivered.length;
  await deliver(database.current.store, delivered);
  await drain(services, world.stripe);
}, 120_000);
afterAll(() => world.sandbox.stop());

test('a sync that dies between two pages goes on at the page it was at, and closes the gap', async () => {
  expect(lost).toBeGreaterThan(10);
  const syncId = await syncs.ask({ dateRange: { from: '2025-01-01T00:00:00Z', to: now } });
  const run = await syncs.claim(syncId);
  await expect(syncs.attempt(run, { stripe: dyingAfter(world.stripe, 2) })).rejects.toThrow('gone');
  expect((await syncs.look(syncId)).processedEvents).toBe(200);
  await syncs.attempt(run, world);
  await drain(services, world.stripe);
  const whole = (await syncs.look(syncId)).dataQualityReport;
  const listed = (await Promise.all(listedTables.map((table) => countOf(table)))).reduce(
    (sum, count) => sum + count,
    0,
  );
  expect(whole).toMatchObject({ seen: world.recording.webhooks.length + listed, rejected: 0, score: 1 });
  expect(whole.storedNew).toBeGreaterThanOrEqual(lost);
  const events = Number((await database.current.owner('provider_events').count())[0]?.count);
  expect(events).toBe(world.recording.webhooks.length);
  await syncs.finish(syncId);
}, 120_000);

test('afterwards the books are those of the world, and another sync stores and posts nothing', async () => {
  const truth = world.sandbox.truth().ledger.accounts;
  const books = await accountTotals(database.current.owner);
  for (const [account, currencies] of Object.entries(books))
    expect({ account, ...currencies }).toEqual({ account, ...truthOf(truth, account) });
  const entries = await database.current.owner('journal_entries').count();
  expect(await syncs.whole({ validationLevel: 'strict' }, world)).toMatchObject({ storedNew: 0, rejected: 0 });
  await drain(services, world.stripe);
  expect(await database.current.owner('journal_entries').count()).toEqual(entries);
  expect(await accountTotals(database.current.owner)).toEqual(books);
}, 120_000);

function truthOf(accounts: Readonly<Record<string, Readonly<Record<string, number>>>>, account: string) {
  return Object.fromEntries(Object.entries(accounts[account] ?? {}).filter(([, minor]) => minor !== 0));
}

test('an incremental one looks back as far as the settings say, from where the last one ended', async () => {
  await database.current.owner('payment_sync_settings').where({ id: 'stripe' }).update({ lookback_hours: 48 });
  const found = await syncs.whole({ syncType: 'incremental' }, world);
  const since = Date.parse(now) / 1_000 - 48 * 3_600;
  const recent = world.recording.webhooks.filter(({ created }) => created >= since).length;
  const listed = await Promise.all(listedTables.map((table) => countOf(table, new Date(since * 1_000))));
  expect(found).toMatchObject({ seen: listed.reduce((sum, count) => sum + count, recent), storedNew: 0 });
}, 60_000);

test('strict finds a movement that differs from the books, and leaves the books alone', async () => {
  const { owner } = database.current;
  const [movement] = await owner('balance_transactions').where({ type: 'charge' }).limit(1);
  await owner('balance_transactions')
    .where({ id: movement.id })
    .update({ amount_minor: movement.amount_minor + 1 });
  const books = await accountTotals(owner);
  const report = await syncs.whole({ validationLevel: 'strict' }, world);
  expect(report.rejectedRows).toEqual([expect.objectContaining({ kind: 'charge', id: movement.id })]);
  expect(report.score).toBe(1 - 1 / report.seen);
  expect(await accountTotals(owner)).toEqual(books);
  await owner('balance_transactions').where({ id: movement.id }).update({ amount_minor: movement.amount_minor });
}, 60_000);

test('one object is asked for by its id, and one that is unknown is rejected', async () => {
  const [charge] = await database.current.owner('charges').whereLike('id', 'ch_%').limit(1);
  const known = await syncs.whole({ syncType: 'object', objectId: charge.id }, world);
  expect(known).toMatchObject({ seen: 1, alreadyKnown: 1, rejected: 0 });
  const unknown = await syncs.whole({ syncType: 'object', objectId: 'ch_nobodyknowsthis' }, world);
  expect(unknown).toMatchObject({ seen: 1, rejected: 1, score: 0 });
}, 60_000);

test('a sync alone, when Stripe remembers no event any more, brings the same subscriptions, invoices, MRR and books', async () => {
  const { owner, store } = database.current;
  const told = await standing();
  const books = await accountTotals(owner);
  expect(told.subscriptions.length).toBeGreaterThan(8);
  await forgetEverything(owner);
  await owner.raw('truncate sync_cursors');
  await introduceSuppliers(store, world.recording);
  expect(await syncs.whole({}, { stripe: withoutEvents(world.stripe) })).toMatchObject({ rejected: 0 });
  expect(await countOf('provider_events')).toBe(0);
  expect(await standing()).toEqual(told);
  expect(await accountTotals(owner)).toEqual(books);
}, 120_000);

const listedTables = ['balance_transactions', 'subscriptions', 'invoices', 'credit_notes'];
async function countOf(table: string, since = new Date(0)): Promise<number> {
  const rows = database.current.owner(table);
  if (table !== 'provider_events') void rows.where('created_at', '>=', since).whereNull('deleted_at');
  return Number((await rows.count())[0]?.count);
}

/** What is to be the same however it was learnt: ids of our own are not. */
async function standing() {
  const { owner } = database.current;
  const { subscriptions, subscription_items, invoices } = await dump(owner);
  const kept = (rows: readonly unknown[] = []) =>
    rows
      .map((row) =>
        z.looseObject({ deleted_at: z.unknown() }).parse({ ...z.looseObject({}).parse(row), supplier_id: null }),
      )
      .filter(({ deleted_at }) => deleted_at === null);
  const mrr = await owner('suppliers')
    .select('external_id', 'lifecycle', 'plan_code', 'mrr_minor')
    .orderBy('external_id');
  return { subscriptions: kept(subscriptions), items: kept(subscription_items), invoices: kept(invoices), mrr };
}

function withoutEvents(stripe: StripeGateway): StripeGateway {
  const none = { data: [], has_more: false };
  return {
    ...stripe,
    client: Object.assign(Object.create(stripe.client), { events: { list: () => Promise.resolve(none) } }),
  };
}

/** Stripe as a process sees it that goes away when it asks for one page more. */
function dyingAfter(stripe: StripeGateway, pages: number): StripeGateway {
  let asked = 0;
  return {
    ...stripe,
    mapped: (call) => {
      asked += 1;
      return asked > pages ? Promise.reject(new DomainError('unavailable', 'gone', 'gone')) : stripe.mapped(call);
    },
  };
}
