import { randomUUID } from 'node:crypto';
import { insertActionRun, moveActionRun } from '@wedsync/db/access';
import { insertSubscriptionRequest, type NewSubscriptionRequest } from '@wedsync/db/billing';
import { createId, DomainError } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import {
  addSubscription,
  type SubscriptionFixture,
  type SubscriptionOptions,
} from '../../../../packages/db/test/billing/a-subscription.ts';
import { testActor, testClock, testUuids } from '../../../../packages/db/test/support/index.ts';
import { connectStripe } from '../../src/billing/gateways/stripe.ts';
import { closeShownRequests } from '../../src/billing/subscription-desk/close-shown.ts';
import { sendNextRequest } from '../../src/billing/subscription-desk/send-requests.ts';
import { stripeSubscriptionGateway } from '../../src/billing/subscription-desk/stripe-subscription-gateway.ts';
import type { SubscriptionGateway } from '../../src/billing/subscription-desk/subscription-gateway.ts';
import { inTransaction, sdk, servicesOf, type RefundWorld } from './refund-world.ts';

export type Subscribed = SubscriptionFixture & {
  readonly itemId: string;
  readonly prices: Readonly<Record<string, string>>;
};
export type DeskServices = Parameters<typeof sendNextRequest>[0];

/** A free day in London, for all that is not about guarded days. */
const freeDay = '2026-06-03T10:00:00Z';

/** The desk of a world at work, and what there is to see of it. */
export function subscriptionDeskOf(world: RefundWorld) {
  const owner = () => world.database.current.owner;
  const clock = testClock(freeDay);
  const services = (): DeskServices => ({ ...servicesOf(world), clock });
  const gateway = (more: Stripe.StripeConfig = {}) =>
    stripeSubscriptionGateway({
      ...connectStripe({ apiKey: 'sk_test_x', apiBase: world.base }),
      client: sdk(world, more),
    });
  const present = ({ id }: Subscribed) => sdk(world).subscriptions.retrieve(id);
  return {
    clock,
    services,
    gateway,
    present,
    send: (through: SubscriptionGateway = gateway(), as: DeskServices = services()) => sendNextRequest(as, through),
    requestOf: (id: string) => owner()('subscription_requests').where({ id }).first(),
    runOf: (id: string) => owner()('action_runs').where({ id }).first(),
    tasksOf: ({ supplierId }: Subscribed) => owner()('tasks').where({ supplier_id: supplierId }),
    /** The webhook arrives: the mirror has the subscription as it is now, and the desk is told. */
    async webhookArrives(subscription: Subscribed): Promise<void> {
      const object = await present(subscription);
      await owner()('subscriptions')
        .where({ id: object.id })
        .update({ raw: JSON.stringify(object), status: object.status });
      await inTransaction(world, (writer) => closeShownRequests(writer, [object.id], clock));
    },
    /** The lease of a worker that is gone, or the pause before the next attempt, is over. */
    becomesDue: (id: string) =>
      owner()('subscription_requests')
        .where({ id })
        .whereNotNull('next_attempt_at')
        .update({ next_attempt_at: new Date(0) }),
    async clear(): Promise<void> {
      clock.set(freeDay);
      await owner()('subscription_requests').update({ next_attempt_at: null, state: 'cancelled' });
      world.engine.faults.next = [];
    },
    /** Works, and then the worker dies: nothing after the call is kept. */
    dying(): DeskServices {
      const living = services();
      let transactions = 0;
      const store: DeskServices['store'] = {
        ...living.store,
        transact: (actor, work) => {
          transactions += 1;
          return transactions > 1 ? Promise.reject(new Error('killed')) : living.store.transact(actor, work);
        },
      };
      return { ...living, store };
    },
    /** The call takes effect, and nobody hears of it. */
    answerLost: (): SubscriptionGateway => ({
      perform: async (request, now) => {
        await gateway().perform(request, now);
        throw new DomainError('unavailable', 'lost', 'No answer.');
      },
    }),
  };
}

