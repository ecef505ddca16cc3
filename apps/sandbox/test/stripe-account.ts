import { createServer } from 'node:http';
import express from 'express';
import { Stripe } from 'stripe';
import { onTestFinished } from 'vitest';
import type { StripeEngine, StripeEngineOptions, StripeEvent } from '../src/stripe/contract.ts';
import { createStripeEngine } from '../src/stripe/engine.ts';
import { stripeRouter } from '../src/stripe/http/router.ts';

export const day = 86_400;
export const start = Date.UTC(2025, 0, 15, 10, 0, 0) / 1000;

export interface TestAccount {
  readonly engine: StripeEngine;
  readonly stripe: Stripe;
  readonly port: number;
  readonly events: StripeEvent[];
  /** Types of the events since the last call. */
  newTypes(): string[];
}

/** An empty account behind a real HTTP server, with the official SDK pointed at it. */
export async function openTestAccount(options: Partial<StripeEngineOptions> = {}): Promise<TestAccount> {
  const engine = createStripeEngine({ seed: 7, startEpoch: start, upcomingInvoiceDays: 0, ...options });
  const events: StripeEvent[] = [];
  engine.onEvent((event) => events.push(event));
  const server = createServer(express().use(stripeRouter(engine)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
  let seen = 0;
  const newTypes = () => {
    const types = events.slice(seen).map((event) => event.type);
    seen = events.length;
    return types;
  };
  return { engine, stripe, port, events, newTypes };
}

/** A monthly price of £49 and a customer in Britain with a domestic card. */
export async function withCustomer(account: TestAccount, card = '4000008260000000') {
  const { stripe } = account;
  const product = await stripe.products.create({ name: 'Professional', metadata: { plan_code: 'professional' } });
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'gbp',
    unit_amount: 4900,
    recurring: { interval: 'month' },
    lookup_key: 'professional_month_gbp',
  });
  const method = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: card, exp_month: 12, exp_year: 2030, cvc: '123' },
  });
  const customer = await stripe.customers.create({
    email: 'ana@example.com',
    name: 'Ana Photography',
    address: { country: 'GB', line1: '1 High Street', postal_code: 'N1 1AA' },
    payment_method: method.id,
    invoice_settings: { default_payment_method: method.id },
  });
  return { product, price, method, customer };
}

/** The same with a running subscription, paid for the first month. */
export async function withSubscription(account: TestAccount, more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const basis = await withCustomer(account);
  const subscription = await account.stripe.subscriptions.create({
    customer: basis.customer.id,
    items: [{ price: basis.price.id }],
    ...more,
  });
  return { ...basis, subscription };
}

/** The newest charge of the customer. */
export async function latestCharge(account: TestAccount, customer: string): Promise<Stripe.Charge> {
  const page = await account.stripe.charges.list({ customer, limit: 1 });
  const charge = page.data[0];
  if (charge === undefined) throw new Error('no charge yet');
  return charge;
}
