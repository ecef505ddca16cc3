import { z } from 'zod';
import { billPending, changeSubscription, creditUnusedTime } from '../billing/change-subscription.ts';
import { endDiscount } from '../billing/discounts.ts';
import { endSubscription } from '../billing/end-subscription.ts';
import { daySeconds } from '../billing/periods.ts';
import { startSubscription } from '../billing/start-subscription.ts';
import { invalidRequest, noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SubscriptionRecord } from '../records/index.ts';
import { wireSubscriptionItem } from '../wire/subscription.ts';
import { clearable, flag, id, integer, listOf, mergeMetadata, metadata, text } from './params.ts';
import { deletedReply, getRoute, listReply, listRoute, route, type Route } from './route.ts';

const newItem = z.strictObject({
  price: id,
  quantity: integer.optional(),
  metadata: metadata.optional(),
  tax_rates: listOf(id).optional(),
});

const itemChange = z.strictObject({ ...newItem.partial().shape, id: id.optional(), deleted: flag.optional() });

const cancellationDetails = z.strictObject({
  comment: clearable(text).optional(),
  feedback: clearable(text).optional(),
});

const newDiscount = z.union([z.strictObject({ coupon: id }), z.strictObject({ promotion_code: id })]);

const shared = {
  automatic_tax: z.object({ enabled: flag }).optional(),
  cancel_at: clearable(integer).optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: z.enum(['charge_automatically', 'send_invoice']).optional(),
  days_until_due: integer.optional(),
  default_payment_method: clearable(id).optional(),
  default_tax_rates: listOf(id).optional(),
  description: clearable(text).optional(),
  discounts: listOf(newDiscount).optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'])
    .optional(),
  payment_settings: z.unknown().optional(),
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  trial_settings: z
    .object({ end_behavior: z.object({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }) })
    .optional(),
};

const pause = z.strictObject({
  behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']),
  resumes_at: clearable(integer).optional(),
});

export const subscriptionRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/subscriptions',
    {
      ...shared,
      customer: id,
      items: z.array(newItem).min(1),
      trial_period_days: integer.optional(),
      trial_end: integer.optional(),
      currency: text.optional(),
    },
    (kernel, input) => {
      needCustomer(kernel, input.customer);
      input.items.forEach((item, i) => refuseBadPrice(kernel, item.price, `items[${i}][price]`));
      const trialDays = input.trial_period_days ?? 0;
      const trialEnd = input.trial_end ?? (trialDays > 0 ? kernel.now() + trialDays * daySeconds : null);
      const subscription = startSubscription(kernel, {
        customer: input.customer,
        items: input.items.map((item) => ({
          price: item.price,
          quantity: item.quantity ?? 1,
          metadata: mergeMetadata({}, item.metadata),
          tax_rates: item.tax_rates ?? [],
        })),
        trialEnd,
        discounts: input.discounts ?? [],
        paymentBehavior: input.payment_behavior ?? 'allow_incomplete',
        fields: {
          automatic_tax: input.automatic_tax?.enabled ?? false,
          cancel_at: input.cancel_at ?? null,
          cancel_at_period_end: input.cancel_at_period_end ?? false,
          collection_method: input.collection_method ?? 'charge_automatically',
          days_until_due: input.days_until_due ?? null,
          default_payment_method: input.default_payment_method ?? null,
          default_tax_rates: input.default_tax_rates ?? [],
          description: input.description ?? null,
          metadata: mergeMetadata({}, input.metadata),
          missing_payment_method: input.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
        },
      });
      return kernel.wire('subscription', subscription);
    },
  ),
  route(
    'POST',
    '/v1/subscriptions/:id',
    {
      ...shared,
      discounts: listOf(z.union([newDiscount, z.strictObject({ discount: id })])).optional(),
      items: z.array(itemChange).optional(),
      billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
      cancellation_details: cancellationDetails.optional(),
      pause_collection: clearable(pause).optional(),
      proration_date: integer.optional(),
      trial_end: z.union([z.literal('now'), integer]).optional(),
    },
    (kernel, input, subscriptionId) => {
      const before = kernel.need('subscription', subscriptionId);
      if (before.ended_at !== null) {
        const message = 'A canceled subscription can only update its cancellation_details and metadata.';
        const harmless = Object.keys(input).every((key) => key === 'metadata' || key === 'cancellation_details');
        if (!harmless) throw invalidRequest(message);
      }
      input.items?.forEach((item, i) => item.price && refuseBadPrice(kernel, item.price, `items[${i}][price]`));
      const changed = changeSubscription(kernel, subscriptionId, {
        items: input.items?.map((item) => ({ ...item, metadata: item.metadata ?? undefined })),
        prorationBehavior: input.proration_behavior ?? 'create_prorations',
        discounts: input.discounts,
        trialEnd: input.trial_end,
        restartCycle: input.billing_cycle_anchor === 'now',
        pauseCollection: input.pause_collection && {
          behavior: input.pause_collection.behavior,
          resumes_at: input.pause_collection.resumes_at ?? null,
        },
        fields: {
          ...definedFields(input),
          ...cancellationFields(
            kernel,
            before,
            input.cancel_at_period_end,
            input.cancel_at,
            input.cancellation_details,
          ),
          metadata: mergeMetadata(before.metadata, input.metadata),
        },
      });
      return kernel.wire('subscription', changed);
    },
  ),
  getRoute('subscription', '/v1/subscriptions/:id'),
  listRoute('subscription', '/v1/subscriptions', {
    filters: {
      customer: id.optional(),
      price: id.optional(),
      status: text.optional(),
      collection_method: text.optional(),
    },
    by: ({ customer }) => (customer === undefined ? undefined : { field: 'customer', value: customer }),
    where:
      ({ price, status, collection_method }) =>
      (row) =>
        matchesStatus(row, status) &&
        (price === undefined || row.items.some((item) => item.price === price)) &&
        (collection_method === undefined || row.collection_method === collection_method),
  }),
  route(
    'DELETE',
    '/v1/subscriptions/:id',
    { cancellation_details: cancellationDetails.optional(), invoice_now: flag.optional(), prorate: flag.optional() },
    (kernel, input, subscriptionId) => {
      const before = kernel.need('subscription', subscriptionId);
      if (before.ended_at !== null) throw noSuchParam('subscription', subscriptionId, 'id');
      if (input.prorate) creditUnusedTime(kernel, before);
      const fields = cancellationFields(kernel, before, undefined, undefined, input.cancellation_details);
      kernel.change('subscription', subscriptionId, fields);
      const ended = endSubscription(kernel, subscriptionId, 'cancellation_requested');
      if (input.invoice_now) billPending(kernel, ended);
      return kernel.wire('subscription', kernel.need('subscription', subscriptionId));
    },
  ),
  route(
    'POST',
    '/v1/subscriptions/:id/resume',
    { billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(), proration_behavior: shared.proration_behavior },
    (kernel, _input, subscriptionId) => {
      if (kernel.need('subscription', subscriptionId).status !== 'paused') {
        throw invalidRequest('Only paused subscriptions can be resumed.');
      }
      const request = { prorationBehavior: 'none' as const, restartCycle: true, fields: {} };
      const resumed = changeSubscription(kernel, subscriptionId, request);
      kernel.emit('subscription', resumed, 'customer.subscription.resumed');
      return kernel.wire('subscription', resumed);
    },
  ),
  route('DELETE', '/v1/subscriptions/:id/discount', {}, (kernel, _input, subscriptionId) => {
    for (const discount of kernel.need('subscription', subscriptionId).discounts) endDiscount(kernel, discount);
    return deletedReply('discount', subscriptionId);
  }),
  route(
    'GET',
    '/v1/subscription_items',
    { subscription: id, limit: integer.optional(), starting_after: id.optional(), ending_before: id.optional() },
    (kernel, input) => {
      const subscription = kernel.need('subscription', input.subscription);
      const items = subscription.items.map((item) => wireSubscriptionItem(item, subscription, kernel));
      return listReply('/v1/subscription_items', items);
    },
  ),
];

