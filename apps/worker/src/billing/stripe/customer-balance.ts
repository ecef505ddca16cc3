import type { CustomerBalanceTransactionRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler } from '../apply/handler.ts';
import { currency, id, instant, maybeReference, maybeText, minor, reference, text } from './wire.ts';

const move = z.looseObject({
  id,
  amount: minor,
  created: instant,
  credit_note: maybeReference,
  currency,
  customer: reference,
  description: maybeText,
  invoice: maybeReference,
  type: text,
});
const wire = z.looseObject({ customer: id, data: z.array(move) });
const named = z.object({ customer: id, data: z.array(z.looseObject({ id })) });

/** Every move of a customer's balance, as they are listed; asked for by the customer's id. */
export const customerBalance: Handler = {
  noun: 'customerBalanceTransactions',
  fetchable: 'customer-balance',
  money: true,
  deletedBy: [],
  parents: (object) => [{ name: 'customer', id: named.parse(object).customer }],
  customerOf: (object) => named.parse(object).customer,
  touches: (object) =>
    named.parse(object).data.map(({ id: moveId }) => ({ noun: 'customerBalanceTransactions', id: moveId })),
  mirror: (sheet, seen) => {
    for (const one of wire.parse(seen.object).data) {
      const row: CustomerBalanceTransactionRow = {
        ...ownedAs(seen),
        id: one.id,
        createdAt: one.created,
        customerId: one.customer,
        type: one.type,
        currency: one.currency,
        amountMinor: one.amount,
        description: one.description,
        invoiceId: one.invoice,
        creditNoteId: one.credit_note,
      };
      sheet.putIfNewer('customerBalanceTransactions', row, one, seen);
    }
  },
};
