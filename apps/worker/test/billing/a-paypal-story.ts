import { once } from 'node:events';
import { createServer } from 'node:http';
import { receiveEvents, type ReceivedEvent } from '@wedsync/db/connectors';
import type { Store } from '@wedsync/db/platform';
import express from 'express';
import { createAuthority, PaypalEngine, paypalRouter, type PaypalEvent } from '../../../sandbox/src/paypal/index.ts';
import { createStripeEngine } from '../../../sandbox/src/stripe/index.ts';
import { ledgerTruth } from '../../../sandbox/src/truth/ledger.ts';
import { paypalGateway, type PaypalGateway } from '../../src/billing/gateways/paypal.ts';
import { applyNextEvents } from '../../src/billing/index.ts';
import { connectPaypal } from '../../src/connectors/paypal/client.ts';
import type { WorkerServices } from '../../src/platform/index.ts';
import { bookChanges } from '../../src/revenue/book-changes.ts';
import { withoutZeros } from './a-story.ts';
import { actor } from './recorded-world.ts';

export const daySeconds = 86_400;
export const storyStart = Date.UTC(2025, 0, 15, 10) / 1_000;

/** A PayPal account behind HTTP, and every event of it. */
export type PaypalStory = {
  readonly engine: PaypalEngine;
  readonly events: readonly PaypalEvent[];
  readonly paypal: PaypalGateway;
  /** Minor units by account and currency, zeros left out. */
  truth(): Record<string, Record<string, number>>;
  stop(): void;
};

const unpaid = new Set<string>();

/** Three suppliers: one is refunded twice and disputes, one changes plans and leaves, one stops paying and is suspended. And somebody pays in yen. */
export async function tellPaypalStory(
  meanwhile: (news: readonly PaypalEvent[], paypal: PaypalGateway) => Promise<void> = async () => undefined,
): Promise<PaypalStory> {
  unpaid.clear();
  const engine = new PaypalEngine({
    seed: 9,
    startEpoch: storyStart,
    funded: ({ customId }) => !unpaid.has(customId ?? ''),
  });
  engine.faults.reportingLagMinutes = 0;
  const story = await openPaypalAccount(engine);
  let told = 0;
  const goTo = async (day: number) => {
    engine.advanceTo(storyStart + day * daySeconds);
    const news = story.events.slice(told);
    told = story.events.length;
    await meanwhile(news, story.paypal);
  };
  await happen(engine, goTo);
  return story;
}

/** The account behind HTTP. */
export async function openPaypalAccount(engine: PaypalEngine): Promise<PaypalStory> {
  const events: PaypalEvent[] = [];
  engine.onEvent((event) => void events.push(event));
  const app = express().use(paypalRouter({ engine, authority: createAuthority(), random: Math.random }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const apiBase = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const clock = { now: () => new Date() };
  const paypal = paypalGateway(connectPaypal({ clientId: 'client', clientSecret: 'secret', apiBase, clock }));
  const nothing = createStripeEngine({ seed: 1, startEpoch: storyStart });
  return {
    engine,
    events,
    paypal,
    truth: () => withoutZeros(ledgerTruth(nothing, engine).accounts),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function happen(engine: PaypalEngine, goTo: (day: number) => Promise<void>): Promise<void> {
  const plans = sell(engine);
  const ana = engine.subscribe({ planId: plans.professional, customId: 'ana', payer: payer('ana', 'GB') });
  const ben = engine.subscribe({ planId: plans.trial, customId: 'ben', payer: payer('ben', 'IE') });
  const cleo = engine.subscribe({ planId: plans.yen, customId: 'cleo', payer: payer('cleo', 'JP') });
  await goTo(2);
  const first = paymentOf(engine, ana);
  engine.refund(first, 1_500);
  await goTo(4);
  engine.refund(first, 1_000);
  engine.capture({ customId: 'ana', currency: 'GBP', subtotalMinor: 2_500, taxMinor: 0 });
  await goTo(16);
  engine.revise(ben, plans.professional);
  unpaid.add('cleo');
  await goTo(36);
  engine.openDispute(paymentOf(engine, ana), {
    reason: 'UNAUTHORISED',
    stage: 'CHARGEBACK',
    outcome: 'RESOLVED_BUYER_FAVOUR',
    closesInDays: 6,
  });
  engine.suspend(ben, 'Paused');
  await goTo(40);
  engine.activate(ben, 'Back');
  await goTo(50);
  engine.openDispute(paymentOf(engine, ben), {
    reason: 'CANCELED_RECURRING_BILLING',
    stage: 'INQUIRY',
    outcome: 'RESOLVED_SELLER_FAVOUR',
    closesInDays: 3,
  });
  await goTo(58);
  engine.cancel(ben, 'too expensive');
  engine.cancel(cleo, 'payments failed');
  await goTo(60);
}

function sell(engine: PaypalEngine) {
  engine.addProduct({ id: 'WEDSYNC-STARTER', name: 'Starter' });
  engine.addProduct({ id: 'WEDSYNC-PROFESSIONAL', name: 'Professional' });
  const plan = (over: Partial<Parameters<PaypalEngine['addPlan']>[0]>) =>
    engine.addPlan({
      productId: 'WEDSYNC-STARTER',
      name: 'Plan',
      currency: 'GBP',
      priceMinor: 1_900,
      unit: 'MONTH',
      count: 1,
      trialDays: 0,
      taxPercent: 20,
      ...over,
    }).id;
  return {
    professional: plan({ productId: 'WEDSYNC-PROFESSIONAL', priceMinor: 4_900 }),
    trial: plan({ trialDays: 7 }),
    yen: plan({ currency: 'JPY', priceMinor: 3_800, taxPercent: 10 }),
  };
}

function payer(name: string, country: string) {
  return { id: `PAYER-${name}`, email: `${name}@example.com`, name, country };
}

/** The newest payment of a subscription that still stands. */
export function paymentOf({ kernel }: PaypalEngine, subscriptionId: string): string {
  const found = [...kernel.state.payments.values()].findLast(
    (payment) => payment.subscriptionId === subscriptionId && payment.state === 'completed',
  );
  if (found === undefined) throw new Error('Nobody has paid yet.');
  return found.id;
}

/** As the worker takes it into the inbox once it is verified. */
function received(event: PaypalEvent): ReceivedEvent {
  const { id, dispute_id } = event.resource;
  const objectId = dispute_id ?? id;
  return {
    provider: 'paypal',
    eventId: event.id,
    type: event.event_type,
    apiVersion: null,
    accountId: null,
    livemode: true,
    objectType: null,
    objectId: typeof objectId === 'string' ? objectId : null,
    customerId: null,
    occurredAt: new Date(event.create_time),
    payload: JSON.stringify(event),
    refusedBecause: null,
    scrubbedNumbers: 0,
  };
}

export async function deliverPaypal(store: Store, events: readonly PaypalEvent[]): Promise<void> {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  await store.transact(actor, (writer) => receiveEvents(writer, distinct.map(received)));
}

/** Applies until nothing is due. */
export async function drainPaypal(services: WorkerServices, paypal: PaypalGateway): Promise<void> {
  while ((await applyNextEvents(services, paypal, [bookChanges])) > 0);
}