function needCustomer(kernel: Kernel, customerId: string): void {
  const customer = kernel.tables.customer.get(customerId);
  if (customer === undefined || customer.deleted) throw noSuchParam('customer', customerId, 'customer');
}

function refuseBadPrice(kernel: Kernel, priceId: string, param: string): void {
  const price = kernel.tables.price.get(priceId);
  if (price === undefined) throw noSuchParam('price', priceId, param);
  if (price.recurring === null) {
    const message =
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.';
    throw invalidRequest(message, { param });
  }
  if (!price.active)
    throw invalidRequest(`The price specified is inactive. This field only accepts active prices.`, { param });
}

function matchesStatus(row: SubscriptionRecord, status: string | undefined): boolean {
  if (status === 'all') return true;
  if (status === 'ended') return row.ended_at !== null;
  return status === undefined ? row.ended_at === null : row.status === status;
}

const plainFields = [
  'collection_method',
  'days_until_due',
  'default_payment_method',
  'default_tax_rates',
  'description',
] as const;

function definedFields(
  input: Partial<Pick<SubscriptionRecord, (typeof plainFields)[number]>>,
): Partial<SubscriptionRecord> {
  const fields: Record<string, unknown> = {};
  for (const field of plainFields) if (input[field] !== undefined) fields[field] = input[field];
  return fields;
}

function cancellationFields(
  kernel: Kernel,
  before: SubscriptionRecord,
  atPeriodEnd: boolean | undefined,
  cancelAt: number | null | undefined,
  details: { comment?: string | null; feedback?: string | null } | undefined,
): Partial<SubscriptionRecord> {
  const told = { ...before.cancellation_details, ...details };
  const asked = { canceled_at: kernel.now(), cancellation_details: { ...told, reason: 'cancellation_requested' } };
  if (atPeriodEnd === true) return { cancel_at_period_end: true, cancel_at: before.current_period_end, ...asked };
  if (typeof cancelAt === 'number') return { cancel_at: cancelAt, ...asked };
  if (atPeriodEnd === false || cancelAt === null) {
    const cleared = { comment: null, feedback: null, reason: null, ...details };
    return { cancel_at_period_end: false, cancel_at: null, canceled_at: null, cancellation_details: cleared };
  }
  return { cancellation_details: told };
}
