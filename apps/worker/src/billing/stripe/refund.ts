import type { RefundRow, RefundStatus } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { ownedAs, type Handler, type Teller } from '../apply/handler.ts';
import { mirrorBalanceTransaction } from './balance-transaction.ts';
import { currency, id, instant, maybeReference, maybeText, metadata, minor } from './wire.ts';

const wire = z.looseObject({
  id,
  amount: minor,
  balance_transaction: z.unknown(),
  failure_balance_transaction: z.unknown().optional(),
  charge: maybeReference,
  created: instant,
  currency,
  customer: maybeReference,
  failure_reason: maybeText,
  metadata,
  payment_intent: maybeReference,
  pending_reason: maybeText,
  reason: maybeText,
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
});

export const refund: Handler = {
  noun: 'refunds',
  fetchable: 'refund',
  money: true,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const row: RefundRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId:
        object.customer ?? (object.charge === null ? null : (sheet.row('charges', object.charge)?.customerId ?? null)),
      chargeId: object.charge,
      paymentIntentId: object.payment_intent,
      balanceTransactionId: maybeReference.parse(object.balance_transaction),
      failureBalanceTransactionId: maybeReference.parse(object.failure_balance_transaction),
      status: object.status,
      reason: object.reason,
      failureReason: object.failure_reason,
      pendingReason: object.pending_reason,
      amountMinor: object.amount,
      currency: object.currency,
      refundRequestId: object.metadata.refund_request_id ?? null,
    };
    sheet.put('refunds', row, seen.object);
    const cause = {
      sourceType: 'refund',
      sourceAmountMinor: row.amountMinor,
      sourceCurrency: row.currency,
      customerId: row.customerId,
      chargeId: row.chargeId,
    };
    mirrorBalanceTransaction(sheet, object.balance_transaction, cause, seen);
    mirrorBalanceTransaction(sheet, object.failure_balance_transaction, cause, seen);
  },
};

type RefundFact = `refund.${'created' | 'updated' | 'succeeded' | 'failed'}`;

/** How each state is told. */
const told: Readonly<Record<RefundStatus, { type: RefundFact; words: (amount: string, row: RefundRow) => string }>> = {
  pending: { type: 'refund.created', words: (amount) => `Refund of ${amount} is on its way` },
  requires_action: { type: 'refund.updated', words: (amount) => `Refund of ${amount} waits for the customer` },
  succeeded: { type: 'refund.succeeded', words: (amount) => `Refund of ${amount} succeeded` },
  failed: {
    type: 'refund.failed',
    words: (amount, { failureReason }) =>
      `Refund of ${amount} failed${failureReason === null ? '' : `: ${failureReason.replaceAll('_', ' ')}`}`,
  },
  canceled: { type: 'refund.updated', words: (amount) => `Refund of ${amount} was cancelled` },
};

export const tellOfRefund: Teller<'refunds'> = (before, after) => {
  if (before?.status === after.status) return [];
  const { type, words } = told[after.status];
  const { id: resourceId, customerId, chargeId, refundRequestId, amountMinor, currency: inCurrency } = after;
  const payload = { chargeId, refundRequestId, amountMinor, currency: inCurrency, status: after.status };
  const occurredAt = before === undefined ? after.createdAt : after.asOf;
  return [
    {
      type,
      resource: 'refunds',
      resourceId,
      customerId,
      summary: words(formatMoney(after), after),
      occurredAt,
      payload,
      timeline: { kind: 'refund' },
    },
  ];
};
