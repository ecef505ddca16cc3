import { noSuchParam } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvoiceItemRecord, PauseCollection, SubscriptionItemRecord } from '../records/index.ts';
import type { SubscriptionRecord } from '../records/index.ts';
import { endDiscount, endOnceDiscounts, lastingShare, redeem, type NewDiscount } from './discounts.ts';
import { draftInvoice, invoiceItemLine, pendingInvoiceItems } from './draft-invoice.ts';
import { nextBoundary } from './periods.ts';
import { billNow, draftPeriod } from './renew-subscription.ts';
import { newItem, planTrialNotice } from './start-subscription.ts';
import { periodOf, planPeriodEnd, recurringOf } from './subscription-period.ts';

export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none';

export interface ItemChange {
  readonly id?: string;
  readonly price?: string;
  readonly quantity?: number;
  readonly deleted?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tax_rates?: readonly string[];
}

export type DiscountChoice = NewDiscount | { readonly discount: string };

export interface SubscriptionChange {
  readonly items?: readonly ItemChange[];
  readonly prorationBehavior: ProrationBehavior;
  /** What replaces the present discounts: coupons to redeem, and present discounts to keep. */
  readonly discounts?: readonly DiscountChoice[];
  readonly trialEnd?: number | 'now';
  readonly restartCycle: boolean;
  readonly pauseCollection?: PauseCollection | null;
  readonly fields: Partial<SubscriptionRecord>;
}

/** Changes a running subscription; time already paid is credited and the rest of the period charged. */
export function changeSubscription(kernel: Kernel, id: string, change: SubscriptionChange): SubscriptionRecord {
  const before = kernel.need('subscription', id);
  if (change.discounts !== undefined) replaceDiscounts(kernel, id, change.discounts);
  const items = change.items === undefined ? before.items : changedItems(kernel, before.items, change.items);
  const restarts = change.restartCycle || change.trialEnd === 'now' || intervalChanges(kernel, before, items);
  const prorates = change.prorationBehavior !== 'none' && isBilling(before) && (items !== before.items || restarts);
  const now = kernel.need('subscription', id);
  if (prorates) prorate(kernel, now, items, restarts);
  const fields = { ...change.fields, items, ...pauseFields(kernel, id, change), ...trialFields(change) };
  const after = kernel.change('subscription', id, restarts ? { ...fields, ...restart(kernel, items) } : fields);
  if (typeof change.trialEnd === 'number') extendTrial(kernel, after, change.trialEnd);
  if (after.cancel_at !== null && after.cancel_at !== before.cancel_at) {
    kernel.plan(after.cancel_at, 'subscription.cancel_at', id);
  }
  if (restarts) billRestart(kernel, after);
  else if (prorates && change.prorationBehavior === 'always_invoice') billPending(kernel, after);
  const final = kernel.need('subscription', id);
  kernel.emitChange('subscription', before, final, 'customer.subscription.updated');
  return final;
}

function isBilling(subscription: SubscriptionRecord): boolean {
  return subscription.status === 'active' || subscription.status === 'past_due';
}

function replaceDiscounts(kernel: Kernel, id: string, choices: readonly DiscountChoice[]): void {
  const { customer, discounts: before } = kernel.need('subscription', id);
  const kept = choices.flatMap((choice) => ('discount' in choice ? [choice.discount] : []));
  const unknown = kept.find((discount) => !before.includes(discount));
  if (unknown !== undefined) throw noSuchParam('discount', unknown, 'discounts[0][discount]');
  for (const discount of before) if (!kept.includes(discount)) endDiscount(kernel, discount);
  const discounts = choices.map((choice) =>
    'discount' in choice ? choice.discount : redeem(kernel, choice, customer, id).id,
  );
  kernel.change('subscription', id, { discounts });
}

function changedItems(
  kernel: Kernel,
  items: readonly SubscriptionItemRecord[],
  changes: readonly ItemChange[],
): SubscriptionItemRecord[] {
  const kept = items.flatMap((item) => {
    const change = changes.find((candidate) => candidate.id === item.id);
    if (change === undefined) return [item];
    if (change.deleted) return [];
    const { price = item.price, quantity = item.quantity } = change;
    return [{ ...item, price, quantity, metadata: change.metadata ?? item.metadata }];
  });
  const added = changes.flatMap(({ id, price, quantity = 1, metadata = {}, tax_rates = [] }) =>
    id === undefined && price !== undefined ? [newItem(kernel, { price, quantity, metadata, tax_rates })] : [],
  );
  return [...kept, ...added];
}

function intervalChanges(
  kernel: Kernel,
  before: SubscriptionRecord,
  items: readonly SubscriptionItemRecord[],
): boolean {
  const was = recurringOf(kernel, before);
  const is = recurringOf(kernel, { items });
  const changed = was.interval !== is.interval || was.interval_count !== is.interval_count;
  return changed && before.status !== 'trialing';
}

