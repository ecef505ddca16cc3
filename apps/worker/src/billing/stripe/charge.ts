import type { ChargeRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Fact } from '../apply/fact.ts';
import { ownedAs, type Handler, type Teller } from '../apply/handler.ts';
import { mirrorBalanceTransaction } from './balance-transaction.ts';
import { currency, id, instant, maybeReference, maybeText, minor } from './wire.ts';

const card = z.looseObject({ brand: maybeText, last4: maybeText, fingerprint: maybeText });
const wire = z.looseObject({
  id,
  amount: minor,
  amount_captured: minor,
  amount_refunded: minor,
  balance_transaction: z.unknown(),
  failure_balance_transaction: z.unknown(),
  captured: z.boolean(),
  created: instant,
  currency,
  customer: maybeReference,
  description: maybeText,
  disputed: z.boolean(),
  failure_code: maybeText,
  failure_message: maybeText,
  outcome: z.looseObject({ reason: maybeText, advice_code: maybeText }).nullish(),
  payment_intent: maybeReference,
  payment_method: maybeReference,
  payment_method_details: z.looseObject({ type: maybeText, card: card.nullish() }).nullish(),
  receipt_url: maybeText,
  status: z.enum(['succeeded', 'pending', 'failed']),
});

export const charge: Handler = {
  noun: 'charges',
  fetchable: 'charge',
  money: true,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const details = object.payment_method_details;
    const failed = object.status === 'failed';
    const row: ChargeRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId: object.customer,
      status: object.status,
      currency: object.currency,
      amountMinor: object.amount,
      amountCapturedMinor: object.amount_captured,
      amountRefundedMinor: object.amount_refunded,
      captured: object.captured,
      disputed: object.disputed,
      paymentIntentId: object.payment_intent,
      paymentMethodId: object.payment_method,
      balanceTransactionId: maybeReference.parse(object.balance_transaction),
      failureBalanceTransactionId: maybeReference.parse(object.failure_balance_transaction),
      failureCode: object.failure_code,
      declineCode: failed ? (object.outcome?.reason ?? null) : null,
      adviceCode: failed ? (object.outcome?.advice_code ?? null) : null,
      failureMessage: object.failure_message,
      methodType: details?.type ?? null,
      cardBrand: details?.card?.brand ?? null,
      cardLast4: details?.card?.last4 ?? null,
      cardFingerprint: details?.card?.fingerprint ?? null,
      description: object.description,
      receiptUrl: object.receipt_url,
    };
    sheet.put('charges', row, seen.object);
    const cause = {
      sourceType: 'charge',
      sourceAmountMinor: movedMinor(row),
      sourceCurrency: row.currency,
      customerId: row.customerId,
      chargeId: row.id,
    };
    mirrorBalanceTransaction(sheet, object.balance_transaction, cause, seen);
    mirrorBalanceTransaction(sheet, object.failure_balance_transaction, cause, seen);
  },
};

/** A part of what was authorised may be captured; only that moves. */
function movedMinor({ status, amountMinor, amountCapturedMinor }: ChargeRow): number {
  return status === 'succeeded' ? amountCapturedMinor : amountMinor;
}

export const tellOfCharge: Teller<'charges'> = (before, after) => {
  if (before?.status === after.status) return [];
  const amount = formatMoney(after);
  if (after.status === 'succeeded') return [fact(after, 'charge.succeeded', `Payment of ${amount} succeeded`)];
  if (after.status === 'failed') return [fact(after, 'charge.failed', `Payment of ${amount} failed${because(after)}`)];
  return [fact(after, 'charge.pending', `Payment of ${amount} is on its way`)];
};

function because({ declineCode, failureMessage }: ChargeRow): string {
  const reason = declineCode?.replaceAll('_', ' ') ?? failureMessage;
  return reason == null ? '' : `: ${reason}`;
}

function fact(row: ChargeRow, type: `charge.${'succeeded' | 'failed' | 'pending'}`, summary: string): Fact {
  const { id: resourceId, customerId, amountMinor, currency: inCurrency, declineCode } = row;
  const payload = { amountMinor, currency: inCurrency, declineCode };
  return {
    type,
    resource: 'charges',
    resourceId,
    customerId,
    summary,
    occurredAt: row.createdAt,
    payload,
    timeline: { kind: 'payment' },
  };
}
