import { invalidRequest, StripeApiError } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SubscriptionItemRecord, SubscriptionRecord } from '../records/index.ts';
import { wireDecline } from '../wire/payment.ts';
import { collectInvoice } from './collect-invoice.ts';
import { declineOf } from './declines.ts';
import { endOnceDiscounts, redeem, type NewDiscount } from './discounts.ts';
import { draftInvoice, subscriptionLines } from './draft-invoice.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { daySeconds, hourSeconds, nextBoundary } from './periods.ts';
import { periodOf, planPeriodEnd, recurringOf, rememberBilled } from './subscription-period.ts';

export type PaymentBehavior =
  'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';

export interface ItemRequest {
  readonly price: string;
  readonly quantity: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tax_rates: readonly string[];
}

export interface SubscriptionRequest {
  readonly customer: string;
  readonly items: readonly ItemRequest[];
  readonly trialEnd: number | null;
  readonly discounts: readonly NewDiscount[];
  readonly paymentBehavior: PaymentBehavior;
  readonly fields: Pick<
    SubscriptionRecord,
    | 'automatic_tax'
    | 'cancel_at'
    | 'cancel_at_period_end'
    | 'collection_method'
    | 'days_until_due'
    | 'default_payment_method'
    | 'default_tax_rates'
    | 'description'
    | 'metadata'
    | 'missing_payment_method'
  >;
}

/** Hours a first invoice may stay unpaid. */
const incompleteHours = 23;

/**
 * Starts a subscription: first invoice at once (nothing for a trial), charged to the payment method there is.
 * @throws invalid_request_error without a payment method, card_error when asked to fail instead of waiting
 */
export function startSubscription(kernel: Kernel, request: SubscriptionRequest): SubscriptionRecord {
  const charges = request.trialEnd === null && request.fields.collection_method === 'charge_automatically';
  if (charges && request.paymentBehavior !== 'default_incomplete') refuseUnpayable(kernel, request);
  const subscription = createSubscription(kernel, request);
  const invoice = draftInvoice(kernel, {
    customer: subscription.customer,
    subscription,
    billing_reason: 'subscription_create',
    currency: subscription.currency,
    lines: subscriptionLines(kernel, subscription, periodOf(subscription)),
    period: periodOf(subscription),
    auto_advance: true,
  });
  rememberBilled(kernel, subscription.id, invoice);
  kernel.emit('subscription', kernel.need('subscription', subscription.id), 'customer.subscription.created');
  if (subscription.status !== 'trialing') endOnceDiscounts(kernel, subscription.discounts);
  if (subscription.collection_method === 'charge_automatically') payFirst(kernel, invoice.id, request.paymentBehavior);
  planAhead(kernel, kernel.need('subscription', subscription.id));
  return kernel.need('subscription', subscription.id);
}

function refuseUnpayable(kernel: Kernel, request: SubscriptionRequest): void {
  const customer = kernel.need('customer', request.customer);
  const methodId = request.fields.default_payment_method ?? customer.default_payment_method;
  if (methodId === null) {
    const message = 'This customer has no attached payment source or default payment method.';
    const hint = 'Please consider adding a default payment method.';
    throw invalidRequest(`${message} ${hint}`, { code: 'resource_missing' });
  }
  if (request.paymentBehavior !== 'error_if_incomplete') return;
  const decline = declineOf(kernel, kernel.need('payment_method', methodId), false);
  if (decline !== null) throw new StripeApiError(402, wireDecline(decline, kernel));
}

function createSubscription(kernel: Kernel, request: SubscriptionRequest): SubscriptionRecord {
  const now = kernel.now();
  const id = kernel.newId('sub');
  const items = request.items.map((item) => newItem(kernel, item));
  const trialing = request.trialEnd !== null;
  const anchor = request.trialEnd ?? now;
  const currency = kernel.need('price', items[0]?.price ?? '').currency;
  const periodEnd = request.trialEnd ?? nextBoundary(now, recurringOf(kernel, { items }), now);
  const sends = request.fields.collection_method === 'send_invoice';
  const discounts = request.discounts.map((discount) => redeem(kernel, discount, request.customer, id).id);
  const customer = kernel.need('customer', request.customer);
  if (customer.currency === null) kernel.change('customer', customer.id, { currency }, 'customer.updated');
  const row: SubscriptionRecord = {
    ...request.fields,
    id,
    created: now,
    customer: request.customer,
    status: trialing ? 'trialing' : sends ? 'active' : 'incomplete',
    currency,
    items,
    current_period_start: now,
    current_period_end: periodEnd,
    billing_cycle_anchor: anchor,
    start_date: now,
    trial_start: trialing ? now : null,
    trial_end: request.trialEnd,
    cancel_at: request.fields.cancel_at_period_end ? periodEnd : request.fields.cancel_at,
    canceled_at: null,
    ended_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    discounts,
    latest_invoice: null,
    pause_collection: null,
  };
  return kernel.create('subscription', row);
}

/** A subscription item that has not been billed yet. */
export function newItem(kernel: Kernel, request: ItemRequest): SubscriptionItemRecord {
  return { ...request, id: kernel.newId('si', 14), created: kernel.now(), billed_amount: 0 };
}

function payFirst(kernel: Kernel, invoiceId: string, behavior: PaymentBehavior): void {
  const open = finalizeInvoice(kernel, invoiceId);
  if (open.status === 'open' && behavior !== 'default_incomplete')
    collectInvoice(kernel, invoiceId, { scheduled: true });
}

function planAhead(kernel: Kernel, subscription: SubscriptionRecord): void {
  planPeriodEnd(kernel, subscription);
  if (subscription.cancel_at !== null) kernel.plan(subscription.cancel_at, 'subscription.cancel_at', subscription.id);
  if (subscription.status === 'incomplete') {
    kernel.plan(kernel.now() + incompleteHours * hourSeconds, 'subscription.expire_incomplete', subscription.id);
  }
  if (subscription.trial_end !== null) planTrialNotice(kernel, subscription.id, subscription.trial_end);
}

/** Three days before the end of a trial, or at once when it is shorter. */
export function planTrialNotice(kernel: Kernel, subscriptionId: string, trialEnd: number): void {
  const noticeAt = Math.max(kernel.now(), trialEnd - 3 * daySeconds);
  kernel.plan(noticeAt, 'subscription.trial_will_end', subscriptionId);
}
