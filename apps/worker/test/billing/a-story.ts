import { createServer } from 'node:http';
import { once } from 'node:events';
import express from 'express';
import type Stripe from 'stripe';
import {
  createStripeEngine,
  stripeRouter,
  type StripeEngine,
  type StripeEvent,
} from '../../../sandbox/src/stripe/index.ts';
import { ledgerTruth } from '../../../sandbox/src/truth/ledger.ts';
import { connectStripe, type StripeGateway } from '../../src/billing/gateways/stripe.ts';

export const daySeconds = 86_400;
const start = Date.UTC(2025, 0, 15, 10) / 1_000;

/** A Stripe account behind HTTP in which a good deal went wrong, and every event of it. */
export type Story = {
  readonly engine: StripeEngine;
  readonly events: readonly StripeEvent[];
  readonly stripe: StripeGateway;
  /** Minor units by account and currency, zeros left out. */
  truth(): Record<string, Record<string, number>>;
  stop(): void;
};

/** Called with what happened since, every day and after every deed. */
export type Meanwhile = (news: readonly StripeEvent[], stripe: StripeGateway) => Promise<void>;

/** Three suppliers: one is refunded and disputes, one upgrades with a coupon and leaves, one stops paying. Refund and payout are sent back by the bank; one is given credit. */
export async function tellStory(meanwhile: Meanwhile = async () => undefined): Promise<Story> {
  const engine = createStripeEngine({ seed: 7, startEpoch: start, upcomingInvoiceDays: 2, retryDays: [1, 3] });
  const events: StripeEvent[] = [];
  engine.onEvent((event) => void events.push(event));
  const server = createServer(express().use(stripeRouter(engine))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const apiBase = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const stripe = connectStripe({ apiKey: 'sk_test_story', apiBase });
  let told = 0;
  await happen(engine, stripe.client, async () => {
    const news = events.slice(told);
    told = events.length;
    await meanwhile(news, stripe);
  });
  return {
    engine,
    events,
    stripe,
    truth: () => withoutZeros(ledgerTruth(engine).accounts),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function happen(engine: StripeEngine, client: Stripe, pause: () => Promise<void>): Promise<void> {
  const prices = await sell(client);
  let today = 0;
  const after = async (days: number) => {
    await pause();
    for (today += 1; today <= days; today += 1) {
      engine.advanceTo(start + today * daySeconds);
      await pause();
    }
    today = days;
  };
  const ana = await join(client, 'ana', '4000008260000000');
  const ben = await join(client, 'ben', '4000002500000003');
  const cleo = await join(client, 'cleo', '4242424242424242');
  await client.subscriptions.create({ customer: ana.id, items: [{ price: prices.professional }] });
  const coupon = await client.coupons.create({ percent_off: 25, duration: 'repeating', duration_in_months: 3 });
  const bens = await client.subscriptions.create({
    customer: ben.id,
    items: [{ price: prices.starter }],
    discounts: [{ coupon: coupon.id }],
  });
  await client.subscriptions.create({ customer: cleo.id, items: [{ price: prices.starter }] });

  await after(3);
  const paid = await chargeOf(client, ana.id);
  engine.outside.failNextRefund(paid.id, 'expired_or_canceled_card', 2);
  await client.refunds.create({ charge: paid.id, amount: 1_500 });
  engine.outside.failNextPayout('gbp', 'account_closed');
  await after(12);
  await client.refunds.create({ charge: paid.id, amount: 1_000 });
  await client.customers.createBalanceTransaction(ana.id, { amount: -700, currency: 'gbp', description: 'Goodwill' });
  const [item] = bens.items.data;
  if (item === undefined) throw new Error('A subscription without an item.');
  await client.subscriptions.update(bens.id, { items: [{ id: item.id, price: prices.professional }] });
  engine.outside.setCardBehaviour(cleo.method, { declineCode: 'insufficient_funds' });
  await after(33);
  engine.outside.openDispute((await chargeOf(client, ana.id)).id, {
    reason: 'fraudulent',
    outcome: 'lost',
    closesInDays: 6,
  });
  await creditNote(client, ben.id);
  const draft = await client.invoices.create({ customer: ben.id, auto_advance: false });
  await client.invoices.del(draft.id);
  await after(45);
  await client.subscriptions.cancel(bens.id, { cancellation_details: { feedback: 'too_expensive' } });
  await after(60);
}

async function sell(client: Stripe): Promise<{ starter: string; professional: string }> {
  const price = async (code: string, amount: number) => {
    const product = await client.products.create({ name: code, metadata: { plan_code: code } });
    const made = await client.prices.create({
      product: product.id,
      currency: 'gbp',
      unit_amount: amount,
      recurring: { interval: 'month' },
      lookup_key: `${code}_month_gbp`,
    });
    return made.id;
  };
  return { starter: await price('starter', 1_900), professional: await price('professional', 4_900) };
}

async function join(client: Stripe, externalId: string, number: string): Promise<{ id: string; method: string }> {
  const method = await client.paymentMethods.create({
    type: 'card',
    card: { number, exp_month: 12, exp_year: 2030, cvc: '123' },
  });
  const customer = await client.customers.create({
    email: `${externalId}@example.com`,
    name: externalId,
    payment_method: method.id,
    invoice_settings: { default_payment_method: method.id },
    metadata: { supplier_external_id: externalId },
  });
  return { id: customer.id, method: method.id };
}

async function chargeOf(client: Stripe, customer: string): Promise<Stripe.Charge> {
  const { data } = await client.charges.list({ customer, limit: 100 });
  const charge = data.find(({ status, disputed }) => status === 'succeeded' && !disputed);
  if (charge === undefined) throw new Error('Nobody has paid yet.');
  return charge;
}

async function creditNote(client: Stripe, customer: string): Promise<void> {
  const { data } = await client.invoices.list({ customer, status: 'paid', limit: 100 });
  const invoice = data.find(({ total }) => total > 500);
  if (invoice === undefined) throw new Error('There is no paid invoice.');
  await client.creditNotes.create({ invoice: invoice.id, amount: 300, credit_amount: 300, reason: 'order_change' });
}

export function withoutZeros(totals: Record<string, Record<string, number>>): Record<string, Record<string, number>> {
  const kept = Object.entries(totals).map(
    ([account, byCurrency]) =>
      [account, Object.fromEntries(Object.entries(byCurrency).filter(([, amount]) => amount !== 0))] as const,
  );
  return Object.fromEntries(kept.filter(([, byCurrency]) => Object.keys(byCurrency).length > 0));
}
