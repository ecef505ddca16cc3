import { mirroredRows } from '@wedsync/db/billing';
import { bookEntries, findAnomalies, findLeaks, standingBooking, unequalPairs } from '@wedsync/db/revenue';
import { correctBooking } from '@wedsync/domain/revenue';
import type { Knex } from 'knex';
import { beforeAll, describe, expect, test } from 'vitest';
import { addCatalogue, addSubscription } from '../../../../packages/db/test/billing/a-subscription.ts';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { actor } from '../billing/recorded-world.ts';
import { findingsOfPairs } from '../../src/revenue/reconciliation/findings.ts';

const database = useTestDatabase();
const now = new Date('2026-06-24T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
let owner: Knex;
const who: Record<string, string> = {};

beforeAll(async () => {
  owner = database.current.owner;
  await addCatalogue(owner);
  await plantLeaks();
  await plantMovements();
});

type Over = {
  readonly access?: string;
  readonly entitledTo?: string;
  readonly status?: string;
  readonly paidDaysAgo?: number;
};

/** Somebody on Professional whose period began ten days ago and was paid then, with the access that belongs to it; `over` says what does not. */
async function somebody(
  name: string,
  { access = 'full', entitledTo = 'professional', status, paidDaysAgo = 10 }: Over = {},
) {
  const start = ago(10);
  const added = await addSubscription(owner, { periodStart: start, ...(status === undefined ? {} : { status }) });
  await owner('subscriptions')
    .where({ id: added.id })
    .update({ net_mrr_minor: 4_900, ended_at: status === 'canceled' ? ago(3) : null });
  const about = { supplier_id: added.supplierId, plan_code: access === 'none' ? null : entitledTo, because: 'Planted' };
  await owner('entitlements').insert({ ...about, access, subscription_id: added.id, changed_at: ago(10) });
  if (paidDaysAgo !== 10) await moveBack(added.id, paidDaysAgo);
  who[name] = added.supplierId;
  return added;
}

/** What two people booked of an invoice. */
async function byHand(invoiceId: string, amounts: Readonly<Record<string, number>>): Promise<void> {
  await owner('manual_payments').insert(
    Object.entries(amounts).map(([kind, amount]) => ({
      id: `man_${invoiceId}_${kind}`,
      kind,
      invoice_id: invoiceId,
      amount_minor: amount,
      currency: 'GBP',
      received_on: ago(1),
      action_run_id: `run_${invoiceId}_${kind}`,
      requested_by: 'stf_1',
      requested_by_name: 'Sam',
      approved_by: 'stf_2',
    })),
  );
}

/** The period began twenty days ago; the last invoice paid is older still. */
async function moveBack(subscriptionId: string, paidDaysAgo: number): Promise<void> {
  await owner('subscriptions')
    .where({ id: subscriptionId })
    .update({ period_start: ago(20) });
  await owner('invoices')
    .where({ subscription_id: subscriptionId })
    .update({ created_at: ago(paidDaysAgo), paid_at: ago(paidDaysAgo) });
}

const invoiceOf = (subscriptionId: string) => owner('invoices').where({ subscription_id: subscriptionId });

async function coupon(id: string, subscriptionId: string, endsAt: Date): Promise<void> {
  const mirrored = { provider: 'stripe', created_at: ago(60), as_of: ago(60), raw: '{}', mirrored_at: ago(60) };
  await owner('discounts').insert({
    ...mirrored,
    id,
    subscription_id: subscriptionId,
    coupon_id: 'spring',
    starts_at: ago(60),
    ends_at: endsAt,
  });
  await owner('subscriptions')
    .where({ id: subscriptionId })
    .update({ discount_ids: [id] });
  await invoiceOf(subscriptionId).update({ discount_minor: 900 });
}

async function override(id: string, supplierId: string, endsAt: Date): Promise<void> {
  const asked = {
    requested_by: 'stf_a',
    requested_by_name: 'Ana',
    reason: 'Fair',
    worth_minor: 3_000,
    currency: 'GBP',
  };
  const about = { id, action_run_id: `run_${id}`, supplier_id: supplierId, kind: 'feature', key: 'reports' };
  await owner('entitlement_overrides').insert({
    ...asked,
    ...about,
    created_at: ago(40),
    expires_at: endsAt,
    ends_at: endsAt,
  });
}

let refunds = 0;
async function refund(by: string, amountMinor: number, daysAgo: number): Promise<void> {
  refunds += 1;
  const money = {
    amount_minor: amountMinor,
    currency: 'GBP',
    outcome: 'card',
    reason_code: 'goodwill',
    state: 'succeeded',
  };
  const about = {
    id: `rfr_${refunds}`,
    action_run_id: `run_r${refunds}`,
    charge_id: `ch_${refunds}`,
    provider: 'stripe',
  };
  await owner('refund_requests').insert({
    ...money,
    ...about,
    requested_by: by,
    requested_by_name: by,
    created_at: ago(daysAgo),
  });
}

/** For each way to leak, somebody who leaks and somebody who only nearly does. */
async function plantLeaks(): Promise<void> {
  await somebody('clean');
  await somebody('late by days', { paidDaysAgo: 21 });
  await somebody('unpaid', { paidDaysAgo: 50 });
  await somebody('ended', { status: 'canceled' });
  const owing = await somebody('owing', { status: 'canceled', access: 'none' });
  await invoiceOf(owing.id).update({ status: 'open', amount_remaining_minor: 5_880, paid_at: null });
  const settled = await somebody('settled by hand', { status: 'canceled', access: 'none' });
  await invoiceOf(settled.id).update({ status: 'open', amount_remaining_minor: 5_880, paid_at: null });
  await byHand((await invoiceOf(settled.id).first('id')).id, { bank_transfer: 2_000, write_off: 3_880 });
  const partly = await somebody('owing a part', { status: 'canceled', access: 'none' });
  await invoiceOf(partly.id).update({ status: 'open', amount_remaining_minor: 5_880, paid_at: null });
  await byHand((await invoiceOf(partly.id).first('id')).id, { bank_transfer: 2_000 });
  await somebody('left and paid', { status: 'canceled', access: 'none' });
  await override('ovr_over', (await somebody('override over')).supplierId, ago(1));
  await override('ovr_runs', (await somebody('override runs')).supplierId, ago(-5));
  await coupon('di_over', (await somebody('coupon over')).id, ago(15));
  await coupon('di_runs', (await somebody('coupon runs')).id, ago(-15));
  await somebody('above the plan', { entitledTo: 'scale' });
  await override('ovr_plan', (await somebody('above by an override', { entitledTo: 'scale' })).supplierId, ago(-5));
  await owner('entitlement_overrides').where({ id: 'ovr_plan' }).update({ kind: 'plan', key: 'scale' });
  await twice(await somebody('twice'), 'active');
  await twice(await somebody('moved over'), 'canceled');
  for (const week of [1, 2, 3, 4, 5, 6, 7, 8]) await refund('steady', 30_000, week * 7 + 1);
  await refund('steady', 30_000, 2);
  await refund('generous', 30_000, 2);
  await refund('small', 1_500, 2);
}

/** The same supplier at PayPal, too. */
async function twice({ id, supplierId }: { id: string; supplierId: string }, status: string): Promise<void> {
  const row: Record<string, unknown> = await owner('subscriptions').where({ id }).first();
  const there = { id: `I-${id}`, provider: 'paypal', status, supplier_id: supplierId, raw: '{}' };
  await owner('subscriptions').insert({ ...row, ...there });
}

type Movement = {
  readonly id: string;
  readonly amountMinor: number;
  readonly source?: [minor: number, currency: string];
};

/** A movement, mirrored and booked; the provider's list has it unless it is the one that never happened. */
async function movement({
  id,
  amountMinor,
  source: [sourceMinor, currency] = [amountMinor, 'GBP'],
}: Movement): Promise<void> {
  const mirrored = { provider: 'stripe', created_at: ago(5), as_of: ago(5), raw: '{}', mirrored_at: ago(5) };
  const money = { currency: 'GBP', amount_minor: amountMinor, fee_minor: 100, net_minor: amountMinor - 100 };
  const of = {
    source_id: `ch_${id}`,
    source_type: 'charge',
    source_amount_minor: sourceMinor,
    source_currency: currency,
  };
  await owner('balance_transactions').insert({ ...mirrored, ...money, ...of, id, type: 'charge', status: 'available' });
  await database.current.store.transact(actor, async (writer) => {
    const row = (await mirroredRows(writer, 'balanceTransactions', [id])).get(id);
    if (row === undefined) throw new Error(`${id} is not mirrored.`);
    await bookEntries(writer, correctBooking(row, await standingBooking(writer, id), ago(5)));
  });
  if (id === 'txn_never') return;
  const listed = { occurred_at: ago(5), source_id: `ch_${id}`, listed_at: now };
  await owner('statement_lines').insert({ provider: 'stripe', id, type: 'charge', ...money, ...listed });
}

async function plantMovements(): Promise<void> {
  await owner('fx_rates').insert({
    day: '2026-06-18',
    currency: 'USD',
    source: 'ECB',
    per_euro: '1.08',
    gbp_per_unit: '0.80',
  });
  await movement({ id: 'txn_clean', amountMinor: 5_880 });
  await movement({ id: 'txn_never', amountMinor: 1_900 });
  await movement({ id: 'txn_usd', amountMinor: 7_900, source: [10_000, 'USD'] });
  await movement({ id: 'txn_odd', amountMinor: 6_000, source: [10_000, 'USD'] });
  await movement({ id: 'txn_norate', amountMinor: 700, source: [1_000, 'CHF'] });
}

describe('leaks', () => {
  test('of every kind are found where they were planted, and nowhere else', async () => {
    const leaks = await database.current.store.read(actor, (reader) => findLeaks(reader, now));
    const named = leaks.map(({ kind, supplierId, resourceId }) => {
      const name = Object.keys(who).find((candidate) => who[candidate] === supplierId);
      return `${kind}: ${name ?? resourceId}`;
    });
    expect(named.sort()).toEqual([
      'access_unpaid: ended',
      'access_unpaid: unpaid',
      'grant_expired: coupon over',
      'grant_expired: override over',
      'owed_by_cancelled: owing',
      'owed_by_cancelled: owing a part',
      'refund_spike: generous',
      'tier_mismatch: above the plan',
      'two_providers: twice',
    ]);
  });

  test('say what they cost a month', async () => {
    const leaks = await database.current.store.read(actor, (reader) => findLeaks(reader, now));
    expect(leaks.find(({ supplierId }) => supplierId === who['owing a part'])?.monthlyMinor).toBe(3_880);
    const costs = Object.fromEntries(
      leaks.map(({ kind, detail, monthlyMinor }) => [`${kind} ${detail}`, monthlyMinor]),
    );
    expect(costs).toMatchObject({
      'tier_mismatch Has scale, pays for professional': 3_000,
      'two_providers Live subscriptions at PayPal and Stripe': 4_900,
      'refund_spike generous gave back £300.00 in seven days; £0.00 a week before': 30_000,
    });
  });
});

describe('movements', () => {
  test('at an odd rate or at none, and those the provider never had, are told apart from the clean ones', async () => {
    const days = { from: '2026-06-01', to: '2026-06-24' };
    const pairs = await database.current.store.read(actor, (reader) => unequalPairs(reader, 'stripe', days, now));
    const found = findingsOfPairs('stripe', pairs).map(({ type, objectId, amountMinor }) => [
      type,
      objectId,
      amountMinor,
    ]);
    expect(found.sort()).toEqual([
      ['fx', 'txn_norate', 700],
      ['fx', 'txn_odd', 2_000],
      ['missing_remote', 'txn_never', 1_900],
    ]);
  });

  test('leave nothing wrong with the things they are about', async () => {
    expect(await database.current.store.read(actor, (reader) => findAnomalies(reader, now))).toEqual([]);
  });
});
