import type { StatedItem, SubscriptionItemRow, SubscriptionRow, SubscriptionState } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler, type Seen, type Teller } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import { recurring } from './catalogue.ts';
import { mirrorDiscount } from './discount.ts';
import {
  currency,
  id,
  instant,
  maybeInstant,
  maybeMinor,
  maybeReference,
  maybeText,
  metadata,
  reference,
} from './wire.ts';

const discounts = z.array(z.union([id, z.looseObject({ id })])).nullish();
const item = z.looseObject({
  id,
  created: instant,
  current_period_end: maybeInstant,
  current_period_start: maybeInstant,
  discounts,
  price: z.looseObject({ id, currency, product: maybeReference, unit_amount: maybeMinor, recurring }),
  quantity: z.int().nullish(),
});
const wire = z.looseObject({
  id,
  cancel_at: maybeInstant,
  cancel_at_period_end: z.boolean(),
  canceled_at: maybeInstant,
  cancellation_details: z.looseObject({ reason: maybeText, feedback: maybeText, comment: maybeText }).nullish(),
  collection_method: maybeText,
  created: instant,
  currency,
  customer: reference,
  default_payment_method: maybeReference,
  discounts,
  ended_at: maybeInstant,
  items: z.looseObject({ data: z.array(item) }),
  latest_invoice: maybeReference,
  metadata,
  pause_collection: z.looseObject({ behavior: maybeText, resumes_at: maybeInstant }).nullish(),
  start_date: maybeInstant,
  status: z.enum([
    'incomplete',
    'incomplete_expired',
    'trialing',
    'active',
    'past_due',
    'canceled',
    'unpaid',
    'paused',
  ]),
  trial_end: maybeInstant,
  trial_start: maybeInstant,
});
type Wire = z.infer<typeof wire>;

const ended: ReadonlySet<SubscriptionRow['status']> = new Set<SubscriptionRow['status']>([
  'canceled',
  'incomplete_expired',
]);

export const subscription: Handler = {
  noun: 'subscriptions',
  fetchable: 'subscription',
  money: false,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const known = sheet.row('subscriptions', object.id);
    // A subscription that has ended never lives again, whatever order its events come in.
    if (known !== undefined && ended.has(known.status) && !ended.has(object.status)) return;
    sheet.put('subscriptions', subscriptionRow(object, seen), seen.object);
    mirrorItems(sheet, object, seen);
    for (const given of object.discounts ?? []) if (typeof given === 'object') mirrorDiscount(sheet, given, seen);
    adopt(sheet, object);
  },
  note: (sheet, seen) => {
    const { success, data } = wire.safeParse(seen.object);
    if (success) sheet.remember(stateOf(data, seen));
  },
};

/** How the subscription was when the event was made; its present state may be another by now. */
function stateOf(object: Wire, seen: Seen & { readonly event: NonNullable<Seen['event']> }): SubscriptionState {
  const row = subscriptionRow(object, seen);
  return {
    subscriptionId: row.id,
    customerId: object.customer,
    provider: row.provider,
    sourceEventId: seen.event.eventId,
    eventType: seen.event.type,
    effectiveAt: seen.event.occurredAt,
    status: row.status,
    currency: row.currency,
    collectionPaused: row.pauseBehavior !== null,
    cancelScheduled: !ended.has(row.status) && willEnd(row),
    endedAt: row.endedAt,
    cancellationReason: row.cancellationReason,
    periodStart: row.periodStart,
    discountIds: row.discountIds,
    items: object.items.data.map((part) => itemRow(part, object, seen)).map(statedItem),
  };
}

function statedItem(row: SubscriptionItemRow): StatedItem {
  const { productId, unitAmountMinor, quantity, interval, intervalCount, usageType, discountIds: given } = row;
  return { productId, unitAmountMinor, quantity, interval, intervalCount, usageType, discountIds: given };
}

function subscriptionRow(object: Wire, seen: Seen): SubscriptionRow {
  const starts = object.items.data.flatMap((part) => part.current_period_start ?? []);
  const ends = object.items.data.flatMap((part) => part.current_period_end ?? []);
  return {
    ...ownedAs(seen),
    id: object.id,
    createdAt: object.created,
    customerId: object.customer,
    status: object.status,
    currency: object.currency,
    collectionMethod: object.collection_method,
    startedAt: object.start_date,
    periodStart: starts[0] ?? null,
    periodEnd: ends[0] ?? null,
    trialStart: object.trial_start,
    trialEnd: object.trial_end,
    cancelAt: object.cancel_at,
    cancelAtPeriodEnd: object.cancel_at_period_end,
    canceledAt: object.canceled_at,
    endedAt: object.ended_at,
    cancellationReason: object.cancellation_details?.reason ?? null,
    cancellationFeedback: object.cancellation_details?.feedback ?? null,
    cancellationComment: object.cancellation_details?.comment ?? null,
    pauseBehavior: object.pause_collection?.behavior ?? null,
    pauseResumesAt: object.pause_collection?.resumes_at ?? null,
    latestInvoiceId: object.latest_invoice,
    defaultPaymentMethodId: object.default_payment_method,
    discountIds: discountIds(object.discounts),
  };
}

