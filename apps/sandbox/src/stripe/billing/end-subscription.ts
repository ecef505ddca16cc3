import type { Kernel } from '../kernel/kernel.ts';
import type { SubscriptionRecord } from '../records/index.ts';

export type EndReason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed';

/** Ends a subscription now: its open invoices are no longer collected by themselves and its discounts end with it. */
export function endSubscription(kernel: Kernel, id: string, reason: EndReason): SubscriptionRecord {
  const before = kernel.need('subscription', id);
  const details = before.cancellation_details;
  for (const discount of before.discounts) {
    kernel.change('discount', discount, { deleted: true, end: kernel.now() }, 'customer.discount.deleted');
  }
  stopCollection(kernel, id);
  return kernel.change(
    'subscription',
    id,
    {
      status: 'canceled',
      ended_at: kernel.now(),
      canceled_at: before.canceled_at ?? kernel.now(),
      cancellation_details: { ...details, reason: details.reason ?? reason },
      discounts: [],
      pause_collection: null,
    },
    'customer.subscription.deleted',
  );
}

function stopCollection(kernel: Kernel, subscriptionId: string): void {
  for (const invoice of kernel.tables.invoice.find('subscription', subscriptionId)) {
    const waits = invoice.status === 'draft' || invoice.status === 'open';
    if (!waits || !invoice.auto_advance) continue;
    const patch = { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null };
    kernel.change('invoice', invoice.id, patch, 'invoice.updated');
  }
}
