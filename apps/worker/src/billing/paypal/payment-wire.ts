import { minorFromDecimal } from '@wedsync/domain/billing';
import { z } from 'zod';
import { amount, firstAmount, id, instant, maybeText, text } from './wire.ts';

/** The payment of a subscription, in the words of PayPal's first version. */
const sale = z
  .looseObject({
    id,
    state: text,
    amount: z.looseObject({
      total: text,
      currency: z.string().regex(/^[A-Z]{3}$/),
      details: z.looseObject({ tax: text.optional() }).optional(),
    }),
    transaction_fee: firstAmount.optional(),
    billing_agreement_id: maybeText,
    custom: maybeText,
    invoice_number: maybeText,
    create_time: instant,
    reason_code: maybeText,
  })
  .transform((object) => ({
    id: object.id,
    state: object.state,
    currency: object.amount.currency,
    totalMinor: minorFromDecimal(object.amount.total, object.amount.currency),
    taxMinor: minorFromDecimal(object.amount.details?.tax ?? '0', object.amount.currency),
    feeMinor: object.transaction_fee?.minor ?? null,
    subscriptionId: object.billing_agreement_id,
    customId: object.custom,
    invoiceNumber: object.invoice_number,
    createdAt: object.create_time,
    reason: object.reason_code,
  }));

/** The payment of an order, in the words of the second. */
const capture = z
  .looseObject({
    id,
    status: text,
    amount,
    seller_receivable_breakdown: z.looseObject({ paypal_fee: amount.optional() }).optional(),
    custom_id: maybeText,
    invoice_id: maybeText,
    create_time: instant,
    status_details: z.looseObject({ reason: maybeText }).optional(),
  })
  .transform((object) => ({
    id: object.id,
    state: object.status.toLowerCase(),
    currency: object.amount.currency,
    totalMinor: object.amount.minor,
    taxMinor: 0,
    feeMinor: object.seller_receivable_breakdown?.paypal_fee?.minor ?? null,
    subscriptionId: null,
    customId: object.custom_id,
    invoiceNumber: object.invoice_id,
    createdAt: object.create_time,
    reason: object.status_details?.reason ?? null,
  }));

/** Either, in one shape. */
export const paymentWire = z.union([sale, capture]);
export type PaymentWire = z.infer<typeof paymentWire>;
