import type { DueSubscriptionRequest } from '@wedsync/db/billing';
import type { SubscriptionRequestKind } from '@wedsync/domain/billing';
import { isDomainError } from '@wedsync/domain/platform';
import type Stripe from 'stripe';
import type { StripeGateway } from '../gateways/stripe.ts';
import type { SubscriptionGateway, SubscriptionReceipt } from './subscription-gateway.ts';

type Door = Pick<StripeGateway, 'client' | 'mapped'>;
type RequestOf<Kind extends SubscriptionRequestKind> = Extract<DueSubscriptionRequest, { kind: Kind }>;
type Way<Kind extends SubscriptionRequestKind> = (
  stripe: Door,
  request: RequestOf<Kind>,
  now: Date,
) => Promise<SubscriptionReceipt>;

/** Changes subscriptions at Stripe, with the errors of the connection. */
export function stripeSubscriptionGateway(stripe: Door): SubscriptionGateway {
  return { perform: (request, now) => perform(stripe, request, now) };
}

function perform<Kind extends SubscriptionRequestKind>(
  stripe: Door,
  request: RequestOf<Kind> & { readonly kind: Kind },
  now: Date,
): Promise<SubscriptionReceipt> {
  const way: Way<Kind> = ways[request.kind];
  return way(stripe, request, now);
}

/** How each kind is done at Stripe. */
const ways: { readonly [Kind in SubscriptionRequestKind]: Way<Kind> } = {
  change_plan: (stripe, request, now) => {
    const { itemId, priceId, prorates, prorateAfter } = request.params;
    const billedAgain = prorateAfter !== null && now >= new Date(prorateAfter);
    const proration_behavior = prorates || billedAgain ? 'create_prorations' : 'none';
    // A later attempt may have to say something else, and a key belongs to one wording.
    return update(stripe, request, { items: [{ id: itemId, price: priceId }], proration_behavior }, proration_behavior);
  },
  cancel_at_period_end: (stripe, request) =>
    update(stripe, request, { cancel_at_period_end: true, cancellation_details: detailsOf(request.params) }),
  keep: async (stripe, request) => {
    const id = required(request.subscriptionId);
    const { cancel_at_period_end: atPeriodEnd } = await stripe.mapped(() => stripe.client.subscriptions.retrieve(id));
    // Stripe takes one of the two, whichever way the end was set.
    return update(
      stripe,
      request,
      atPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: '' },
      String(atPeriodEnd),
    );
  },
  pause: (stripe, request) =>
    update(stripe, request, {
      pause_collection: { behavior: 'void', resumes_at: seconds(request.params.resumesAt) },
    }),
  resume: (stripe, request) => update(stripe, request, { pause_collection: '' }),
  extend_trial: (stripe, request) =>
    update(stripe, request, { trial_end: seconds(request.params.trialEnd), proration_behavior: 'none' }),
  cancel_now: async ({ client, mapped }, request) => {
    const id = required(request.subscriptionId);
    const present = await mapped(() => client.subscriptions.retrieve(id));
    if (present.status === 'canceled') return { reference: id, shown: false };
    const cancelled = await mapped(() =>
      client.subscriptions.cancel(
        id,
        { cancellation_details: detailsOf(request.params), prorate: false },
        { idempotencyKey: keyOf(request, 'cancel') },
      ),
    );
    return { reference: cancelled.id, shown: false };
  },
  credit: async (stripe, request) => ({ reference: (await credit(stripe, request)).id, shown: true }),
  async coupon(stripe, request) {
    const { client, mapped } = stripe;
    const coupon = await couponFor(stripe, request, `desk-${request.id}`);
    const id = required(request.subscriptionId);
    // Beside the discounts that are there: an update replaces the whole list.
    const present = await mapped(() => client.subscriptions.retrieve(id));
    if (isDone(present, request)) return { reference: coupon.id, shown: false };
    const kept = present.discounts.map((one) => ({ discount: typeof one === 'string' ? one : one.id }));
    await mapped(() =>
      client.subscriptions.update(id, { discounts: [...kept, { coupon: coupon.id }], metadata: tag(request) }),
    );
    return { reference: coupon.id, shown: false };
  },
  async resend_invoice({ client, mapped }, request) {
    const invoice = await mapped(() =>
      client.invoices.sendInvoice(required(request.invoiceId), {}, { idempotencyKey: keyOf(request, 'send') }),
    );
    return { reference: invoice.id ?? null, shown: true };
  },
  win_back: async (stripe, request) => ({ reference: (await promotionCode(stripe, request)).code, shown: true }),
};

