import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceLineRecord, InvoiceRecord, SubscriptionRecord } from '../records/index.ts';
import { endOnceDiscounts } from './discounts.ts';
import { draftInvoice, invoiceItemLine, pendingInvoiceItems, subscriptionLines } from './draft-invoice.ts';
import { endSubscription } from './end-subscription.ts';
import { finalizeInvoice } from './finalize-invoice.ts';
import { collectInvoice, markUncollectible } from './collect-invoice.ts';
import { nextBoundary } from './periods.ts';
import { periodOf, planPeriodEnd, recurringOf, rememberBilled } from './subscription-period.ts';
import { voidInvoice } from './void-invoice.ts';

/** The end of a period or of a trial: ends the subscription if that was asked for, otherwise bills the next one. */
export function renewSubscription(kernel: Kernel, subscription: SubscriptionRecord): void {
  if (subscription.cancel_at_period_end) {
    endSubscription(kernel, subscription.id, 'cancellation_requested');
    return;
  }
  if (subscription.status === 'trialing' && trialCannotGoOn(kernel, subscription)) return;
  const start = subscription.current_period_end;
  const rolled = kernel.change('subscription', subscription.id, {
    status: subscription.status === 'trialing' ? 'active' : subscription.status,
    current_period_start: start,
    current_period_end: nextBoundary(subscription.billing_cycle_anchor, recurringOf(kernel, subscription), start),
  });
  const invoice = draftPeriod(kernel, rolled, 'subscription_cycle');
  planPeriodEnd(kernel, rolled);
  const after = kernel.change('subscription', rolled.id, { latest_invoice: invoice.id });
  kernel.emitChange('subscription', subscription, after, 'customer.subscription.updated');
  endOnceDiscounts(kernel, after.discounts);
  if (after.pause_collection !== null) settlePaused(kernel, invoice, after.pause_collection.behavior);
}

function trialCannotGoOn(kernel: Kernel, subscription: SubscriptionRecord): boolean {
  const customer = kernel.need('customer', subscription.customer);
  const payable = subscription.default_payment_method !== null || customer.default_payment_method !== null;
  if (payable || subscription.collection_method === 'send_invoice') return false;
  if (subscription.missing_payment_method === 'cancel') {
    endSubscription(kernel, subscription.id, 'cancellation_requested');
    return true;
  }
  if (subscription.missing_payment_method === 'create_invoice') return false;
  kernel.change(
    'subscription',
    subscription.id,
    { status: 'paused' },
    'customer.subscription.updated',
    'customer.subscription.paused',
  );
  return true;
}

/** The invoice of the running period with everything that waited for it. */
export function draftPeriod(
  kernel: Kernel,
  subscription: SubscriptionRecord,
  reason: InvoiceRecord['billing_reason'],
): InvoiceRecord {
  const waiting = pendingInvoiceItems(kernel, subscription.customer, subscription.id);
  const lines: InvoiceLineRecord[] = [
    ...waiting.map((item) => invoiceItemLine(kernel, item)),
    ...subscriptionLines(kernel, subscription, periodOf(subscription)),
  ];
  const held = subscription.pause_collection !== null || subscription.status === 'unpaid';
  const invoice = draftInvoice(kernel, {
    customer: subscription.customer,
    subscription,
    billing_reason: reason,
    currency: subscription.currency,
    lines,
    period: periodOf(subscription),
    auto_advance: !held,
  });
  rememberBilled(kernel, subscription.id, invoice);
  return invoice;
}

function settlePaused(
  kernel: Kernel,
  invoice: InvoiceRecord,
  behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void',
) {
  if (behavior === 'keep_as_draft') return;
  finalizeInvoice(kernel, invoice.id);
  if (kernel.need('invoice', invoice.id).status !== 'open') return;
  if (behavior === 'void') voidInvoice(kernel, invoice.id);
  else markUncollectible(kernel, invoice.id);
}

/** Finalises and collects at once, as changes that cannot wait do. */
export function billNow(kernel: Kernel, invoice: InvoiceRecord): void {
  const open = finalizeInvoice(kernel, invoice.id);
  if (open.status !== 'open' || open.collection_method !== 'charge_automatically') return;
  collectInvoice(kernel, invoice.id, { scheduled: true });
}
