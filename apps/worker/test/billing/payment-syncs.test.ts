import { findPaymentSync, startPaymentSync } from '@wedsync/db/billing';
import { claimRuns, type ClaimedRun } from '@wedsync/db/platform';
import { paymentSyncSchema } from '@wedsync/domain/billing';
import { DomainError } from '@wedsync/domain/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { syncPayments } from '../../src/billing/syncs/index.ts';
import type { StripeGateway } from '../../src/billing/gateways/stripe.ts';
import type { JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { testServices } from '../support/index.ts';
import { accountTotals } from './dumps.ts';
import { actor, deliver, drain, introduceSuppliers, recordWorld, type RecordedWorld } from './recorded-world.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
let world: RecordedWorld;
let services: WorkerServices;
let lost = 0;

/** A small world; every fifth event of its last three weeks was never delivered. */
beforeAll(async () => {
  world = await recordWorld({ seed: 5, suppliers: 12, months: 4, now: () => new Date(now) });
  services = testServices(database.current, { clock: { now: () => new Date() } });
  await introduceSuppliers(database.current.store, world.recording);
  const recent = Date.parse(now) / 1_000 - 21 * 86_400;
  const { webhooks } = world.recording;
  const delivered = webhooks.filter(({ created }, index) => created < recent || index % 5 !== 0);
  lost = webhooks.length - delivered.length;
  await deliver(database.current.store, delivered);
  await drain(services, world.stripe);
}, 120_000);
afterAll(() => world.sandbox.stop());

async function ask(over: object = {}): Promise<string> {
  const request = paymentSyncSchema.parse({ platform: 'stripe', syncType: 'full', ...over });
  return database.current.store.transact(actor, (writer) => startPaymentSync(writer, request));
}

async function attempt(stripe: StripeGateway, run: Pick<ClaimedRun, 'id' | 'input'>): Promise<unknown> {
  const context: JobContext = {
    ...services,
    clock: testClock(now),
    runId: run.id,
    attempt: 1,
    plannedAt: null,
    actor,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
  const open = { stripe: async () => stripe, paypal: async () => null };
  return syncPayments([bookChanges], open).run(context, run.input);
}

async function claimed(syncId: string): Promise<ClaimedRun> {
  const room = [{ name: 'payments.sync', lockMs: 60_000, room: 1 }];
  const run = (await claimRuns(database.current.store.pool, 'test', room, 1)).find(({ id }) => String(id) === syncId);
  if (run === undefined) throw new Error('The sync is not due.');
  return run;
}

const finish = (syncId: string) =>
  database.current.owner('job_runs').where({ id: syncId }).update({ state: 'succeeded' });
const reportOf = async (syncId: string) => {
  const found = await database.current.store.read(actor, (reader) => findPaymentSync(reader, syncId));
  if (found === undefined) throw new Error('The sync is gone.');
  return found.dataQualityReport;
};

test('a sync that dies between two pages goes on at the page it was at, and closes the gap', async () => {
  expect(lost).toBeGreaterThan(10);
  const syncId = await ask({ dateRange: { from: '2025-01-01T00:00:00Z', to: now } });
  const run = await claimed(syncId);
  await expect(attempt(dyingAfter(world.stripe, 2), run)).rejects.toThrow('gone');
  const half = await reportOf(syncId);
  expect(half.seen).toBe(200);
  await attempt(world.stripe, run);
  await drain(services, world.stripe);
  const whole = await reportOf(syncId);
  const movements = Number((await database.current.owner('balance_transactions').count())[0]?.count);
  expect(whole).toMatchObject({ seen: world.recording.webhooks.length + movements, rejected: 0, score: 1 });
  expect(whole.storedNew).toBeGreaterThanOrEqual(lost);
  const events = Number((await database.current.owner('provider_events').count())[0]?.count);
  expect(events).toBe(world.recording.webhooks.length);
  await finish(syncId);
}, 120_000);

test('afterwards the books are those of the world, and another sync stores and posts nothing', async () => {
  const truth = world.sandbox.truth().ledger.accounts;
  const books = await accountTotals(database.current.owner);
  for (const [account, currencies] of Object.entries(books))
    expect({ account, ...currencies }).toEqual({ account, ...truthOf(truth, account) });
  const entries = await database.current.owner('journal_entries').count();
  const syncId = await ask({ validationLevel: 'strict' });
  await attempt(world.stripe, await claimed(syncId));
  await drain(services, world.stripe);
  expect(await reportOf(syncId)).toMatchObject({ storedNew: 0, rejected: 0 });
  expect(await database.current.owner('journal_entries').count()).toEqual(entries);
  expect(await accountTotals(database.current.owner)).toEqual(books);
  await finish(syncId);
}, 120_000);

function truthOf(accounts: Readonly<Record<string, Readonly<Record<string, number>>>>, account: string) {
  return Object.fromEntries(Object.entries(accounts[account] ?? {}).filter(([, minor]) => minor !== 0));
}

test('strict finds a movement that differs from the books, and leaves the books alone', async () => {
  const { owner } = database.current;
  const [movement] = await owner('balance_transactions').where({ type: 'charge' }).limit(1);
  await owner('balance_transactions')
    .where({ id: movement.id })
    .update({ amount_minor: movement.amount_minor + 1 });
  const books = await accountTotals(owner);
  const syncId = await ask({ validationLevel: 'strict' });
  await attempt(world.stripe, await claimed(syncId));
  const report = await reportOf(syncId);
  expect(report.rejectedRows).toEqual([expect.objectContaining({ kind: 'charge', id: movement.id })]);
  expect(report.score).toBe(1 - 1 / report.seen);
  expect(await accountTotals(owner)).toEqual(books);
  await owner('balance_transactions').where({ id: movement.id }).update({ amount_minor: movement.amount_minor });
  await finish(syncId);
}, 60_000);

test('one object is asked for by its id, and one that is unknown is rejected', async () => {
  const [charge] = await database.current.owner('charges').whereLike('id', 'ch_%').limit(1);
  const known = await ask({ syncType: 'object', objectId: charge.id });
  await attempt(world.stripe, await claimed(known));
  expect(await reportOf(known)).toMatchObject({ seen: 1, alreadyKnown: 1, rejected: 0 });
  await finish(known);
  const unknown = await ask({ syncType: 'object', objectId: 'ch_nobodyknowsthis' });
  await attempt(world.stripe, await claimed(unknown));
  expect(await reportOf(unknown)).toMatchObject({ seen: 1, rejected: 1, score: 0 });
  await finish(unknown);
}, 60_000);

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
