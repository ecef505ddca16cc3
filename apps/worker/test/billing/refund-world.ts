import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { insertActionRun, insertStaff, moveActionRun } from '@wedsync/db/access';
import { insertRefundRequest } from '@wedsync/db/billing';
import type { EventType } from '@wedsync/domain/events';
import { eventById, type Writer } from '@wedsync/db/platform';
import { creditedLines, type RefundInput } from '@wedsync/domain/billing';
import { createId, systemActor } from '@wedsync/domain/platform';
import express from 'express';
import { Stripe } from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { addCharge, type ChargeFixture } from '../../../../packages/db/test/billing/a-charge.ts';
import { tellExample, testActor, testUuids, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createStripeEngine, stripeRouter } from '../../../sandbox/src/stripe/index.ts';
import type { StripeEngine, StripeEvent } from '../../../sandbox/src/stripe/index.ts';
import { connectStripe } from '../../src/billing/gateways/stripe.ts';
import { followRefunds } from '../../src/billing/refund-desk/follow-refunds.ts';
import { stripeRefundGateway } from '../../src/billing/refund-desk/stripe-refund-gateway.ts';
import { testServices } from '../support/index.ts';

const start = Date.UTC(2026, 5, 1, 10) / 1_000;
export const daySeconds = 86_400;

/** A database, a Stripe account behind HTTP with the official SDK, and somebody who asks for refunds. */
export function useRefundWorld() {
  const database = useTestDatabase();
  const engine = createStripeEngine({ seed: 7, startEpoch: start, upcomingInvoiceDays: 0 });
  const server = createServer(express().use(stripeRouter(engine)));
  const waiting: StripeEvent[] = [];
  engine.onEvent((event) => void (event.type.startsWith('refund.') && waiting.push(event)));
  const world = { database, engine, waiting, base: '', staffId: '' };
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    world.base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    engine.faults.timeoutMs = 20;
    const anybody = { name: 'Ana', email: 'ana@example.com', roles: ['support'], regions: ['*'], passwordHash: 'x' };
    world.staffId = await inTransaction(world, (writer) => insertStaff(writer, anybody, testUuids));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return world;
}
export type RefundWorld = {
  readonly database: ReturnType<typeof useTestDatabase>;
  readonly engine: StripeEngine;
  readonly waiting: StripeEvent[];
  readonly base: string;
  readonly staffId: string;
};

export function inTransaction<T>({ database }: RefundWorld, work: (writer: Writer) => Promise<T>): Promise<T> {
  return database.current.store.transact(systemActor('test', 'req_test'), work);
}

/** The SDK against the account; it does not try again by itself, so that each test sees each answer. */
export function sdk({ base }: RefundWorld, more: Stripe.StripeConfig = {}): Stripe {
  const { hostname, port } = new URL(base);
  return new Stripe('sk_test_x', {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    ...more,
  });
}

export function gatewayTo(world: RefundWorld, more: Stripe.StripeConfig = {}) {
  const connection = connectStripe({ apiKey: 'sk_test_x', apiBase: world.base });
  return stripeRefundGateway({ ...connection, client: sdk(world, more) });
}

/** Calls as Stripe sees them a day later, when it has forgotten every idempotency key. */
export function withoutKeys(): Stripe.StripeConfig {
  const httpClient = Stripe.createNodeHttpClient();
  const send = httpClient.makeRequest.bind(httpClient);
  httpClient.makeRequest = (host, port, path, method, headers, ...rest) => {
    const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'idempotency-key');
    return send(host, port, path, method, Object.fromEntries(kept), ...rest);
  };
  return { httpClient };
}

export function servicesOf({ database }: RefundWorld) {
  return testServices(database.current);
}

/** A supplier who paid £58.80 a month for Professional with an add-on of £12.00, tax included, at Stripe and in the mirror. */
export async function paidCharge(world: RefundWorld): Promise<ChargeFixture> {
  const stripe = sdk(world);
  const method = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '4000008260000000', exp_month: 12, exp_year: 2036, cvc: '123' },
  });
  const customer = await stripe.customers.create({
    address: { country: 'GB', line1: '1 High Street', postal_code: 'N1 1AA' },
    payment_method: method.id,
    invoice_settings: { default_payment_method: method.id },
  });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: await monthly(stripe, 4_900) }, { price: await monthly(stripe, 1_000) }],
    automatic_tax: { enabled: true },
  });
  const charge = (await stripe.charges.list({ customer: customer.id, limit: 1 })).data[0];
  const invoice = (await stripe.invoices.list({ customer: customer.id, limit: 1 })).data[0];
  if (charge === undefined || invoice === undefined) throw new Error('Nothing was charged.');
  const lines = invoice.lines.data.map(({ id, amount, taxes }) => {
    const taxMinor = (taxes ?? []).reduce((sum, tax) => sum + tax.amount, 0);
    return { id, grossMinor: amount + taxMinor, taxMinor };
  });
  return addCharge(world.database.current.owner, {
    amountMinor: charge.amount,
    taxMinor: lines.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
    lines,
    ids: { id: charge.id, invoiceId: invoice.id, subscriptionId: subscription.id, customerId: customer.id },
  });
}

