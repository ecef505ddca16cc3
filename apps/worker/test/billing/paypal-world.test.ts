import { moveSyncCursor } from '@wedsync/db/connectors';
import { systemClock } from '@wedsync/db/platform';
import { roundHalfEven } from '@wedsync/domain/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClock, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import type { Truth } from '../../../sandbox/src/index.ts';
import { paypalGateway } from '../../src/billing/gateways/paypal.ts';
import { refreshStandingNightly } from '../../src/billing/refresh-standing.ts';
import { syncPaypalTransactions } from '../../src/billing/syncs/index.ts';
import { connectPaypal } from '../../src/connectors/paypal/client.ts';
import type { AnyJob, JobContext, WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { testServices } from '../support/index.ts';
import { deliverPaypal, drainPaypal } from './a-paypal-story.ts';
import { withoutZeros } from './a-story.ts';
import { accountTotals } from './dumps.ts';
import { actor, deliver, drain, introduceSuppliers, recordWorld, type RecordedWorld } from './recorded-world.ts';

const database = useTestDatabase();
const now = '2026-02-10T12:00:00Z';
let world: RecordedWorld;
let services: WorkerServices;
let truth: Truth;

/** A population over eighteen months, most of which pays by PayPal; every eighth event of PayPal never arrives. */
beforeAll(async () => {
  const paypal = { webhookId: 'WH-TEST', share: 0.6 };
  world = await recordWorld({ seed: 11, suppliers: 60, months: 18, now: () => new Date(now), paypal });
  world.sandbox.paypal.faults.reportingLagMinutes = 0;
  truth = world.sandbox.truth();
  services = testServices(database.current, { clock: systemClock });
  const { store } = database.current;
  await introduceSuppliers(store, world.recording);
  await deliver(store, world.recording.webhooks);
  await drain(services, world.stripe);
  const sales = world.recording.paypalWebhooks.filter(({ event_type }) => event_type.startsWith('PAYMENT.'));
  const lost = new Set(sales.filter((_event, index) => index % 8 === 3));
  await deliverPaypal(store, world.recording.paypalWebhooks.filter((event) => !lost.has(event)).toReversed());
  const apiBase = `${world.sandbox.url}/paypal`;
  const gateway = paypalGateway(connectPaypal({ clientId: 'a', clientSecret: 'b', apiBase, clock: systemClock }));
  await drainPaypal(services, gateway);
  const start = { doneThrough: '2024-07-01T00:00:00.000Z', passedAt: null, pass: null };
  await store.transact(actor, (writer) => moveSyncCursor(writer, 'paypal.transactions', start));
  await run(syncPaypalTransactions([bookChanges], () => Promise.resolve(gateway)));
}, 300_000);
afterAll(() => world.sandbox.stop());

test('the world has what this test is about', () => {
  expect(truth.paypal.counts.payment?.completed).toBeGreaterThan(60);
  expect(Object.keys(truth.paypal.movements)).toEqual(expect.arrayContaining(['T0002', 'T1107', 'T0400', 'T0200']));
});

test('every account of the ledger agrees with both providers together in every currency, to the penny', async () =>
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