/** Credits what is left of the billed items and, when the period goes on, charges the rest of it at the new price. */
function prorate(
  kernel: Kernel,
  subscription: SubscriptionRecord,
  items: readonly SubscriptionItemRecord[],
  restarts: boolean,
): void {
  const { start, end } = periodOf(subscription);
  const left = Math.max(0, (end - kernel.now()) / (end - start));
  const share = lastingShare(kernel, subscription.discounts);
  for (const old of subscription.items) {
    const kept = items.find((item) => item.id === old.id);
    const same = kept !== undefined && kept.price === old.price && kept.quantity === old.quantity && !restarts;
    if (!same) addProration(kernel, subscription, old, -Math.round(old.billed_amount * left), 'Unused time on');
  }
  if (restarts) return;
  for (const item of items) {
    const old = subscription.items.find((candidate) => candidate.id === item.id);
    if (old !== undefined && old.price === item.price && old.quantity === item.quantity) continue;
    const full = kernel.need('price', item.price).unit_amount * item.quantity * share;
    addProration(kernel, subscription, item, Math.round(full * left), 'Remaining time on');
  }
}

function addProration(
  kernel: Kernel,
  subscription: SubscriptionRecord,
  item: SubscriptionItemRecord,
  amount: number,
  label: string,
): void {
  if (amount === 0) return;
  const price = kernel.need('price', item.price);
  const day = new Date(kernel.now() * 1000).toISOString().slice(0, 10);
  const row: InvoiceItemRecord = {
    id: kernel.newId('ii'),
    created: kernel.now(),
    customer: subscription.customer,
    subscription: subscription.id,
    subscription_item: item.id,
    invoice: null,
    amount,
    currency: subscription.currency,
    description: `${label} ${kernel.need('product', price.product).name} after ${day}`,
    discountable: false,
    period: { start: kernel.now(), end: subscription.current_period_end },
    price: item.price,
    quantity: item.quantity,
    unit_amount: Math.round(amount / item.quantity),
    proration: true,
    tax_rates: item.tax_rates,
    metadata: {},
  };
  kernel.create('invoiceitem', row, 'invoiceitem.created');
}

/** Credits unused time when a subscription is cancelled before its period ends. */
export function creditUnusedTime(kernel: Kernel, subscription: SubscriptionRecord): void {
  if (isBilling(subscription)) prorate(kernel, subscription, [], true);
}

function pauseFields(kernel: Kernel, id: string, change: SubscriptionChange): Partial<SubscriptionRecord> {
  if (change.pauseCollection === undefined) return {};
  const resumesAt = change.pauseCollection?.resumes_at ?? null;
  if (resumesAt !== null) kernel.plan(resumesAt, 'subscription.resume', id);
  return { pause_collection: change.pauseCollection };
}

function trialFields(change: SubscriptionChange): Partial<SubscriptionRecord> {
  if (typeof change.trialEnd !== 'number') return {};
  return { trial_end: change.trialEnd, current_period_end: change.trialEnd, billing_cycle_anchor: change.trialEnd };
}

function extendTrial(kernel: Kernel, subscription: SubscriptionRecord, trialEnd: number): void {
  kernel.change('subscription', subscription.id, {
    status: 'trialing',
    trial_start: subscription.trial_start ?? kernel.now(),
  });
  planPeriodEnd(kernel, subscription);
  planTrialNotice(kernel, subscription.id, trialEnd);
}

function restart(kernel: Kernel, items: readonly SubscriptionItemRecord[]): Partial<SubscriptionRecord> {
  const now = kernel.now();
  const end = nextBoundary(now, recurringOf(kernel, { items }), now);
  return { status: 'active', billing_cycle_anchor: now, current_period_start: now, current_period_end: end };
}

function billRestart(kernel: Kernel, subscription: SubscriptionRecord): void {
  const ended = subscription.trial_end !== null && subscription.trial_end > kernel.now();
  const row = ended ? kernel.change('subscription', subscription.id, { trial_end: kernel.now() }) : subscription;
  const invoice = draftPeriod(kernel, row, 'subscription_update');
  endOnceDiscounts(kernel, row.discounts);
  billNow(kernel, invoice);
  planPeriodEnd(kernel, row);
}

/** Bills what waits for the subscription right away. */
export function billPending(kernel: Kernel, subscription: SubscriptionRecord): void {
  const waiting = pendingInvoiceItems(kernel, subscription.customer, subscription.id);
  if (waiting.length === 0) return;
  const invoice = draftInvoice(kernel, {
    customer: subscription.customer,
    subscription,
    billing_reason: 'subscription_update',
    currency: subscription.currency,
    lines: waiting.map((item) => invoiceItemLine(kernel, item)),
    period: periodOf(subscription),
    auto_advance: true,
  });
  kernel.change('subscription', subscription.id, { latest_invoice: invoice.id });
  billNow(kernel, invoice);
}
