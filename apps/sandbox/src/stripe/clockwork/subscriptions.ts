import { changeSubscription } from '../billing/change-subscription.ts';
import { endDiscount } from '../billing/discounts.ts';
import { endSubscription } from '../billing/end-subscription.ts';
import { renewSubscription } from '../billing/renew-subscription.ts';
import { upcomingInvoice, wireUpcoming } from '../billing/preview-invoice.ts';
import { daySeconds } from '../billing/periods.ts';
import { voidInvoice } from '../billing/void-invoice.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { SubscriptionRecord } from '../records/index.ts';
import type { Clockwork } from './clockwork.ts';

const billing = new Set(['active', 'past_due', 'trialing', 'unpaid']);

/** What happens to subscriptions when their time comes. A plan is stale when its moment is no longer theirs. */
export const subscriptionClockwork: Clockwork = {
  'subscription.cycle': (kernel, id, at) => {
    const subscription = kernel.need('subscription', id);
    const due = billing.has(subscription.status) && subscription.current_period_end === at;
    if (due) renewSubscription(kernel, subscription);
  },
  'subscription.cancel_at': (kernel, id, at) => {
    const subscription = kernel.need('subscription', id);
    const due = subscription.cancel_at === at && subscription.ended_at === null;
    if (due) endSubscription(kernel, id, 'cancellation_requested');
  },
  'subscription.trial_will_end': (kernel, id) => {
    const subscription = kernel.need('subscription', id);
    const trials = subscription.status === 'trialing' && (subscription.trial_end ?? 0) > kernel.now();
    if (trials) kernel.emit('subscription', subscription, 'customer.subscription.trial_will_end');
  },
  'subscription.upcoming': (kernel, id, at) => {
    const subscription = kernel.need('subscription', id);
    const noticeAt = subscription.current_period_end - kernel.settings.upcomingInvoiceDays * daySeconds;
    const goesOn = subscription.status === 'active' && !subscription.cancel_at_period_end;
    if (goesOn && noticeAt === at) announceInvoice(kernel, subscription);
  },
  'subscription.expire_incomplete': (kernel, id) => {
    const subscription = kernel.need('subscription', id);
    if (subscription.status !== 'incomplete') return;
    const ended = { status: 'incomplete_expired' as const, ended_at: kernel.now() };
    kernel.change('subscription', id, ended, 'customer.subscription.updated');
    const invoice = subscription.latest_invoice && kernel.need('invoice', subscription.latest_invoice);
    if (invoice && invoice.status === 'open') voidInvoice(kernel, invoice.id);
  },
  'subscription.resume': (kernel, id, at) => {
    const subscription = kernel.need('subscription', id);
    if (subscription.pause_collection?.resumes_at !== at || subscription.ended_at !== null) return;
    changeSubscription(kernel, id, {
      prorationBehavior: 'none',
      restartCycle: false,
      pauseCollection: null,
      fields: {},
    });
  },
  'discount.end': (kernel, id) => endDiscount(kernel, id),
};

/** `invoice.upcoming`: what the next invoice will be, which has no id yet. */
function announceInvoice(kernel: Kernel, subscription: SubscriptionRecord): void {
  const reply = wireUpcoming(kernel, upcomingInvoice(kernel, subscription));
  const subject = { reply };
  kernel.events.append({ id: kernel.newId('evt'), type: 'invoice.upcoming', created: kernel.now(), subject });
}
