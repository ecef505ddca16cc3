import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceRecord } from '../records/index.ts';
import { chargeIntent, type ChargeOutcome } from './charge-intent.ts';
import { isHardDecline } from './declines.ts';
import { daySeconds, hourSeconds } from './periods.ts';
import { openPayment, settleInvoice } from './settle-invoice.ts';
import { endSubscription } from './end-subscription.ts';

export interface CollectOptions {
  /** Instead of the one the subscription or customer has. */
  readonly paymentMethod?: string;
  /** The cardholder is there to authenticate. */
  readonly onSession?: boolean;
  /** Whether a failure plans the next try. */
  readonly scheduled: boolean;
}

/** Tries to collect an open invoice now and does what follows from the answer. */
export function collectInvoice(kernel: Kernel, id: string, options: CollectOptions): ChargeOutcome {
  const invoice = kernel.need('invoice', id);
  const payment = openPayment(kernel, id);
  if (payment === undefined) return { kind: 'succeeded' };
  const method = options.paymentMethod ?? paymentMethodFor(kernel, invoice);
  if (kernel.need('payment_intent', payment.payment_intent).status === 'processing') return { kind: 'processing' };
  const attempt_count = invoice.attempt_count + 1;
  kernel.change('invoice', id, { attempt_count, attempted: true });
  if (method === null) return failWithoutMethod(kernel, id, payment.payment_intent, options.scheduled);
  const outcome = chargeIntent(kernel, payment.payment_intent, method, options.onSession ?? false);
  if (outcome.kind === 'succeeded') settleInvoice(kernel, id, { paidNow: payment.amount_requested, offStripe: 0 });
  else if (outcome.kind === 'processing') awaitDebit(kernel, id);
  else failAttempt(kernel, id, options.scheduled, outcome.kind === 'requires_action');
  return outcome;
}

/** Subscription first, then customer, as the API documents the order. */
export function paymentMethodFor(kernel: Kernel, invoice: InvoiceRecord): string | null {
  const subscription = invoice.subscription === null ? null : kernel.tables.subscription.get(invoice.subscription);
  const customer = kernel.need('customer', invoice.customer);
  return invoice.default_payment_method ?? subscription?.default_payment_method ?? customer.default_payment_method;
}

function failWithoutMethod(kernel: Kernel, id: string, intentId: string, scheduled: boolean): ChargeOutcome {
  const decline = {
    code: 'missing',
    decline_code: null,
    advice_code: null,
    network_decline_code: null,
    network_advice_code: null,
    message: 'This customer has no attached payment source or default payment method.',
    charge: null,
    payment_method: null,
  };
  kernel.change('payment_intent', intentId, { status: 'requires_payment_method' });
  failAttempt(kernel, id, scheduled, false);
  return { kind: 'failed', decline };
}

function awaitDebit(kernel: Kernel, id: string): void {
  const invoice = kernel.change('invoice', id, { next_payment_attempt: null }, 'invoice.updated');
  const subscription = invoice.subscription === null ? undefined : kernel.tables.subscription.get(invoice.subscription);
  if (subscription?.status !== 'incomplete') return;
  kernel.change('subscription', subscription.id, { status: 'active' }, 'customer.subscription.updated');
}

/** Marks the failure, plans the next try or gives up, and lets the subscription fall behind. */
export function failAttempt(kernel: Kernel, id: string, scheduled: boolean, needsAction: boolean): void {
  const before = kernel.need('invoice', id);
  const first_failed_at = before.first_failed_at ?? kernel.now();
  const next = scheduled && before.auto_advance ? nextRetryAt(kernel, before, first_failed_at) : null;
  const kept = scheduled ? next : before.next_payment_attempt;
  const patch = { first_failed_at, next_payment_attempt: kept };
  if (needsAction) kernel.change('invoice', id, patch, 'invoice.updated', 'invoice.payment_action_required');
  else kernel.change('invoice', id, patch, 'invoice.updated');
  const invoice = kernel.need('invoice', id);
  kernel.emit('invoice', invoice, 'invoice.payment_failed');
  const customer = kernel.need('customer', invoice.customer);
  if (!customer.delinquent) kernel.change('customer', customer.id, { delinquent: true }, 'customer.updated');
  if (next !== null) kernel.plan(next, 'invoice.retry', id);
  fallBehind(kernel, invoice, scheduled && next === null);
}

function nextRetryAt(kernel: Kernel, invoice: InvoiceRecord, firstFailedAt: number): number | null {
  const days = kernel.settings.retryDays[invoice.attempt_count - 1];
  const subscription = invoice.subscription === null ? undefined : kernel.tables.subscription.get(invoice.subscription);
  if (subscription?.status === 'incomplete' || days === undefined) return null;
  const jitter = kernel.random.between(-6 * hourSeconds, 6 * hourSeconds);
  return Math.max(kernel.now() + hourSeconds, firstFailedAt + Math.round(days * daySeconds) + jitter);
}

function fallBehind(kernel: Kernel, invoice: InvoiceRecord, gaveUp: boolean): void {
  const subscription = invoice.subscription === null ? undefined : kernel.tables.subscription.get(invoice.subscription);
  if (subscription === undefined || subscription.status === 'incomplete') return;
  if (subscription.status === 'active' || subscription.status === 'trialing') {
    kernel.change('subscription', subscription.id, { status: 'past_due' }, 'customer.subscription.updated');
  }
  if (gaveUp) giveUp(kernel, invoice, subscription.id);
}

function giveUp(kernel: Kernel, invoice: InvoiceRecord, subscriptionId: string): void {
  const after = kernel.settings.afterRetries;
  if (after.invoice === 'uncollectible') markUncollectible(kernel, invoice.id);
  if (after.subscription === 'cancel') endSubscription(kernel, subscriptionId, 'payment_failed');
  else kernel.change('subscription', subscriptionId, { status: 'unpaid' }, 'customer.subscription.updated');
}

/** Writes an open invoice off. */
export function markUncollectible(kernel: Kernel, id: string): InvoiceRecord {
  const patch = { status: 'uncollectible' as const, marked_uncollectible_at: kernel.now(), auto_advance: false };
  const events = ['invoice.updated', 'invoice.marked_uncollectible'];
  return kernel.change('invoice', id, { ...patch, next_payment_attempt: null }, ...events);
}

/** A planned retry: executed only when the last refusal allows it or there is another payment method by now. */
export function retryInvoice(kernel: Kernel, id: string): void {
  const invoice = kernel.need('invoice', id);
  const payment = openPayment(kernel, id);
  const intent = payment && kernel.need('payment_intent', payment.payment_intent);
  const refusal = intent?.last_payment_error ?? null;
  const sameMethod = refusal !== null && refusal.payment_method === paymentMethodFor(kernel, invoice);
  const hard = refusal !== null && isHardDecline(refusal.decline_code ?? refusal.code);
  if (!sameMethod || !hard) {
    collectInvoice(kernel, id, { scheduled: true });
    return;
  }
  kernel.change('invoice', id, { attempt_count: invoice.attempt_count + 1 });
  failAttempt(kernel, id, true, false);
}