async function monthly(stripe: Stripe, amount: number): Promise<string> {
  const product = await stripe.products.create({ name: `For ${amount}` });
  const price = {
    product: product.id,
    currency: 'gbp',
    unit_amount: amount,
    recurring: { interval: 'month' },
  } as const;
  return (await stripe.prices.create(price)).id;
}

/** What the api leaves for the worker: a running action and a queued request. @returns the request's id */
export async function ask(
  world: RefundWorld,
  charge: ChargeFixture,
  { amountMinor = 2_000, ...input }: Partial<RefundInput> = {},
): Promise<{ id: string; runId: string }> {
  const [id, runId] = [createId('refundRequest', testUuids.next()), createId('actionRun', testUuids.next())];
  const { store, owner } = world.database.current;
  const lines: { id: string; description: string; grossMinor: number; taxMinor: number }[] = await owner(
    'invoice_lines',
  )
    .where({ invoice_id: charge.invoiceId })
    .select('id', 'description', { taxMinor: 'tax_minor', grossMinor: owner.raw('amount_minor + tax_minor') });
  const invoice = { id: charge.invoiceId, number: null, totalMinor: 0, taxMinor: 0, lines };
  const at = new Date();
  await store.transact(testActor({ id: world.staffId, name: 'Ana' }), async (writer) => {
    const money = { amountMinor, currency: 'GBP' };
    const run = { action: 'charges.refund', resource: 'charges', verb: 'refund', targetId: charge.id, input: {} };
    const keys = { inputHash: 'x', fingerprint: 'x', idempotencyKey: randomUUID(), reason: 'Billed twice' };
    const { supplierId } = charge;
    await insertActionRun(writer, { ...run, ...keys, id: runId, supplierId, amount: money, requestedAt: at });
    await insertRefundRequest(writer, {
      ...money,
      id,
      actionRunId: runId,
      chargeId: charge.id,
      supplierId,
      provider: 'stripe',
      outcome: 'card',
      reasonCode: 'billing_mistake',
      note: null,
      ...input,
      lines: input.lines ?? null,
      creditLines: creditedLines(invoice, input.lines),
      invoiceId: charge.invoiceId,
      subscriptionId: charge.subscriptionId,
      requestedBy: world.staffId,
      requestedByName: 'Ana',
      approvedBy: null,
      requestedAt: at,
    });
    await moveActionRun(writer, runId, { state: 'running' }, at);
  });
  return { id, runId };
}

/** The lease of a worker that is gone, or the pause before the next attempt, is over. */
export async function becomesDue({ database }: RefundWorld, id: string): Promise<void> {
  await database.current
    .owner('refund_requests')
    .where({ id })
    .whereNotNull('next_attempt_at')
    .update({ next_attempt_at: new Date(0) });
}

const factOf: Readonly<Record<string, EventType>> = {
  pending: 'refund.created',
  requires_action: 'refund.updated',
  canceled: 'refund.updated',
  succeeded: 'refund.succeeded',
  failed: 'refund.failed',
};

/**
 * Lets the next webhook about a refund arrive: the mirror gets the refund's present state, and the refund desk hears of it.
 * @returns the event's id in the outbox, or null when Stripe has nothing to tell
 */
export async function webhookArrives(world: RefundWorld): Promise<number | null> {
  const event = world.waiting.shift();
  const object = event?.data.object;
  if (object === undefined || !('id' in object) || typeof object.id !== 'string') return null;
  const refund = await sdk(world).refunds.retrieve(object.id);
  const eventId = await inTransaction(world, (writer) => mirror(writer, refund));
  await hears(world, eventId);
  return eventId;
}

export async function everyWebhookArrives(world: RefundWorld): Promise<void> {
  while ((await webhookArrives(world)) !== null);
}

/** The refund desk reads an event of the outbox, perhaps not for the first time. */
export async function hears(world: RefundWorld, eventId: number): Promise<void> {
  await inTransaction(world, async (writer) => {
    const event = await eventById(writer, eventId);
    if (event !== undefined) await followRefunds.apply(writer, [event], servicesOf(world));
  });
}

async function mirror(writer: Writer, refund: Stripe.Refund): Promise<number> {
  const at = new Date(refund.created * 1_000);
  const row = {
    id: refund.id,
    provider: 'stripe',
    created_at: at,
    as_of: at,
    raw: '{}',
    mirrored_at: at,
    charge_id: refund.charge,
    status: refund.status,
    failure_reason: refund.failure_reason ?? null,
    amount_minor: refund.amount,
    currency: refund.currency.toUpperCase(),
    refund_request_id: refund.metadata?.refund_request_id ?? null,
  };
  await writer.sql('refunds').insert(row).onConflict('id').merge();
  const type = factOf[refund.status ?? 'pending'] ?? 'refund.updated';
  await tellExample(writer, type, { resource: 'refunds', resourceId: refund.id, occurredAt: at });
  const newest = await writer.sql('success_events').max<{ id: number }>({ id: 'id' }).first();
  return newest?.id ?? 0;
}