/** A supplier who pays £49.00 a month for Professional, at Stripe and in the mirror. */
export async function subscribe(
  world: RefundWorld,
  options: SubscriptionOptions & { trialDays?: number } = {},
): Promise<Subscribed> {
  const stripe = sdk(world);
  const prices = await catalogue(stripe);
  const method = await stripe.paymentMethods.create({
    type: 'card',
    card: { number: '4000008260000000', exp_month: 12, exp_year: 2036, cvc: '123' },
  });
  const customer = await stripe.customers.create({
    payment_method: method.id,
    invoice_settings: { default_payment_method: method.id },
  });
  const object = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: prices.professional ?? '' }],
    ...(options.trialDays === undefined ? {} : { trial_period_days: options.trialDays }),
  });
  const itemId = object.items.data[0]?.id ?? '';
  const fixture = await addSubscription(world.database.current.owner, {
    ...options,
    status: object.status,
    ids: { id: object.id, customerId: customer.id, itemId },
  });
  return { ...fixture, itemId, prices };
}

let known: Promise<Readonly<Record<string, string>>> | undefined;

function catalogue(stripe: Stripe): Promise<Readonly<Record<string, string>>> {
  known ??= makeCatalogue(stripe);
  return known;
}

async function makeCatalogue(stripe: Stripe): Promise<Readonly<Record<string, string>>> {
  const prices: Record<string, string> = {};
  for (const [code, amount] of [
    ['starter', 1_900],
    ['professional', 4_900],
    ['scale', 7_900],
  ] as const) {
    const product = await stripe.products.create({ name: code, metadata: { plan_code: code } });
    const price = {
      product: product.id,
      currency: 'gbp',
      unit_amount: amount,
      recurring: { interval: 'month' },
    } as const;
    prices[code] = (await stripe.prices.create(price)).id;
  }
  return prices;
}

type Ask = Pick<NewSubscriptionRequest, 'kind' | 'params'> & Partial<NewSubscriptionRequest>;

/** What the api leaves for the worker: a running action and a queued request. @returns the request's id */
export async function askFor(
  world: RefundWorld,
  subscription: Subscribed,
  ask: Ask,
): Promise<{ id: string; runId: string }> {
  const [id, runId] = [createId('subscriptionRequest', testUuids.next()), createId('actionRun', testUuids.next())];
  const { store } = world.database.current;
  const { supplierId, customerId } = subscription;
  const at = new Date();
  await store.transact(testActor({ id: world.staffId, name: 'Ana' }), async (writer) => {
    const run = {
      action: 'subscriptions.x',
      resource: 'subscriptions',
      verb: 'x',
      targetId: subscription.id,
      input: {},
    };
    const keys = { inputHash: 'x', fingerprint: 'x', idempotencyKey: randomUUID(), reason: 'Asked' };
    await insertActionRun(writer, { ...run, ...keys, id: runId, supplierId, amount: null, requestedAt: at });
    await insertSubscriptionRequest(
      writer,
      requestOf({ id, runId, subscription, customerId, at, staffId: world.staffId }, ask),
    );
    await moveActionRun(writer, runId, { state: 'running' }, at);
  });
  return { id, runId };
}

type Given = {
  readonly id: string;
  readonly runId: string;
  readonly subscription: Subscribed;
  readonly customerId: string;
  readonly staffId: string;
  readonly at: Date;
};

function requestOf({ id, runId, subscription, customerId, staffId, at }: Given, ask: Ask): NewSubscriptionRequest {
  const common = {
    id,
    actionRunId: runId,
    title: `Test of ${ask.kind}`,
    subscriptionId: subscription.id,
    invoiceId: null,
    customerId,
    supplierId: subscription.supplierId,
    provider: 'stripe',
    amountMinor: null,
    currency: null,
    guardedAct: null,
    guardOverriddenBy: null,
    changesSubscription: true,
    notBefore: null,
    requestedBy: staffId,
    requestedByName: 'Ana',
    approvedBy: null,
    requestedAt: at,
  };
  return Object.assign(common, ask);
}
