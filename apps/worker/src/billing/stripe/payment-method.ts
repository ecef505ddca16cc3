import type { PaymentMethodRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler } from '../apply/handler.ts';
import { id, instant, maybeMinor, maybeReference, maybeText, text } from './wire.ts';

const wire = z.looseObject({
  id,
  card: z
    .looseObject({
      brand: maybeText,
      last4: maybeText,
      exp_month: maybeMinor,
      exp_year: maybeMinor,
      fingerprint: maybeText,
    })
    .nullish(),
  bacs_debit: z.looseObject({ last4: maybeText, fingerprint: maybeText }).nullish(),
  created: instant,
  customer: maybeReference,
  type: text,
});

export const paymentMethod: Handler = {
  noun: 'paymentMethods',
  fetchable: 'payment-method',
  money: false,
  deletedBy: ['payment_method.detached'],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const known = sheet.row('paymentMethods', object.id);
    const row: PaymentMethodRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId: object.customer ?? known?.customerId ?? null,
      type: object.type,
      brand: object.card?.brand ?? null,
      last4: object.card?.last4 ?? object.bacs_debit?.last4 ?? null,
      expMonth: object.card?.exp_month ?? null,
      expYear: object.card?.exp_year ?? null,
      fingerprint: object.card?.fingerprint ?? object.bacs_debit?.fingerprint ?? null,
    };
    // Nothing beyond these is kept of a card.
    sheet.put('paymentMethods', row, {});
  },
};