/** Marks the subscription with the request in the very call that changes it, so that a lost answer can be asked for. */
async function update(
  { client, mapped }: Door,
  request: DueSubscriptionRequest,
  params: Stripe.SubscriptionUpdateParams,
  part: string = request.kind,
): Promise<SubscriptionReceipt> {
  const id = required(request.subscriptionId);
  if (request.state === 'unknown') {
    const present = await mapped(() => client.subscriptions.retrieve(id));
    if (isDone(present, request)) return { reference: id, shown: false };
  }
  const tagged = { ...params, metadata: tag(request) };
  await mapped(() => client.subscriptions.update(id, tagged, { idempotencyKey: keyOf(request, part) }));
  return { reference: id, shown: false };
}

function isDone({ metadata }: Stripe.Subscription, { id }: DueSubscriptionRequest): boolean {
  return metadata.subscription_request_id === id;
}

/** Stripe forgets idempotency keys after a day; what we tagged it keeps. */
async function credit(
  { client, mapped }: Door,
  request: RequestOf<'credit'>,
): Promise<Stripe.CustomerBalanceTransaction> {
  const { customerId, params } = request;
  if (request.state === 'unknown') {
    const earlier = await mapped(async () => {
      for await (const kept of client.customers.listBalanceTransactions(customerId, { limit: 100 }))
        if (kept.metadata?.subscription_request_id === request.id) return kept;
      return null;
    });
    if (earlier !== null) return earlier;
  }
  return mapped(() =>
    client.customers.createBalanceTransaction(
      customerId,
      {
        // Below zero is credit.
        amount: -required(request.amountMinor),
        currency: required(request.currency).toLowerCase(),
        description: params.description,
        metadata: tag(request),
      },
      { idempotencyKey: keyOf(request, 'credit') },
    ),
  );
}

/** Named after the request, so there is never a second one. */
async function couponFor(
  { client, mapped }: Door,
  request: RequestOf<'coupon'> | RequestOf<'win_back'>,
  id: string,
): Promise<Stripe.Coupon> {
  const { percentOff, months } = request.params;
  try {
    if (request.state === 'unknown') return await mapped(() => client.coupons.retrieve(id));
  } catch (error) {
    if (!isDomainError(error) || error.kind !== 'not-found') throw error;
  }
  const params: Stripe.CouponCreateParams = {
    id,
    percent_off: percentOff,
    duration: 'repeating',
    duration_in_months: months,
    max_redemptions: 1,
    name: request.title.slice(0, 40),
    metadata: tag(request),
  };
  return mapped(() => client.coupons.create(params, { idempotencyKey: keyOf(request, 'coupon') }));
}

async function promotionCode(stripe: Door, request: RequestOf<'win_back'>): Promise<Stripe.PromotionCode> {
  const { client, mapped } = stripe;
  const code = `BACK${request.id.slice(-10).toUpperCase()}`;
  if (request.state === 'unknown') {
    const earlier = await mapped(() => client.promotionCodes.list({ code, limit: 1 }));
    if (earlier.data[0] !== undefined) return earlier.data[0];
  }
  const coupon = await couponFor(stripe, request, `back-${request.id}`);
  return mapped(() =>
    client.promotionCodes.create(
      {
        promotion: { type: 'coupon', coupon: coupon.id },
        code,
        customer: request.customerId,
        max_redemptions: 1,
        expires_at: seconds(request.params.validUntil),
        metadata: tag(request),
      },
      { idempotencyKey: keyOf(request, 'code') },
    ),
  );
}

function detailsOf({
  feedback,
  comment,
}: RequestOf<'cancel_now'>['params']): Stripe.SubscriptionUpdateParams.CancellationDetails {
  return { feedback, ...(comment === null ? {} : { comment }) };
}

function keyOf({ id }: DueSubscriptionRequest, part: string): string {
  return `subscription-request:${id}:${part}`;
}

function tag({ id }: DueSubscriptionRequest): Record<string, string> {
  return { subscription_request_id: id };
}

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000);
}

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('The request was kept without what its kind needs.');
  return value;
}
