import type { InvoiceLineRow, InvoiceRow } from '@wedsync/domain/billing';
import { formatMoney, isKeyOf } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Fact } from '../apply/fact.ts';
import { ownedAs, type Handler, type Seen, type Teller } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import { mirrorInvoicePayment } from './invoice-payment.ts';
import { currency, id, instant, maybeInstant, maybeMinor, maybeReference, maybeText, minor, sumOf } from './wire.ts';

const amounts = z.array(z.looseObject({ amount: minor })).nullish();
const details = z
  .looseObject({
    subscription: maybeReference,
    subscription_item: maybeReference.optional(),
    proration: z.boolean().optional(),
  })
  .nullish();
const line = z.looseObject({
  id,
  amount: minor,
  currency,
  description: maybeText,
  discount_amounts: amounts,
  taxes: amounts,
  quantity: maybeMinor,
  period: z.looseObject({ start: maybeInstant, end: maybeInstant }).nullish(),
  pricing: z
    .looseObject({ price_details: z.looseObject({ price: maybeReference, product: maybeReference }).nullish() })
    .nullish(),
  parent: z.looseObject({ subscription_item_details: details, invoice_item_details: details }).nullish(),
});
const wire = z.looseObject({
  id,
  amount_due: minor,
  amount_paid: minor,
  amount_paid_off_stripe: minor.optional(),
  amount_remaining: minor,
  amount_overpaid: minor.optional(),
  attempt_count: z.int(),
  billing_reason: maybeText,
  collection_method: maybeText,
  created: instant,
  currency,
  customer: maybeReference,
  due_date: maybeInstant,
  ending_balance: maybeMinor,
  hosted_invoice_url: maybeText,
  lines: z.looseObject({ data: z.array(line) }),
  next_payment_attempt: maybeInstant,
  number: maybeText,
  payments: z.looseObject({ data: z.array(z.unknown()) }).nullish(),
  parent: z.looseObject({ subscription_details: z.looseObject({ subscription: maybeReference }).nullish() }).nullable(),
  period_start: maybeInstant,
  period_end: maybeInstant,
  post_payment_credit_notes_amount: minor,
  pre_payment_credit_notes_amount: minor,
  starting_balance: minor,
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']),
  status_transitions: z.looseObject({
    finalized_at: maybeInstant,
    marked_uncollectible_at: maybeInstant,
    paid_at: maybeInstant,
    voided_at: maybeInstant,
  }),
  subtotal: minor,
  total: minor,
  total_discount_amounts: amounts,
  total_taxes: amounts,
});
type Wire = z.infer<typeof wire>;

export const invoice: Handler = {
  noun: 'invoices',
  fetchable: 'invoice',
  money: true,
  deletedBy: ['invoice.deleted'],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const known = sheet.row('invoices', object.id);
    sheet.put('invoices', invoiceRow(object, seen), seen.object);
    // Lines are fixed once the invoice is final; rewriting them with every payment attempt would cost more than the payment.
    if (known === undefined || known.finalizedAt === null) mirrorLines(sheet, object, seen);
    // What was paid tells of its payment by an event of its own; a failed try is seen only here.
    if (object.status !== 'paid' && object.attempt_count > 0)
      for (const payment of object.payments?.data ?? []) mirrorInvoicePayment(sheet, payment, seen);
  },
  note: (sheet, seen) => {
    const { type, occurredAt, eventId } = seen.event;
    const row = sheet.row('invoices', idOf.parse(seen.object).id);
    if (!isKeyOf(notices, type) || row === undefined) return;
    sheet.tell({ ...about(row), type, summary: notices[type](row), occurredAt, payload: { ...figures(row), eventId } });
  },
};

const idOf = z.looseObject({ id });

function invoiceRow(object: Wire, seen: Seen): InvoiceRow {
  const moments = object.status_transitions;
  return {
    ...ownedAs(seen),
    id: object.id,
    createdAt: object.created,
    customerId: object.customer,
    subscriptionId: object.parent?.subscription_details?.subscription ?? null,
    number: object.number,
    status: object.status,
    currency: object.currency,
    billingReason: object.billing_reason,
    collectionMethod: object.collection_method,
    subtotalMinor: object.subtotal,
    discountMinor: sumOf(object.total_discount_amounts, ({ amount }) => amount),
    taxMinor: sumOf(object.total_taxes, ({ amount }) => amount),
    totalMinor: object.total,
    amountDueMinor: object.amount_due,
    amountPaidMinor: object.amount_paid,
    amountRemainingMinor: object.amount_remaining,
    paidOffProviderMinor: object.amount_paid_off_stripe ?? 0,
    overpaidMinor: object.amount_overpaid ?? 0,
    startingBalanceMinor: object.starting_balance,
    endingBalanceMinor: object.ending_balance,
    prePaymentCreditMinor: object.pre_payment_credit_notes_amount,
    postPaymentCreditMinor: object.post_payment_credit_notes_amount,
    attemptCount: object.attempt_count,
    nextAttemptAt: object.next_payment_attempt,
    dueAt: object.due_date,
    periodStart: object.period_start,
    periodEnd: object.period_end,
    finalizedAt: moments.finalized_at,
    paidAt: moments.paid_at,
    voidedAt: moments.voided_at,
    uncollectibleAt: moments.marked_uncollectible_at,
    hostedUrl: object.hosted_invoice_url,
  };
}

