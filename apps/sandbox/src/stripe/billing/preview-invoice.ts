import type { StripeReply } from '../contract.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../records/index.ts';
import { invoiceItemLine, newDraft, pendingInvoiceItems, subscriptionLines, withTotals } from './draft-invoice.ts';
import { nextBoundary } from './periods.ts';
import { recurringOf } from './subscription-period.ts';

/** What the next invoice of the subscription will be; nothing is stored. */
export function upcomingInvoice(kernel: Kernel, subscription: SubscriptionRecord): InvoiceRecord {
  const start = subscription.current_period_end;
  const end = nextBoundary(subscription.billing_cycle_anchor, recurringOf(kernel, subscription), start);
  const billed: SubscriptionRecord = { ...subscription, status: 'active' };
  const waiting = pendingInvoiceItems(kernel, subscription.customer, subscription.id);
  return withTotals(
    kernel,
    newDraft(kernel, {
      customer: subscription.customer,
      subscription: billed,
      billing_reason: 'subscription_cycle',
      currency: subscription.currency,
      lines: [
        ...waiting.map((item) => invoiceItemLine(kernel, item)),
        ...subscriptionLines(kernel, billed, { start, end }),
      ],
      period: { start, end },
      auto_advance: true,
    }),
  );
}

/** An upcoming invoice on the wire: it has no id yet. */
export function wireUpcoming(kernel: Kernel, invoice: InvoiceRecord): StripeReply {
  const wired = kernel.wire('invoice', { ...invoice, automatically_finalizes_at: null });
  const fields = Object.entries(wired).filter(([field]) => field !== 'id');
  return { object: 'invoice', ...Object.fromEntries(fields), billing_reason: 'upcoming' };
}
