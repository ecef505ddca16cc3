import { moveSyncCursor } from '@wedsync/db/connectors';
import { roundHalfEven } from '@wedsync/domain/platform';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { Truth } from '../../../sandbox/src/index.ts';
import { refreshStandingNightly } from '../../src/billing/refresh-standing.ts';
import type { StripeGateway } from '../../src/billing/gateways/stripe.ts';
import { backfillEvents, matchPayouts, sweepBalanceTransactions } from '../../src/billing/syncs/index.ts';
import type { AnyJob, JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { testServices } from '../support/index.ts';
import { withoutZeros } from './a-story.ts';
import { accountTotals } from './dumps.ts';
import { actor, deliver, drain, introduceSuppliers, recordWorld, type RecordedWorld } from './recorded-world.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
let world: RecordedWorld;
let services: WorkerServices;
let truth: Truth;

/** A population over sixteen months; a tenth of its events is lost, the rest comes out of order and partly twice. */
beforeAll(async () => {
  world = await recordWorld({ seed: 3, suppliers: 36, months: 16, now: () => new Date(now) });
  truth = world.sandbox.truth();
  services = testServices(database.current, { clock: { now: () => new Date() } });
  await introduceSuppliers(database.current.store, world.recording);
  await deliver(database.current.store, asDelivered(world.recording.webhooks));
  await drain(services, world.stripe);
}, 300_000);
afterAll(() => world.sandbox.stop());

describe('what was lost on the way', () => {
  test('is found by listing Stripe’s events, once', async () => {
    const { store, owner } = database.current;
    const position = { doneThrough: '2024-10-01T00:00:00.000Z', pass: null };
    await store.transact(actor, (writer) => moveSyncCursor(writer, 'stripe.events', position));
    const missing = world.recording.webhooks.length - Number((await owner('provider_events').count())[0]?.count);
    expect(missing).toBeGreaterThan(100);
    const open = () => Promise.resolve(world.stripe);
    expect(await run(backfillEvents(open))).toEqual({ listed: world.recording.webhooks.length, missing });
    await drain(services, world.stripe);
    expect(await run(backfillEvents(open))).toMatchObject({ missing: 0 });
  }, 300_000);

  test('of the balance nothing is missing then, and every payout knows what it carried', async () => {
    const open = () => Promise.resolve(world.stripe);
    await sweepFromTheStart();
    expect(await run(sweepBalanceTransactions([bookChanges], open))).toMatchObject({ missing: 0 });
    await run(matchPayouts([bookChanges], open));
    const off = await database.current.owner.raw(`
      select p.id from payouts p join balance_transactions t on t.payout_id = p.id and t.id <> p.balance_transaction_id
       where p.status = 'paid' group by p.id having sum(t.net_minor) <> p.amount_minor`);
    expect(off.rows).toEqual([]);
    expect(await database.current.owner('balance_transactions').whereNotNull('payout_id').count()).not.toEqual([
      { count: '0' },
    ]);
  }, 120_000);

  test('a movement whose every event was lost is booked by the sweep', async () => {
    const { owner } = database.current;
    const before = await accountTotals(owner);
    const [{ id: unreadable }] = await owner('balance_transactions').orderBy('created_at', 'desc').limit(1);
    await owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql.raw(`create temp table lost as select id from balance_transactions order by created_at desc limit 20`);
      await sql.raw(
        `delete from postings where entry_id in (select e.id from journal_entries e join lost on lost.id = e.source_id)`,
      );
      await sql.raw(`delete from journal_entries where source_id in (select id from lost)`);
      await sql.raw(`delete from balance_transactions where id in (select id from lost)`);
    });
    expect(await accountTotals(owner)).not.toEqual(before);
    await sweepFromTheStart();
    const oneUnreadable = garbling(world.stripe, (listed) => listed.id === unreadable);
    expect(await run(sweepBalanceTransactions([bookChanges], () => Promise.resolve(oneUnreadable)))).toMatchObject({
      missing: 19,
      rejected: 1,
      rejections: [{ id: unreadable, reason: expect.stringContaining('cannot be read') }],
    });
    await sweepFromTheStart();
    const swept = await run(sweepBalanceTransactions([bookChanges], () => Promise.resolve(world.stripe)));
    expect(swept).toMatchObject({ missing: 1, rejected: 0 });
    expect(await accountTotals(owner)).toEqual(before);
  }, 120_000);

  test('a payout of which nobody ever told reaches the bank by the sweep, and one whose arrival was not told by asking for it', async () => {
    const { owner } = database.current;
    const before = await accountTotals(owner);
    const entries = await payoutEntries();
    expect(entries.length).toBeGreaterThan(20);
    const [late] = await owner('payouts').where({ status: 'paid' }).orderBy('arrival_date').limit(1);
    await owner.transaction(async (sql) => {
      await sql.raw('set local session_replication_role = replica');
      await sql.raw(
        `create temp table gone as select id from payouts union select id from balance_transactions where source_type = 'payout' and source_id <> ?`,
        [late.id],
      );
      await sql.raw(
        `delete from postings where entry_id in (select e.id from journal_entries e join gone on gone.id = e.source_id)`,
      );
      await sql.raw(`delete from journal_entries where source_id in (select id from gone)`);
      await sql('payouts').where({ id: late.id }).update({ status: 'in_transit', paid_at: null, fetched_at: null });
      await sql('payouts').whereNot({ id: late.id }).delete();
      await sql.raw(`delete from balance_transactions where id in (select id from gone)`);
    });
    await sweepFromTheStart();
    const open = () => Promise.resolve(world.stripe);
    await run(sweepBalanceTransactions([bookChanges], open));
    await run(matchPayouts([bookChanges], open));
    expect((await payoutEntries()).map(({ source_id }) => source_id)).toEqual(
      entries.map(({ source_id }) => source_id),
    );
    expect(await payoutEntries()).toEqual(entries);
    expect(await accountTotals(owner)).toMatchObject({ bank: before.bank });
  }, 120_000);
});

