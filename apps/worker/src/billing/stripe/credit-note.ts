import type { CreditNoteRow } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import { z } from 'zod';
import { ownedAs, type Handler, type Teller } from '../apply/handler.ts';
import {
  currency,
  id,
  instant,
  maybeInstant,
  maybeMinor,
  maybeReference,
  maybeText,
  minor,
  reference,
  sumOf,
} from './wire.ts';

const wire = z.looseObject({
  id,
  created: instant,
  currency,
  customer: reference,
  customer_balance_transaction: maybeReference,
  invoice: reference,
  number: maybeText,
  out_of_band_amount: maybeMinor,
  post_payment_amount: minor,
  pre_payment_amount: minor,
  reason: maybeText,
  refunds: z.array(z.looseObject({ amount_refunded: minor, refund: maybeReference })),
  status: z.enum(['issued', 'void']),
  total: minor,
  total_taxes: z.array(z.looseObject({ amount: minor })).nullish(),
  voided_at: maybeInstant,
});

export const creditNote: Handler = {
  noun: 'creditNotes',
  fetchable: 'credit-note',
  money: true,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const refundedMinor = sumOf(object.refunds, ({ amount_refunded }) => amount_refunded);
    const outOfBandMinor = object.out_of_band_amount ?? 0;
    const credited = object.post_payment_amount - refundedMinor - outOfBandMinor;
    const row: CreditNoteRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId: object.customer,
      invoiceId: object.invoice,
      number: object.number,
      status: object.status,
      reason: object.reason,
      currency: object.currency,
      totalMinor: object.total,
      taxMinor: sumOf(object.total_taxes, ({ amount }) => amount),
      prePaymentMinor: object.pre_payment_amount,
      postPaymentMinor: object.post_payment_amount,
      refundedMinor,
      customerCreditMinor: object.customer_balance_transaction === null ? 0 : credited,
      outOfBandMinor,
      refundIds: object.refunds.flatMap(({ refund }) => refund ?? []),
      voidedAt: object.voided_at,
    };
    sheet.put('creditNotes', row, seen.object);
  },
};

export const tellOfCreditNote: Teller<'creditNotes'> = (before, after) => {
  if (before?.status === after.status) return [];
  const words = after.status === 'void' ? 'was voided' : 'was issued';
  const amount = formatMoney({ amountMinor: after.totalMinor, currency: after.currency });
  const { id: resourceId, customerId, invoiceId } = after;
  const type = after.status === 'void' ? 'credit_note.voided' : 'credit_note.issued';
  const summary = `Credit note ${after.number ?? after.id} over ${amount} ${words}`;
  const occurredAt = after.voidedAt ?? after.createdAt;
  return [
    {
      type,
      resource: 'credit-notes',
      resourceId,
      customerId,
      summary,
      occurredAt,
      payload: { invoiceId },
      timeline: { kind: 'invoice' },
    },
  ];
};
