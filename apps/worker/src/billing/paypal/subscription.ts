import {
  paypalCustomerId,
  paypalSubscriptionStatus,
  type PriceRow,
  type SubscriptionItemRow,
  type SubscriptionRow,
  type SubscriptionState,
} from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler, type Seen } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import { mirrorCustomer } from './customer.ts';
import { amount, id, maybeInstant, maybeText, text } from './wire.ts';

const payment = z.looseObject({ time: maybeInstant }).nullish();
const wire = z.looseObject({
  id,
  plan_id: id,
  status: text,
  status_change_note: maybeText,
  status_update_time: maybeInstant,
  start_time: maybeInstant,
  create_time: maybeInstant,
  quantity: z.coerce.number().int().min(0).default(1),
  custom_id: maybeText,
  subscriber: z
    .looseObject({
      payer_id: maybeText,
      email_address: maybeText,
      name: z.looseObject({ given_name: maybeText, surname: maybeText }).nullish(),
    })
    .nullish(),
  billing_info: z
    .looseObject({
      outstanding_balance: amount.optional(),
      cycle_executions: z
        .array(z.looseObject({ tenure_type: text, cycles_remaining: z.number().optional() }))
        .default([]),
      last_payment: payment,
      last_failed_payment: payment,
      next_billing_time: maybeInstant,
      failed_payments_count: z.int().default(0),
    })
    .nullish(),
});
type Wire = z.infer<typeof wire>;

export const subscription: Handler = {
  noun: 'subscriptions',
  fetchable: 'paypal-subscription',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: (object) => {
    const { data } = z.looseObject({ plan_id: id }).safeParse(object);
    return data === undefined ? [] : [{ name: 'paypal-plan', id: data.plan_id }];
  },
  touches: (object) => {
    const { data } = wire.safeParse(object);
    return data === undefined ? [] : [{ noun: 'subscriptionItems', id: itemId(data.id) }];
  },
  customerOf: (object) => {
    const { data } = wire.safeParse(object);
    return data === undefined ? null : customerIdOf(data);
  },
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const price = sheet.row('prices', object.plan_id);
    mirrorSubscriber(sheet, object, seen, price);
    const row = subscriptionRow(object, seen, price);
    sheet.put('subscriptions', { ...row, ...laterTrial(row, sheet.row('subscriptions', object.id)) }, seen.object);
    sheet.ownChildren('subscriptionItems', object.id);
    sheet.put('subscriptionItems', itemRow(object, seen, price), {});
  },
  note: (sheet, seen) => {
    const { success, data } = wire.safeParse(seen.object);
    if (success) remember(sheet, data, seen);
  },
};

/** How it was when the event was made: its words about the standing, at the price PayPal itself names. */
function remember(sheet: Sheet, object: Wire, seen: Seen & { readonly event: NonNullable<Seen['event']> }): void {
  const price = sheet.row('prices', object.plan_id);
  const row = subscriptionRow(object, seen, price);
  if (row.customerId === null) return;
  const { eventId, type, occurredAt } = seen.event;
  sheet.remember(stateOf(row, [itemRow(object, seen, price)], { eventId, type, at: occurredAt }));
  keepTrial(sheet, row);
}

type Trial = Pick<SubscriptionRow, 'trialStart' | 'trialEnd'>;

/** PayPal tells when a trial ends only while it runs, and the mirror may have come later: what any event says of it stays known. */
function keepTrial(sheet: Sheet, told: Trial & Pick<SubscriptionRow, 'id'>): void {
  const row = sheet.row('subscriptions', told.id);
  if (row === undefined || told.trialEnd === null) return;
  const trial = laterTrial(told, row);
  if (trial.trialEnd !== row.trialEnd)
    sheet.put('subscriptions', { ...row, ...trial }, sheet.written.subscriptions.get(told.id)?.raw ?? {});
}

/** Told in any order, the end that is furthest away holds. */
function laterTrial(told: Trial, known: Trial | undefined): Trial {
  const isKnown =
    known !== undefined && known.trialEnd !== null && (told.trialEnd === null || known.trialEnd >= told.trialEnd);
  const { trialStart, trialEnd } = isKnown ? known : told;
  return { trialStart, trialEnd };
}

type Moment = { readonly eventId: string; readonly type: string; readonly at: Date };