describe('against the truth of the world', () => {
  test.each([
    ['subscription', 'subscriptions', 'status'],
    ['invoice', 'invoices', 'status'],
    ['charge', 'charges', 'status'],
    ['payment_intent', 'payment_intents', 'status'],
    ['refund', 'refunds', 'status'],
    ['dispute', 'disputes', 'status'],
    ['payout', 'payouts', 'status'],
    ['credit_note', 'credit_notes', 'status'],
    ['balance_transaction', 'balance_transactions', 'type'],
    ['customer', 'customers', null],
    ['product', 'products', null],
    ['price', 'prices', null],
    ['coupon', 'coupons', null],
  ])('there are as many of every kind of %s', async (noun, table, column) => {
    const rows: { key: string; count: string }[] = await database.current
      .owner(table)
      .select({ key: column ?? database.current.owner.raw(`'all'`) })
      .whereNull('deleted_at')
      .count()
      .groupByRaw('1');
    expect(Object.fromEntries(rows.map(({ key, count }) => [key, Number(count)]))).toEqual(truth.stripe.counts[noun]);
  });

  test('every settled payment of an invoice is known; of open ones Stripe tells nothing', async () => {
    const paid = await database.current.owner('invoice_payments').where({ status: 'paid' });
    expect(paid).toHaveLength(truth.stripe.counts.invoice_payment?.paid ?? 0);
  });

  test('every account of the ledger agrees in every currency, to the penny', async () =>
    expect(await accountTotals(database.current.owner)).toEqual(withoutZeros(truth.ledger.accounts)));

  test('so does the net revenue of every supplier', async () => {
    const sums: { rows: { external: string; currency: string; net: string }[] } = await database.current.owner.raw(`
      select s.external_id as external, lower(p.currency) as currency, -sum(p.amount_minor) as net
        from journal_entries e join postings p on p.entry_id = e.id join suppliers s on s.id = e.supplier_id
       where p.account in ('revenue', 'refunds_contra', 'disputes', 'dispute_fees', 'processor_fees', 'bad_debt') group by 1, 2`);
    const ours: Record<string, Record<string, number>> = {};
    for (const { external, currency, net } of sums.rows) (ours[external] ??= {})[currency] = Number(net);
    expect(withoutZeros(ours)).toEqual(withoutZeros(truth.ledger.netRevenueBySupplier));
  });

  test('so does the MRR of every supplier', async () => {
    await run(refreshStandingNightly);
    const rows: { external: string; currency: string; net: number }[] = await database.current
      .owner('subscriptions as b')
      .join('suppliers as s', 's.id', 'b.supplier_id')
      .where('b.net_mrr_minor', '>', 0)
      .select({ external: 's.external_id', currency: 'b.currency', net: 'b.net_mrr_minor' });
    const ours = Object.fromEntries(
      rows.map(({ external, currency, net }) => [external, { [currency.toLowerCase()]: net }]),
    );
    const theirs = Object.entries(truth.mrr.bySupplierTwelfths).map(
      ([external, twelfths]) =>
        [
          external,
          Object.fromEntries(Object.entries(twelfths).map(([currency, of]) => [currency, roundHalfEven(of / 12)])),
        ] as const,
    );
    expect(ours).toEqual(Object.fromEntries(theirs));
  });

  test('nothing is left waiting, and nothing failed', async () => {
    const left = await database.current.owner('provider_events').whereNotIn('state', ['applied', 'ignored']);
    expect(left.map(({ type, error }) => [type, error])).toEqual([]);
  });
});

function payoutEntries() {
  return database.current
    .owner('journal_entries')
    .whereLike('source_kind', 'payout\\_%')
    .orderBy('source_kind')
    .orderBy('source_id')
    .select('source_kind', 'source_id', 'occurred_at', 'booked_on');
}

/** Stripe as it would be if what it lists of some objects were not to be read. */
function garbling(stripe: StripeGateway, isBad: (listed: { readonly id: string }) => boolean): StripeGateway {
  return {
    ...stripe,
    mapped: async (call) => {
      const answer = await stripe.mapped(call);
      for (const listed of listedIn(answer)) if (isBad(listed)) Reflect.set(listed, 'net', 'lots');
      return answer;
    },
  };
}

function listedIn(answer: unknown): { readonly id: string }[] {
  if (typeof answer !== 'object' || answer === null || !('data' in answer) || !Array.isArray(answer.data)) return [];
  return answer.data;
}

/** As if it had never run. */
function sweepFromTheStart(): Promise<void> {
  return database.current.store.transact(actor, (writer) =>
    moveSyncCursor(writer, 'stripe.balance-transactions', '2024-10-10T00:00:00.000Z'),
  );
}

/** A tenth lost, a tenth twice, and neighbours up to two hundred places apart swapped; the same every time. */
function asDelivered<Item>(events: readonly Item[]): Item[] {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>, count: number) =>
    fc.sample(arbitrary, { numRuns: count, seed: 11 });
  const places = sample(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 9 })), events.length);
  return events
    .flatMap((event, index) => {
      const [late, luck] = places[index] ?? [0, 5];
      if (luck === 0) return [];
      const arrival = { event, at: index + late };
      return luck === 1 ? [arrival, { event, at: index }] : [arrival];
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** Runs a job once, on the last day of the world. */
function run(job: AnyJob): Promise<unknown> {
  const context: JobContext = {
    ...services,
    clock: testClock(now),
    runId: 1,
    attempt: 1,
    plannedAt: null,
    actor,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
  return job.run(context, {});
}
