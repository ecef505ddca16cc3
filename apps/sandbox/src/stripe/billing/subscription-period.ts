import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceRecord, Recurring, SubscriptionRecord } from '../records/index.ts';
import { netOfDiscounts } from './discounts.ts';
import { daySeconds } from './periods.ts';

/** How often the subscription bills; all items bill alike. */
export function recurringOf(kernel: Kernel, subscription: Pick<SubscriptionRecord, 'items'>): Recurring {
  const first = subscription.items[0];
  const recurring = first && kernel.need('price', first.price).recurring;
  return recurring ?? { interval: 'month', interval_count: 1 };
}

/** Plans what happens at, and shortly before, the end of the running period. */
export function planPeriodEnd(kernel: Kernel, subscription: SubscriptionRecord): void {
  const end = subscription.current_period_end;
  kernel.plan(end, 'subscription.cycle', subscription.id);
  const noticeAt = end - kernel.settings.upcomingInvoiceDays * daySeconds;
  const wanted = kernel.settings.upcomingInvoiceDays > 0 && noticeAt > kernel.now();
  if (wanted) kernel.plan(noticeAt, 'subscription.upcoming', subscription.id);
}

/** Keeps with each item what the invoice billed for it, so that unused time can be credited later. */
export function rememberBilled(kernel: Kernel, subscriptionId: string, invoice: InvoiceRecord): void {
  const subscription = kernel.need('subscription', subscriptionId);
  const items = subscription.items.map((item) => {
    const lines = invoice.lines.filter((line) => line.subscription_item === item.id && !line.proration);
    return { ...item, billed_amount: lines.reduce((sum, line) => sum + netOfDiscounts(line), 0) };
  });
  kernel.change('subscription', subscriptionId, { items, latest_invoice: invoice.id });
}

/** The running period. */
export function periodOf(subscription: SubscriptionRecord) {
  return { start: subscription.current_period_start, end: subscription.current_period_end };
}