function mirrorLines(sheet: Sheet, object: Wire, seen: Seen): void {
  sheet.ownChildren('invoiceLines', object.id);
  for (const part of object.lines.data) {
    const origin = part.parent?.subscription_item_details ?? part.parent?.invoice_item_details ?? null;
    const row: InvoiceLineRow = {
      ...ownedAs(seen),
      id: part.id,
      createdAt: object.created,
      customerId: object.customer,
      invoiceId: object.id,
      subscriptionId: origin?.subscription ?? null,
      subscriptionItemId: origin?.subscription_item ?? null,
      description: part.description,
      amountMinor: part.amount,
      discountMinor: sumOf(part.discount_amounts, ({ amount }) => amount),
      taxMinor: sumOf(part.taxes, ({ amount }) => amount),
      currency: part.currency,
      priceId: part.pricing?.price_details?.price ?? null,
      productId: part.pricing?.price_details?.product ?? null,
      quantity: part.quantity,
      proration: origin?.proration ?? false,
      periodStart: part.period?.start ?? null,
      periodEnd: part.period?.end ?? null,
    };
    // The invoice holds the whole of it in its own words.
    sheet.put('invoiceLines', row, {});
  }
}

/** Events that say something no state of the invoice keeps. */
const notices = {
  'invoice.payment_failed': (row: InvoiceRow) => `Payment of invoice ${name(row)} over ${formatMoney(due(row))} failed`,
  'invoice.payment_action_required': (row: InvoiceRow) =>
    `Invoice ${name(row)} waits for the customer to confirm the payment`,
  'invoice.finalization_failed': (row: InvoiceRow) => `Invoice ${name(row)} could not be finalised`,
  'invoice.overdue': (row: InvoiceRow) => `Invoice ${name(row)} over ${formatMoney(due(row))} is overdue`,
};

export const tellOfInvoice: Teller<'invoices'> = (before, after) => {
  if (before?.status === after.status || after.totalMinor === 0) return [];
  const happened = changes[after.status];
  if (happened === undefined) return [];
  const { type, words, at } = happened;
  return [
    {
      ...about(after),
      type,
      summary: `Invoice ${name(after)} over ${formatMoney(total(after))} ${words}`,
      occurredAt: at(after) ?? after.asOf,
      payload: figures(after),
    },
  ];
};

type InvoiceEnding = `invoice.${'paid' | 'marked_uncollectible' | 'voided'}`;

const changes: Readonly<
  Partial<Record<InvoiceRow['status'], { type: InvoiceEnding; words: string; at: (row: InvoiceRow) => Date | null }>>
> = {
  paid: { type: 'invoice.paid', words: 'was paid', at: (row) => row.paidAt },
  uncollectible: { type: 'invoice.marked_uncollectible', words: 'was given up', at: (row) => row.uncollectibleAt },
  void: { type: 'invoice.voided', words: 'was voided', at: (row) => row.voidedAt },
};

function about(row: InvoiceRow): Pick<Fact, 'resource' | 'resourceId' | 'customerId' | 'timeline'> {
  return { resource: 'invoices', resourceId: row.id, customerId: row.customerId, timeline: { kind: 'invoice' } };
}
function figures({
  totalMinor,
  amountDueMinor,
  currency: inCurrency,
  number,
  subscriptionId,
  attemptCount,
  billingReason,
}: InvoiceRow) {
  return { totalMinor, amountDueMinor, currency: inCurrency, number, subscriptionId, attemptCount, billingReason };
}
function name(row: InvoiceRow): string {
  return row.number ?? row.id;
}
function due(row: InvoiceRow) {
  return { amountMinor: row.amountDueMinor, currency: row.currency };
}
function total(row: InvoiceRow) {
  return { amountMinor: row.totalMinor, currency: row.currency };
}
