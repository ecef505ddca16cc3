import type { InvoiceLineRow, InvoicePaymentRow, InvoiceRow } from '@wedsync/domain/billing';
import { ownedAs, type Seen } from '../apply/handler.ts';
import type { RowName } from '../apply/row-name.ts';
import type { Sheet } from '../apply/sheet.ts';
import type { PaymentWire } from './payment-wire.ts';
import { itemId } from './subscription.ts';

/** PayPal's subscriptions have no invoices: each payment is one of its own, final and paid the moment it is made. */
export function invoiceIdOf(paymentId: string): string {
  return `${paymentId}-invoice`;
}

export function rowsOfInvoice(paymentId: string): RowName[] {
  return [
    { noun: 'invoices', id: invoiceIdOf(paymentId) },
    { noun: 'invoiceLines', id: `${invoiceIdOf(paymentId)}-line` },
    { noun: 'invoicePayments', id: `${invoiceIdOf(paymentId)}-payment` },
  ];
}

type Of = { readonly customerId: string | null; readonly seen: Seen };

export function mirrorInvoice(sheet: Sheet, payment: PaymentWire, of: Of): void {
  sheet.put('invoices', invoiceRow(payment, of), {});
  sheet.put('invoiceLines', lineRow(sheet, payment, of), {});
  sheet.put('invoicePayments', paymentRow(payment, of), {});
}

function invoiceRow(payment: PaymentWire, { customerId, seen }: Of): InvoiceRow {
  const { createdAt, totalMinor, taxMinor } = payment;
  return {
    ...ownedAs(seen, 'paypal'),
    id: invoiceIdOf(payment.id),
    createdAt,
    customerId,
    subscriptionId: payment.subscriptionId,
    number: payment.invoiceNumber ?? payment.id,
    status: 'paid',
    currency: payment.currency,
    billingReason: payment.subscriptionId === null ? 'manual' : 'subscription_cycle',
    collectionMethod: 'charge_automatically',
    subtotalMinor: totalMinor - taxMinor,
    discountMinor: 0,
    taxMinor,
    totalMinor,
    amountDueMinor: totalMinor,
    amountPaidMinor: totalMinor,
    amountRemainingMinor: 0,
    paidOffProviderMinor: 0,
    overpaidMinor: 0,
    startingBalanceMinor: 0,
    endingBalanceMinor: 0,
    prePaymentCreditMinor: 0,
    postPaymentCreditMinor: 0,
    attemptCount: 1,
    nextAttemptAt: null,
    dueAt: createdAt,
    periodStart: createdAt,
    periodEnd: null,
    finalizedAt: createdAt,
    paidAt: createdAt,
    voidedAt: null,
    uncollectibleAt: null,
    hostedUrl: null,
  };
}

function lineRow(sheet: Sheet, payment: PaymentWire, { customerId, seen }: Of): InvoiceLineRow {
  const { subscriptionId, createdAt, currency } = payment;
  const item = subscriptionId === null ? undefined : sheet.row('subscriptionItems', itemId(subscriptionId));
  return {
    ...ownedAs(seen, 'paypal'),
    id: `${invoiceIdOf(payment.id)}-line`,
    createdAt,
    customerId,
    invoiceId: invoiceIdOf(payment.id),
    subscriptionId,
    subscriptionItemId: item?.id ?? null,
    description: subscriptionId === null ? 'PayPal order' : 'Subscription paid by PayPal',
    amountMinor: payment.totalMinor - payment.taxMinor,
    discountMinor: 0,
    taxMinor: payment.taxMinor,
    currency,
    // The subscription may be on another plan by now; what this payment was for only its amount tells.
    priceId: null,
    productId: null,
    quantity: 1,
    proration: false,
    periodStart: createdAt,
    periodEnd: null,
  };
}

function paymentRow(payment: PaymentWire, { customerId, seen }: Of): InvoicePaymentRow {
  const { id, createdAt, currency, totalMinor } = payment;
  return {
    ...ownedAs(seen, 'paypal'),
    id: `${invoiceIdOf(id)}-payment`,
    createdAt,
    customerId,
    invoiceId: invoiceIdOf(id),
    paymentIntentId: id,
    chargeId: id,
    status: 'paid',
    currency,
    amountRequestedMinor: totalMinor,
    amountPaidMinor: totalMinor,
    paidAt: createdAt,
  };
}
