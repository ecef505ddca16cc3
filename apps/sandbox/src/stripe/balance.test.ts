import { array, assert, integer, nat, property, tuple } from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { StripeEngine } from './contract.ts';
import { createStripeEngine } from './engine.ts';
import { day, openTestAccount, start, withCustomer, withSubscription } from '../../test/stripe-account.ts';

describe('fees', () => {
  it.each([
    ['a domestic card', '4000008260000000', 94],
    ['an EEA card', '4000002500000003', 143],
    ['an international card', '4242424242424242', 179],
  ])('of %s', async (_name, number, fee) => {
    const account = await openTestAccount();
    const { customer, price } = await withCustomer(account, number);
    await account.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const charges = await account.stripe.charges.list({ expand: ['data.balance_transaction'] });
    expect(charges.data[0]?.balance_transaction).toMatchObject({
      amount: 4900,
      fee,
      net: 4900 - fee,
      fee_details: [{ amount: fee, type: 'stripe_fee' }],
    });
  });
});

describe('payouts', () => {
  it('take what became available, and their transactions sum to the payout', async () => {
    const account = await openTestAccount();
    const { customer } = await withSubscription(account);
    const charge = (await account.stripe.charges.list({ customer: customer.id })).data[0]?.id ?? '';
    await account.stripe.refunds.create({ charge, amount: 1000 });
    account.engine.advanceTo(start + 10 * day);
    const payouts = await account.stripe.payouts.list();
    expect(payouts.data).toHaveLength(1);
    const payout = payouts.data[0];
    expect(payout).toMatchObject({ status: 'paid', amount: 4900 - 94 - 1000, reconciliation_status: 'completed' });
    const rows: Stripe.BalanceTransaction[] = [];
    for await (const row of account.stripe.balanceTransactions.list({ payout: payout?.id ?? '', limit: 1 }))
      rows.push(row);
    const others = rows.filter((row) => row.type !== 'payout');
    expect(others.reduce((sum, row) => sum + row.net, 0)).toBe(payout?.amount);
    expect(rows.reduce((sum, row) => sum + row.net, 0)).toBe(0);
  });

  it('wait for the settlement delay', async () => {
    const account = await openTestAccount();
    await withSubscription(account);
    expect(await account.stripe.balance.retrieve()).toMatchObject({
      available: [{ amount: 0, currency: 'gbp' }],
      pending: [{ amount: 4806, currency: 'gbp' }],
    });
    account.engine.advanceTo(start + 2 * day);
    expect((await account.stripe.payouts.list()).data).toEqual([]);
  });

  it('can be weekly', async () => {
    const schedule = { interval: 'weekly' as const, weekday: 1, delayDays: 3 };
    const account = await openTestAccount({ payoutSchedule: schedule });
    await withSubscription(account);
    account.engine.advanceTo(start + 20 * day);
    const made = (await account.stripe.payouts.list()).data[0]?.created ?? 0;
    expect(new Date(made * 1000).getUTCDay()).toBe(1);
  });

  it('that the bank sends back return to the balance and go out again', async () => {
    const account = await openTestAccount();
    await withSubscription(account);
    account.engine.outside.failNextPayout('gbp', 'account_closed');
    account.engine.advanceTo(start + 12 * day);
    const payouts = await account.stripe.payouts.list();
    expect(payouts.data.map((payout) => payout.status)).toEqual(['paid', 'failed']);
    expect(payouts.data[1]).toMatchObject({ failure_code: 'account_closed' });
    expect(payouts.data[0]?.amount).toBe(4806);
  });
});

type Step = readonly [kind: number, days: number, amount: number];

/** Drives one account through a year of whatever the steps say. */
function live(engine: StripeEngine, steps: readonly Step[]): void {
  const make = (path: string, params: Record<string, unknown>) => engine.request({ method: 'POST', path, params }).id;
  const product = make('/v1/products', { name: 'Starter' });
  const recurring = { interval: 'month' };
  const price = make('/v1/prices', { product, currency: 'gbp', unit_amount: 1900, recurring });
  const card = { number: '4000008260000000', exp_month: 12, exp_year: 2035 };
  const method = make('/v1/payment_methods', { type: 'card', card });
  const invoice_settings = { default_payment_method: method };
  const customer = make('/v1/customers', { payment_method: method, invoice_settings });
  make('/v1/subscriptions', { customer, items: [{ price }] });
  for (const [kind, days, amount] of steps) {
    engine.advanceTo(engine.now() + days * day);
    const charges = engine.store.list('charge').filter((row) => row.status === 'succeeded' && row.disputed === false);
    const charge = charges[amount % Math.max(1, charges.length)]?.id;
    if (charge === undefined) continue;
    try {
      actions[kind % actions.length]?.(engine, charge, amount);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'StripeApiError')) throw error;
    }
  }
}

const actions: readonly ((engine: StripeEngine, charge: string, amount: number) => void)[] = [
  (engine, charge, amount) => void engine.request({ method: 'POST', path: '/v1/refunds', params: { charge, amount } }),
  (engine, charge) => engine.outside.failNextRefund(charge, 'declined', 4),
  (engine, charge) => engine.outside.makeRefundsPending(charge),
  (engine, charge) => void engine.outside.openDispute(charge, { reason: 'general', outcome: 'lost', closesInDays: 20 }),
  (engine, charge) => void engine.outside.openDispute(charge, { reason: 'general', outcome: 'won', closesInDays: 40 }),
  (engine) => engine.outside.failNextPayout('gbp', 'account_closed'),
];

const numberOf = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);

describe('the books', () => {
  it('balance whatever happens: all that moved is in the balance or was paid out', () => {
    const step = tuple(nat(5), integer({ min: 0, max: 40 }), integer({ min: 1, max: 2500 }));
    assert(
      property(array(step, { maxLength: 30 }), nat(1000), (steps, seed) => {
        const engine = createStripeEngine({ seed, startEpoch: start });
        live(engine, steps);
        const rows = engine.store.list('balance_transaction');
        const moved = rows.filter((row) => row.type !== 'payout' && row.type !== 'payout_failure');
        const net = moved.reduce((sum, row) => sum + numberOf(row.net), 0);
        const payouts = engine.store.list('payout').filter((row) => row.status !== 'failed');
        const paidOut = payouts.reduce((sum, row) => sum + numberOf(row.amount), 0);
        const balance = engine.reply({ method: 'GET', path: '/v1/balance' });
        expect(net).toBe(balanceTotal(balance) + paidOut);
      }),
      { numRuns: 60 },
    );
  });

  it('are the same for the same seed', () => {
    const run = () => {
      const engine = createStripeEngine({ seed: 3, startEpoch: start });
      live(engine, [
        [0, 35, 400],
        [3, 40, 9],
        [0, 50, 77],
      ]);
      return JSON.stringify(engine.snapshot());
    };
    expect(run()).toBe(run());
  });
});

function balanceTotal(balance: object): number {
  const entries = Object.values(balance).filter(Array.isArray).flat();
  return entries.reduce((sum: number, entry: { amount: number }) => sum + entry.amount, 0);
}
