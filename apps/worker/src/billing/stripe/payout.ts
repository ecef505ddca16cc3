import type { PayoutRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Fact } from '../apply/fact.ts';
import { mirroredAs, type Handler, type Seen, type Teller } from '../apply/handler.ts';
import { mirrorBalanceTransaction } from './balance-transaction.ts';
import { currency, id, instant, maybeReference, maybeText, minor } from './wire.ts';

const wire = z.looseObject({
  id,
  amount: minor,
  arrival_date: instant,
  automatic: z.boolean(),
  balance_transaction: z.unknown(),
  failure_balance_transaction: z.unknown(),
  created: instant,
  currency,
  failure_code: maybeText,
  failure_message: maybeText,
  reconciliation_status: maybeText,
  status: z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']),
});

export const payout: Handler = {
  noun: 'payouts',
  fetchable: 'payout',
  money: true,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const known = sheet.row('payouts', object.id);
    const arrivedAt = object.status === 'paid' ? object.arrival_date : null;
    const row: PayoutRow = {
      ...mirroredAs(seen),
      id: object.id,
      createdAt: object.created,
      status: object.status,
      amountMinor: object.amount,
      currency: object.currency,
      arrivalDate: object.arrival_date.toISOString().slice(0, 10),
      automatic: object.automatic,
      balanceTransactionId: maybeReference.parse(object.balance_transaction),
      failureBalanceTransactionId: maybeReference.parse(object.failure_balance_transaction),
      failureCode: object.failure_code,
      failureMessage: object.failure_message,
      reconciliationStatus: object.reconciliation_status,
      paidAt: known?.paidAt ?? arrivedAt,
      failedAt: known?.failedAt ?? null,
    };
    sheet.put('payouts', row, seen.object);
    const cause = {
      sourceType: 'payout',
      sourceAmountMinor: row.amountMinor,
      sourceCurrency: row.currency,
      customerId: null,
      chargeId: null,
    };
    mirrorBalanceTransaction(sheet, object.balance_transaction, cause, seen);
    mirrorBalanceTransaction(sheet, object.failure_balance_transaction, cause, seen);
  },
  note: (sheet, seen) => {
    const known = sheet.row('payouts', wire.shape.id.parse(read(seen)));
    if (known === undefined) return;
    const { type, occurredAt } = seen.event;
    // The day it arrived, as an object that is paid says it: whoever hears of it first, the books say the same.
    const paidAt = known.paidAt ?? (type === 'payout.paid' ? new Date(known.arrivalDate) : null);
    const failedAt = type === 'payout.failed' ? earliest(known.failedAt, occurredAt) : known.failedAt;
    if (paidAt !== known.paidAt || failedAt !== known.failedAt)
      sheet.put('payouts', { ...known, paidAt, failedAt }, seen.object);
  },
};

function read({ object }: Seen): unknown {
  return typeof object === 'object' && object !== null && 'id' in object ? object.id : undefined;
}

function earliest(known: Date | null, seen: Date): Date {
  return known !== null && known <= seen ? known : seen;
}

export const tellOfPayout: Teller<'payouts'> = (before, after) => {
  const shared = {
    resource: 'payouts',
    resourceId: after.id,
    customerId: null,
    payload: { amountMinor: after.amountMinor, currency: after.currency },
  };
  const amount = formatMoney(after);
  const paid: Fact = {
    ...shared,
    type: 'payout.paid',
    summary: `Payout of ${amount} arrived at the bank`,
    occurredAt: after.paidAt ?? after.asOf,
  };
  const failed: Fact = {
    ...shared,
    type: 'payout.failed',
    summary: `Payout of ${amount} failed: ${after.failureMessage ?? 'no reason given'}`,
    occurredAt: after.failedAt ?? after.asOf,
  };
  return [
    ...(after.paidAt !== null && before?.paidAt == null ? [paid] : []),
    ...(after.failedAt !== null && before?.failedAt == null ? [failed] : []),
  ];
};
