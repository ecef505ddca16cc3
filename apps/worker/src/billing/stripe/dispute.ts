import type { DisputeRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Fact } from '../apply/fact.ts';
import { ownedAs, type Handler, type Teller } from '../apply/handler.ts';
import { mirrorBalanceTransaction } from './balance-transaction.ts';
import { currency, id, instant, maybeInstant, maybeReference, minor, reference, text } from './wire.ts';

const wire = z.looseObject({
  id,
  amount: minor,
  balance_transactions: z.array(z.looseObject({ id })),
  charge: reference,
  created: instant,
  currency,
  evidence_details: z.looseObject({ due_by: maybeInstant, has_evidence: z.boolean(), submission_count: z.int() }),
  is_charge_refundable: z.boolean(),
  payment_intent: maybeReference,
  reason: text,
  status: text,
});

export const dispute: Handler = {
  noun: 'disputes',
  fetchable: 'dispute',
  money: true,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const row: DisputeRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId: sheet.row('charges', object.charge)?.customerId ?? null,
      chargeId: object.charge,
      paymentIntentId: object.payment_intent,
      status: object.status,
      reason: object.reason,
      amountMinor: object.amount,
      currency: object.currency,
      dueBy: object.evidence_details.due_by,
      chargeRefundable: object.is_charge_refundable,
      hasEvidence: object.evidence_details.has_evidence,
      submissionCount: object.evidence_details.submission_count,
      balanceTransactionIds: object.balance_transactions.map((transaction) => transaction.id),
    };
    sheet.put('disputes', row, seen.object);
    const cause = {
      sourceType: 'dispute',
      sourceAmountMinor: row.amountMinor,
      sourceCurrency: row.currency,
      customerId: row.customerId,
      chargeId: row.chargeId,
    };
    for (const transaction of object.balance_transactions) mirrorBalanceTransaction(sheet, transaction, cause, seen);
  },
};

const closed: ReadonlySet<string> = new Set(['won', 'lost', 'warning_closed', 'prevented']);

export const tellOfDispute: Teller<'disputes'> = (before, after) => {
  const { id: resourceId, customerId, chargeId, status, reason, amountMinor, currency: inCurrency, dueBy } = after;
  const payload = { chargeId, status, reason, amountMinor, currency: inCurrency, dueBy: dueBy?.toISOString() ?? null };
  const shared = { resource: 'disputes', resourceId, customerId, payload, timeline: { kind: 'dispute' } };
  const words = `dispute over ${formatMoney(after)} (${reason.replaceAll('_', ' ')})`;
  const opened: Fact = {
    ...shared,
    type: 'dispute.opened',
    summary: `A ${words} was opened`,
    occurredAt: after.createdAt,
  };
  const ended: Fact = {
    ...shared,
    type: 'dispute.closed',
    summary: `The ${words} ended: ${status.replaceAll('_', ' ')}`,
    occurredAt: after.asOf,
  };
  return [
    ...(before === undefined ? [opened] : []),
    ...(closed.has(status) && before?.status !== status ? [ended] : []),
  ];
};
