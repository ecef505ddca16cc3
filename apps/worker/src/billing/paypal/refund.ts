import {
  refundMovementId,
  type BalanceTransactionRow,
  type RefundRow,
  type RefundStatus,
} from '@wedsync/domain/billing';
import { idSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { ownedAs, type Handler } from '../apply/handler.ts';
import { amount, id, idAtEndOf, instant, links, maybeText, text } from './wire.ts';

const wire = z.looseObject({
  id,
  status: text,
  amount,
  custom_id: maybeText,
  note_to_payer: maybeText,
  status_details: z.looseObject({ reason: maybeText }).optional(),
  seller_payable_breakdown: z
    .looseObject({ paypal_fee: amount.optional(), total_refunded_amount: amount.optional() })
    .optional(),
  create_time: instant,
  links,
});
const ours = idSchema('refundRequest');

const statuses: Readonly<Record<string, RefundStatus>> = {
  COMPLETED: 'succeeded',
  PENDING: 'pending',
  FAILED: 'failed',
  CANCELLED: 'canceled',
};

export const refund: Handler = {
  noun: 'refunds',
  fetchable: 'paypal-refund',
  money: true,
  onlyFetched: true,
  deletedBy: [],
  parents: (object) => {
    const paymentId = paymentOf(object);
    return paymentId === null ? [] : [{ name: 'paypal-payment', id: paymentId }];
  },
  touches: (object) => {
    const { data } = z.looseObject({ id }).safeParse(object);
    return data === undefined ? [] : [{ noun: 'balanceTransactions', id: refundMovementId(data.id) }];
  },
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const chargeId = paymentOf(seen.object);
    const charge = chargeId === null ? undefined : sheet.row('charges', chargeId);
    const status = statuses[object.status] ?? 'pending';
    const { minor: amountMinor, currency } = object.amount;
    const booked = status === 'succeeded' ? refundMovementId(object.id) : null;
    const row: RefundRow = {
      ...ownedAs(seen, 'paypal'),
      id: object.id,
      createdAt: object.create_time,
      customerId: charge?.customerId ?? null,
      chargeId,
      paymentIntentId: chargeId,
      balanceTransactionId: booked,
      failureBalanceTransactionId: null,
      status,
      reason: object.note_to_payer,
      failureReason: status === 'failed' ? (object.status_details?.reason?.toLowerCase() ?? null) : null,
      pendingReason: status === 'pending' ? (object.status_details?.reason?.toLowerCase() ?? null) : null,
      amountMinor,
      currency,
      refundRequestId: ours.safeParse(object.custom_id).data ?? null,
    };
    sheet.put('refunds', row, seen.object);
    const inAll = object.seller_payable_breakdown?.total_refunded_amount?.minor ?? amountMinor;
    if (charge !== undefined && booked !== null && inAll > charge.amountRefundedMinor)
      sheet.put('charges', { ...charge, amountRefundedMinor: inAll }, {});
    if (booked === null) return;
    // What PayPal gives back of its fee lowers it again.
    const feeBack = object.seller_payable_breakdown?.paypal_fee?.minor ?? 0;
    const movement: BalanceTransactionRow = {
      ...ownedAs(seen, 'paypal'),
      id: booked,
      createdAt: object.create_time,
      customerId: row.customerId,
      type: 'refund',
      reportingCategory: 'refund',
      status: 'available',
      currency,
      amountMinor: -amountMinor,
      feeMinor: -feeBack,
      netMinor: feeBack - amountMinor,
      exchangeRate: null,
      availableOn: object.create_time,
      description: null,
      sourceId: object.id,
      sourceType: 'refund',
      sourceAmountMinor: amountMinor,
      sourceCurrency: currency,
      chargeId,
      payoutId: null,
    };
    sheet.put('balanceTransactions', movement, {});
  },
};

const references = z.looseObject({ sale_id: maybeText, capture_id: maybeText, links }).catch({
  sale_id: null,
  capture_id: null,
  links: [],
});

/** The payment it takes back: named by itself, or by a link upwards. */
function paymentOf(object: unknown): string | null {
  const { sale_id, capture_id, links: given } = references.parse(object);
  const up = given.find(({ rel }) => rel === 'up' || rel === 'sale');
  return sale_id ?? capture_id ?? (up === undefined ? null : idAtEndOf(up.href));
}