function mirrorItems(sheet: Sheet, object: Wire, seen: Seen): void {
  sheet.ownChildren('subscriptionItems', object.id);
  for (const part of object.items.data) sheet.put('subscriptionItems', itemRow(part, object, seen), {});
}

function itemRow(part: z.infer<typeof item>, object: Wire, seen: Seen): SubscriptionItemRow {
  return {
    ...ownedAs(seen),
    id: part.id,
    createdAt: part.created,
    customerId: object.customer,
    subscriptionId: object.id,
    priceId: part.price.id,
    productId: part.price.product,
    quantity: part.quantity ?? 1,
    unitAmountMinor: part.price.unit_amount,
    currency: part.price.currency,
    interval: part.price.recurring?.interval ?? null,
    intervalCount: part.price.recurring?.interval_count ?? null,
    usageType: part.price.recurring?.usage_type ?? null,
    discountIds: discountIds(part.discounts),
  };
}

function discountIds(given: Wire['discounts']): string[] {
  return (given ?? []).map((one) => (typeof one === 'string' ? one : one.id));
}

/** A customer without the supplier's id of its own takes it from its subscription. */
function adopt(sheet: Sheet, object: Wire): void {
  const known = sheet.row('customers', object.customer);
  const external = object.metadata.supplier_external_id;
  if (external === undefined || known === undefined || known.supplierExternalId !== null) return;
  sheet.put('customers', { ...known, supplierExternalId: external }, {});
}

export const tellOfSubscription: Teller<'subscriptions'> = (before, after) =>
  changes.flatMap(({ type, words, happened, at }) => {
    if (!happened(before, after)) return [];
    const { id: resourceId, customerId, status, cancellationReason, cancellationFeedback } = after;
    const payload = { status, previousStatus: before?.status ?? null, cancellationReason, cancellationFeedback };
    const occurredAt = at(after) ?? after.asOf;
    return [
      {
        type,
        resource: 'subscriptions',
        resourceId,
        customerId,
        summary: words(after),
        occurredAt,
        payload,
        timeline: { kind: 'subscription' },
      },
    ];
  });

type Change = {
  readonly type: `subscription.${'started' | 'changed' | 'paused' | 'resumed' | 'cancelled' | 'cancellation_scheduled'}`;
  readonly words: (after: SubscriptionRow) => string;
  readonly happened: (before: SubscriptionRow | undefined, after: SubscriptionRow) => boolean;
  readonly at: (after: SubscriptionRow) => Date | null;
};

/** Every change worth telling, and how it shows. */
const changes: readonly Change[] = [
  {
    type: 'subscription.started',
    words: (after) => (after.trialEnd === null ? 'A subscription started' : 'A trial started'),
    happened: (before) => before === undefined,
    at: (after) => after.createdAt,
  },
  {
    type: 'subscription.cancelled',
    words: ({ cancellationReason, cancellationFeedback }) => {
      const why = cancellationFeedback ?? cancellationReason;
      return `The subscription ended${why === null ? '' : `: ${why.replaceAll('_', ' ')}`}`;
    },
    happened: (before, after) => ended.has(after.status) && (before === undefined || !ended.has(before.status)),
    at: (after) => after.endedAt,
  },
  {
    type: 'subscription.paused',
    words: (after) =>
      `Collection is paused${after.pauseResumesAt === null ? '' : ` until ${after.pauseResumesAt.toISOString().slice(0, 10)}`}`,
    happened: (before, after) => isPaused(after) && before !== undefined && !isPaused(before),
    at: () => null,
  },
  {
    type: 'subscription.resumed',
    words: () => 'The subscription is collected again',
    happened: (before, after) =>
      before !== undefined && isPaused(before) && !isPaused(after) && !ended.has(after.status),
    at: () => null,
  },
  {
    type: 'subscription.changed',
    words: (after) => `The subscription is ${after.status.replaceAll('_', ' ')}`,
    happened: (before, after) => before !== undefined && before.status !== after.status && !ended.has(after.status),
    at: () => null,
  },
  {
    type: 'subscription.cancellation_scheduled',
    words: ({ cancelAt, periodEnd }) =>
      `The subscription will end on ${(cancelAt ?? periodEnd)?.toISOString().slice(0, 10) ?? 'the end of its period'}`,
    happened: (before, after) => before !== undefined && !ended.has(after.status) && willEnd(after) && !willEnd(before),
    at: (after) => after.canceledAt,
  },
];

function isPaused({ status, pauseBehavior }: SubscriptionRow): boolean {
  return status === 'paused' || (pauseBehavior !== null && !ended.has(status));
}

function willEnd({ cancelAt, cancelAtPeriodEnd }: SubscriptionRow): boolean {
  return cancelAtPeriodEnd || cancelAt !== null;
}
