import { changeException, dayFacts, keepFindings } from '@wedsync/db/revenue';
import type { ExceptionType } from '@wedsync/domain/revenue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { doMoneyFault, type MoneyFault } from '../../../sandbox/src/faults/index.ts';
import { paypalStatement, stripeStatement, type Statement } from '../../src/billing/index.ts';
import { matchPayouts, sweepBalanceTransactions, syncPaypalTransactions } from '../../src/billing/syncs/index.ts';
import type { AnyJob, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { watchConsistency } from '../../src/revenue/consistency/index.ts';
import { findLeakage, reportLeakage } from '../../src/revenue/leakage/index.ts';
import { fixException, reconcile } from '../../src/revenue/reconciliation/index.ts';
import { deliverPaypal, drainPaypal, openPaypalAccount, type PaypalStory } from '../billing/a-paypal-story.ts';
import { accountTotals } from '../billing/dumps.ts';
import {
  actor,
  deliver,
  drain,
  introduceSuppliers,
  recordWorld,
  type RecordedWorld,
} from '../billing/recorded-world.ts';
import { testServices } from '../support/index.ts';

const database = useTestDatabase();
const clock = testClock('2026-02-12T12:00:00Z');
let world: RecordedWorld;
let paypal: PaypalStory;
let services: WorkerServices;
let delivered = { stripe: 0, paypal: 0 };

beforeAll(async () => {
  const identity = { webhookId: 'WH-test', share: 0.3 };
  const now = new Date('2026-02-10T12:00:00Z');
  world = await recordWorld({ seed: 5, suppliers: 30, months: 6, now: () => now, paypal: { ...identity } });
  world.sandbox.paypal.faults.reportingLagMinutes = 0;
  paypal = await openPaypalAccount(world.sandbox.paypal);
  services = testServices(database.current, { clock });
  await introduceSuppliers(database.current.store, world.recording);
  await listen();
  await run(sweepBalanceTransactions([bookChanges], () => Promise.resolve(world.stripe)));
  await run(syncPaypalTransactions([bookChanges], () => Promise.resolve(paypal.paypal)));
  await run(matchPayouts([bookChanges], () => Promise.resolve(world.stripe)));
}, 300_000);
afterAll(async () => {
  paypal.stop();
  await world.sandbox.stop();
});

/** Everything that was said since the last time arrives and is applied. */
async function listen(): Promise<void> {
  const { recording } = world;
  await deliver(database.current.store, recording.webhooks.slice(delivered.stripe));
  await deliverPaypal(database.current.store, recording.paypalWebhooks.slice(delivered.paypal));
  delivered = { stripe: recording.webhooks.length, paypal: recording.paypalWebhooks.length };
  await drain(services, world.stripe);
  await drainPaypal(services, paypal.paypal);
}

function statements(): Promise<Statement[]> {
  return Promise.resolve([stripeStatement(world.stripe), paypalStatement(paypal.paypal)]);
}

function run(job: AnyJob, input: object = {}): ReturnType<AnyJob['run']> {
  clock.advanceMs(60_000);
  const { signal } = new AbortController();
  return job.run(
    { ...services, runId: 1, attempt: 1, plannedAt: null, actor, signal, progress: async () => undefined },
    input,
  );
}

type Row = {
  id: string;
  type: ExceptionType;
  object_id: string;
  state: string;
  amount_minor: number;
  fix_error: string | null;
};
function exceptions(): Promise<Row[]> {
  return database.current.owner('reconciliation_exceptions').select('*').orderBy('found_at').orderBy('id');
}

describe('a clean world', () => {
  test('has no exception, however often it is looked at', async () => {
    expect(await run(reconcile(statements))).toMatchObject({ found: 0 });
    expect(await exceptions()).toEqual([]);
    expect(await run(reconcile(statements))).toMatchObject({ found: 0, healed: 0 });
  }, 120_000);

  test('was compared day by day and payout by payout', async () => {
    const { owner } = database.current;
    const compared: { provider: string; both: boolean }[] = await owner('reconciled_days')
      .select('provider', owner.raw('sum(listed_lines) > 10 and sum(listed_lines) = sum(booked_lines) as both'))
      .groupBy('provider')
      .orderBy('provider');
    expect(compared).toEqual([
      { provider: 'manual', both: false },
      { provider: 'paypal', both: true },
      { provider: 'stripe', both: true },
    ]);
    const payouts = await owner('payouts')
      .where({ reconciliation_status: 'completed' })
      .whereNotExists(owner('reconciled_payouts as r').whereRaw('r.id = payouts.id'));
    expect(payouts).toEqual([]);
  });
});

describe('the books of a clean world', () => {
  test('contradict themselves nowhere', async () => {
    expect(await run(watchConsistency)).toEqual({ checked: 7, holds: 7, newlyBroken: 0 });
  });

  test('leak nothing but what cancelled subscriptions still owe', async () => {
    await run(findLeakage);
    const kinds = await database.current.owner('leakage_findings').whereNot({ kind: 'owed_by_cancelled' });
    expect(kinds).toEqual([]);
  });
});

const faults: readonly (readonly [MoneyFault, ExceptionType, 'fetch' | 'refund' | 'accept'])[] = [
  ['payment-without-webhook', 'missing_local', 'fetch'],
  ['altered-amount', 'amount', 'fetch'],
  ['late-fee', 'fee_missing', 'fetch'],
  ['paid-twice', 'duplicate', 'refund'],
  ['orphan-refund', 'orphan_refund', 'accept'],
  ['unmapped-price', 'unmapped_price', 'accept'],
];

describe.each(faults)('%s', (fault, type, way) => {
  let found: Row | undefined;

  test(`is found once, as ${type}`, async () => {
    const before = new Set((await exceptions()).map(({ id }) => id));
    const harm = doMoneyFault(world.sandbox, fault);
    await listen();
    expect(await run(reconcile(statements))).toMatchObject({ found: 1 });
    expect(await run(reconcile(statements))).toMatchObject({ found: 0 });
    const fresh = (await exceptions()).filter(({ id }) => !before.has(id));
    expect(fresh).toMatchObject([{ type, object_id: harm?.objectId, amount_minor: harm?.amountMinor, state: 'open' }]);
    found = fresh[0];
  }, 60_000);

  test(`is put right: ${way}`, async () => {
    if (found === undefined) throw new Error('It was not found.');
    await settle(found, way);
    await run(reconcile(statements));
    const now = (await exceptions()).find(({ id }) => id === found?.id);
    expect([now?.state, now?.fix_error]).toEqual([way === 'accept' ? 'accepted' : 'fixed', null]);
    expect((await exceptions()).filter(({ state }) => state === 'open')).toEqual([]);
  }, 60_000);
});

async function settle({ id, object_id: objectId }: Row, way: 'fetch' | 'refund' | 'accept'): Promise<void> {
  const { store } = database.current;
  if (way === 'refund') {
    world.sandbox.paypal.refund(objectId, null);
    return listen();
  }
  if (way === 'accept') {
    await store.transact(actor, (writer) => changeException(writer, id, { state: 'accepted', settledAt: clock.now() }));
    return;
  }
  await store.transact(actor, (writer) => changeException(writer, id, { state: 'fixing' }));
  expect(await run(fixException([bookChanges], statements), { exceptionId: id })).toEqual({ state: 'fixed' });
}

test('two subscriptions at two providers leak, are told once a week in Slack, and a contradiction is told once', async () => {
  const { owner } = database.current;
  await run(reportLeakage);
  expect(await run(reportLeakage)).toMatchObject({ reported: false });
  const leaks: { kind: string }[] = await owner('leakage_findings').whereNull('gone_at').select('kind');
  expect(leaks.map(({ kind }) => kind)).toContain('two_providers');
  const told: { body: string }[] = await owner('messages').where({ template: 'leakage-report' }).select('body');
  expect(told).toHaveLength(1);
  expect(told[0]?.body).toContain('Billed twice: 1');
  const holding = await run(watchConsistency);
  expect(holding).toMatchObject({ newlyBroken: 0, holds: 7 });
  await owner.transaction(async (sql) => {
    await sql.raw('set local session_replication_role = replica');
    await sql.raw(`update postings set amount_minor = amount_minor + 1 where id = (select max(id) from postings)`);
  });
  expect(await run(watchConsistency)).toMatchObject({ newlyBroken: 2 });
  expect(await run(watchConsistency)).toMatchObject({ newlyBroken: 0, holds: 5 });
  await owner.transaction(async (sql) => {
    await sql.raw('set local session_replication_role = replica');
    await sql.raw(`update postings set amount_minor = amount_minor - 1 where id = (select max(id) from postings)`);
  });
});

test('what was corrected was taken back and booked anew: the ledger is what the provider lists', async () => {
  const { owner } = database.current;
  const booked = (await accountTotals(owner))['clearing:stripe'];
  const listed: { currency: string; net: string }[] = await owner('statement_lines')
    .where({ provider: 'stripe' })
    .select('currency', owner.raw('sum(net_minor) as net'))
    .groupBy('currency');
  expect(booked).toEqual(
    Object.fromEntries(
      listed.map(({ currency, net }) => [currency.toLowerCase(), Number(net)]).filter(([, net]) => net !== 0),
    ),
  );
  expect(await owner('journal_entries').where({ source_kind: 'balance_transaction_reversed' })).toHaveLength(2);
});

describe('what happened too late to be compared', () => {
  test('keeps its day open until it was', async () => {
    expect(await comparedAt('2026-02-13T00:03:00Z')).toEqual({ manual: false, paypal: false, stripe: false });
    expect(await comparedAt('2026-02-13T00:20:00Z')).toEqual({ manual: true, paypal: false, stripe: false });
    expect(await comparedAt('2026-02-13T00:40:00Z')).toEqual({ manual: true, paypal: false, stripe: true });
  }, 60_000);

  test('is not called right by a comparison that left it out', async () => {
    const { owner } = database.current;
    const state = await openOverTheLastLine();
    const event = await owner('provider_events').where({ provider: 'stripe' }).first('id', 'state', 'occurred_at');
    await owner('provider_events').where({ id: event.id }).update({ state: 'failed' });
    await run(reconcile(statements));
    expect(await state()).toBe('open');
    await owner('provider_events').where({ id: event.id }).update({ state: event.state });
    await run(reconcile(statements));
    expect(await state()).toBe('fixed');
  }, 60_000);
});

/** Whether each list counts as compared through the end of 12 February, after comparing at that moment. */
async function comparedAt(instant: string): Promise<Record<string, boolean>> {
  clock.set(instant);
  await run(reconcile(statements));
  const facts = await database.current.store.read(actor, (reader) => dayFacts(reader, '2026-02-12'));
  return Object.fromEntries(
    (facts?.checks ?? []).map(({ provider, comparedToItsEnd }) => [provider, comparedToItsEnd]),
  );
}

/** An exception over a line that agrees by now, and how it stands. */
async function openOverTheLastLine() {
  const { owner, store } = database.current;
  const line = await owner('statement_lines').where({ provider: 'stripe' }).orderBy('occurred_at', 'desc').first();
  const evidence = { id: line.id, occurredAt: line.occurred_at };
  const about = { provider: 'stripe', object: 'balance-transactions', objectId: line.id, day: line.day } as const;
  const whose = { payoutId: null, supplierId: null, currency: 'GBP', amountMinor: 1, summary: 'A penny is missing' };
  await store.transact(actor, (writer) =>
    keepFindings(
      writer,
      [{ ...about, ...whose, type: 'amount', local: evidence, remote: evidence }],
      clock.now(),
      services.uuids,
    ),
  );
  const found = (await exceptions()).find(({ object_id: of, state }) => of === line.id && state === 'open');
  return async () => (await exceptions()).find(({ id }) => id === found?.id)?.state;
}
