import type { InvoicePaymentRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler, type Seen } from '../apply/handler.ts';
import type { Sheet } from '../apply/sheet.ts';
import { currency, id, instant, maybeInstant, maybeMinor, maybeReference, minor, reference, text } from './wire.ts';

const wire = z.looseObject({
  id,
  amount_paid: maybeMinor,
  amount_requested: minor,
  created: instant,
  currency,
  invoice: reference,
  payment: z.looseObject({ payment_intent: maybeReference.optional(), charge: maybeReference.optional() }),
  status: text,
  status_transitions: z.looseObject({ paid_at: maybeInstant }),
});

/** Which payment settled which invoice: the only link between a charge and its invoice. */
export const invoicePayment: Handler = {
  noun: 'invoicePayments',
  fetchable: 'invoice-payment',
  money: false,
  deletedBy: [],
  mirror: (sheet, seen) => {
    sheet.put('invoicePayments', rowOf(sheet, seen.object, seen), seen.object);
  },
};

/** The same, found inside its invoice. */
export function mirrorInvoicePayment(sheet: Sheet, nested: unknown, seen: Seen): void {
  sheet.putIfNewer('invoicePayments', rowOf(sheet, nested, seen), nested, seen);
}

function rowOf(sheet: Sheet, payment: unknown, seen: Seen): InvoicePaymentRow {
  const object = wire.parse(payment);
  return {
    ...ownedAs(seen),
    id: object.id,
    createdAt: object.created,
    customerId: sheet.row('invoices', object.invoice)?.customerId ?? null,
    invoiceId: object.invoice,
    paymentIntentId: object.payment.payment_intent ?? null,
    chargeId: object.payment.charge ?? null,
    status: object.status,
    currency: object.currency,
    amountRequestedMinor: object.amount_requested,
    amountPaidMinor: object.amount_paid,
    paidAt: object.status_transitions.paid_at,
  };
}
