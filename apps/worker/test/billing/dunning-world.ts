import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { eventById, type Store } from '@wedsync/db/platform';
import { recordManualPayment, reverseManualPayment } from '@wedsync/db/revenue';
import { upsertSuppliers } from '@wedsync/db/suppliers';
import { createId } from '@wedsync/domain/platform';
import type { RecordedPayment } from '@wedsync/domain/revenue';
import type { SupplierUpsert } from '@wedsync/domain/suppliers';
import express from 'express';
import { afterAll, beforeAll } from 'vitest';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { createStripeEngine, stripeRouter } from '../../../sandbox/src/stripe/index.ts';
import { advanceNextCase } from '../../src/billing/dunning/advance-dunning.ts';
import { stripeCollectionGateway } from '../../src/billing/dunning/collection-gateway.ts';
import { sendNextRequest } from '../../src/billing/dunning/send-requests.ts';
import { connectStripe, type StripeGateway } from '../../src/billing/gateways/stripe.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { debtsFollowPaymentsByHand } from '../../src/revenue/follow-payments-by-hand.ts';
import { testServices } from '../support/index.ts';
import { actor, deliver, drain, type StripeEvent } from './recorded-world.ts';

const daySeconds = 86_400;

/** A Stripe account with a clock of its own, a database that hears of it, and the worker's dunning between them. */
export function useDunningWorld(startsAt: string) {
  const database = useTestDatabase();
  const engine = createStripeEngine({
    seed: 11,
    startEpoch: Date.parse(startsAt) / 1_000,
    upcomingInvoiceDays: 0,
    retryDays: [1, 3, 5, 7, 9],
    afterRetries: { subscription: 'unpaid', invoice: 'leave' },
  });
  const server = createServer(express().use(stripeRouter(engine)));
  const clock = { now: () => new Date(engine.now() * 1_000) };
  const waiting: StripeEvent[] = [];
  engine.onEvent((event) => void waiting.push(event));
  let stripe: StripeGateway;
  let services: WorkerServices;
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    stripe = connectStripe({ apiKey: 'sk_test_x', apiBase: base });
    services = testServices(database.current, { clock });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const owner = () => database.current.owner;
  return {
    engine,
    database,
    owner,
    services: () => services,
    /** Every webhook so far arrives and is applied. */
    async hear(): Promise<void> {
      await deliver(database.current.store, waiting.splice(0));
      await drain(services, stripe);
    },
    /** Only these events arrive; the others never do. */
    async hearOnly(...types: readonly string[]): Promise<void> {
      const events = waiting.splice(0).filter(({ type }) => types.includes(type));
      await deliver(database.current.store, events);
      await drain(services, stripe);
    },
    /** Time passes, the world is heard of, and whatever is due is done. */
    async pass(days: number): Promise<void> {
      for (let day = 0; day < days; day += 1) {
        engine.advanceTo(engine.now() + daySeconds);
        await this.hear();
        await this.act();
      }
    },
    async act(): Promise<void> {
      while ((await advanceNextCase(services)) > 0);
    },
    actOnce: () => advanceNextCase(services),
    async send(): Promise<void> {
      while ((await sendNextRequest(services, stripeCollectionGateway(stripe))) > 0);
      await this.hear();
    },
    /** A supplier who pays £49.00 a month with a card that the bank declines from the second payment on. */
    async subscriber(
      over: { decline?: string; requiresAction?: boolean; weddings?: readonly string[]; zone?: string } = {},
    ) {
      const externalId = `ext_${randomUUID().slice(0, 8)}`;
      await supplierArrives(database.current.store, externalId, over);
      const { client } = stripe;
      const method = await client.paymentMethods.create({
        type: 'card',
        card: { number: '4000008260000000', exp_month: 12, exp_year: 2036, cvc: '123' },
      });
      const customer = await client.customers.create({
        metadata: { supplier_external_id: externalId },
        payment_method: method.id,
        invoice_settings: { default_payment_method: method.id },
      });
      const product = await client.products.create({ name: 'Professional', metadata: { plan_code: 'professional' } });
      const price = await client.prices.create({
        product: product.id,
        currency: 'gbp',
        unit_amount: 4_900,
        recurring: { interval: 'month' },
      });
      const subscription = await client.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        default_payment_method: method.id,
      });
      const behaviour =
        over.requiresAction === true ? { requiresAction: true } : { declineCode: over.decline ?? 'do_not_honor' };
      engine.outside.setCardBehaviour(method.id, behaviour);
      const supplier: { id: string } | undefined = await owner()('suppliers')
        .where({ external_id: externalId })
        .first('id');
      if (supplier === undefined) throw new Error('The supplier did not arrive.');
      return { supplierId: supplier.id, customerId: customer.id, subscriptionId: subscription.id, methodId: method.id };
    },
    /** The renewal comes and the bank declines it. */
    async renewalFails(): Promise<void> {
      engine.advanceTo(Date.parse('2026-07-01T12:30:00Z') / 1_000);
      await this.hear();
    },
    /** The cardholder mends it: the card works and the open invoice is paid. Nothing of it is heard yet. */
    async pays({ customerId, methodId }: { customerId: string; methodId: string }): Promise<void> {
      engine.outside.clearCardBehaviour(methodId);
      const { client } = stripe;
      for await (const invoice of client.invoices.list({ customer: customerId, status: 'open' }))
        await client.invoices.pay(invoice.id);
    },
    now: () => clock.now(),
    /** Two people book money that reached the bank; nobody follows it yet. */
    async transferred(given: Transfer): Promise<RecordedPayment> {
      const id = createId('manualPayment', randomUUID());
      const about = { invoiceNumber: null, currency: 'GBP', reference: 'FPS', givenUpAt: null } as const;
      const payment: RecordedPayment = { ...about, ...given, id, kind: 'bank_transfer', occurredAt: clock.now() };
      const people = { actionRunId: id, requestedBy: 'stf_1', requestedByName: 'Sam', approvedBy: 'stf_2' };
      await database.current.store.transact(actor, (writer) =>
        recordManualPayment(writer, { ...payment, ...people }, clock.now()),
      );
      return payment;
    },
    async takenBack(payment: RecordedPayment): Promise<void> {
      await database.current.store.transact(actor, (writer) => reverseManualPayment(writer, payment, clock.now()));
    },
    /** Debts follow what was booked by hand, from the newest event of it. */
    async followByHand(type: 'manual_payment.recorded' | 'manual_payment.reversed'): Promise<void> {
      await database.current.store.transact(actor, async (writer) => {
        const { id } = await writer.sql('success_events').where({ type }).orderBy('id', 'desc').first('id');
        const event = await eventById(writer, id);
        if (event !== undefined) await debtsFollowPaymentsByHand.apply(writer, [event], services);
      });
    },
    stripe: () => stripe.client,
    caseOf: (supplierId: string) => owner()('dunning_cases').where({ supplier_id: supplierId }).first(),
    lettersTo: (supplierId: string) =>
      owner()('messages').where({ supplier_id: supplierId, channel: 'email' }).orderBy('created_at'),
    stepsOf: (caseId: string) => owner()('dunning_steps').where({ case_id: caseId }).orderBy('acts_at'),
    accessOf: async (supplierId: string): Promise<string | undefined> =>
      (await owner()('entitlements').where({ supplier_id: supplierId }).first())?.access,
  };
}

type Transfer = Pick<RecordedPayment, 'invoiceId' | 'customerId' | 'supplierId' | 'amountMinor'>;

/** A photographer in the books, with these weddings to come. */
export async function supplierArrives(
  store: Store,
  externalId: string,
  { weddings = [], zone = 'Europe/London' }: { weddings?: readonly string[]; zone?: string } = {},
): Promise<void> {
  const supplier: SupplierUpsert = {
    externalId,
    businessName: `Studio ${externalId}`,
    vendorType: 'photographer',
    region: 'London',
    country: 'GB',
    timeZone: zone,
    currency: 'GBP',
    signedUpAt: '2025-01-15T09:00:00Z',
    contacts: [{ name: 'Rose Marlowe', email: `${externalId}@example.com`, isPrimary: true }],
    weddingDates: weddings.map((date) => ({ date })),
  };
  await store.transact(actor, (writer) => upsertSuppliers(writer, [supplier]));
}