/** A row of the mirror, as it was at a moment. */
export function stateOf(
  row: SubscriptionRow,
  items: readonly SubscriptionItemRow[],
  { eventId, type, at }: Moment,
): SubscriptionState {
  return {
    subscriptionId: row.id,
    customerId: row.customerId ?? '',
    provider: 'paypal',
    sourceEventId: eventId,
    eventType: type,
    effectiveAt: at,
    status: row.status,
    currency: row.currency,
    collectionPaused: false,
    cancelScheduled: false,
    endedAt: row.endedAt,
    cancellationReason: row.cancellationReason,
    periodStart: row.periodStart,
    discountIds: [],
    items,
  };
}

function customerIdOf({ custom_id, subscriber }: Wire): string | null {
  if (custom_id !== null) return paypalCustomerId(custom_id);
  return subscriber?.payer_id == null ? null : `paypal-payer:${subscriber.payer_id}`;
}

export function itemId(subscriptionId: string): string {
  return `${subscriptionId}-item`;
}

function subscriptionRow(object: Wire, seen: Seen, price: PriceRow | undefined): SubscriptionRow {
  const info = object.billing_info;
  const failedPayments = info?.failed_payments_count ?? 0;
  const onTrial = (info?.cycle_executions ?? []).some(
    ({ tenure_type, cycles_remaining = 0 }) => tenure_type === 'TRIAL' && cycles_remaining > 0,
  );
  const status = paypalSubscriptionStatus({ status: object.status, failedPayments, onTrial });
  const endedAt = status === 'canceled' ? object.status_update_time : null;
  const owing = status === 'past_due';
  return {
    ...ownedAs(seen, 'paypal'),
    id: object.id,
    createdAt: object.create_time ?? object.start_time ?? seen.asOf,
    customerId: customerIdOf(object),
    status,
    currency: price?.currency ?? info?.outstanding_balance?.currency ?? 'GBP',
    collectionMethod: 'charge_automatically',
    startedAt: object.start_time,
    periodStart: info?.last_payment?.time ?? object.start_time,
    periodEnd: info?.next_billing_time ?? null,
    trialStart: onTrial ? object.start_time : null,
    trialEnd: onTrial ? (info?.next_billing_time ?? null) : null,
    cancelAt: null,
    cancelAtPeriodEnd: false,
    canceledAt: endedAt,
    endedAt,
    cancellationReason: endedAt === null ? null : failedPayments > 0 ? 'payment_failed' : 'cancellation_requested',
    cancellationFeedback: null,
    cancellationComment: endedAt === null ? null : object.status_change_note,
    pauseBehavior: null,
    pauseResumesAt: null,
    latestInvoiceId: null,
    defaultPaymentMethodId: null,
    discountIds: [],
    pastDueSince: owing ? (info?.last_failed_payment?.time ?? object.status_update_time) : null,
  };
}

function itemRow(object: Wire, seen: Seen, price: PriceRow | undefined): SubscriptionItemRow {
  return {
    ...ownedAs(seen, 'paypal'),
    id: itemId(object.id),
    createdAt: object.create_time ?? seen.asOf,
    customerId: customerIdOf(object),
    subscriptionId: object.id,
    priceId: object.plan_id,
    productId: price?.productId ?? null,
    quantity: object.quantity,
    unitAmountMinor: price?.unitAmountMinor ?? null,
    currency: price?.currency ?? object.billing_info?.outstanding_balance?.currency ?? 'GBP',
    interval: price?.interval ?? null,
    intervalCount: price?.intervalCount ?? null,
    usageType: price?.usageType ?? null,
    discountIds: [],
  };
}

function mirrorSubscriber(sheet: Sheet, object: Wire, seen: Seen, price: PriceRow | undefined): void {
  const customerId = customerIdOf(object);
  if (customerId === null) return;
  const { custom_id: customId, subscriber } = object;
  const name = [subscriber?.name?.given_name, subscriber?.name?.surname].filter(Boolean).join(' ');
  mirrorCustomer(sheet, seen, {
    customerId,
    customId,
    createdAt: object.create_time ?? object.start_time ?? seen.asOf,
    email: subscriber?.email_address ?? null,
    name: name === '' ? null : name,
    currency: price?.currency ?? null,
    raw: subscriber ?? null,
  });
}
