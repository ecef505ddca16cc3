import type { PaymentIntentRow } from '@wedsync/domain/billing';
import { z } from 'zod';
import { ownedAs, type Handler } from '../apply/handler.ts';
import { currency, id, instant, maybeInstant, maybeReference, maybeText, minor, text } from './wire.ts';

const wire = z.looseObject({
  id,
  amount: minor,
  amount_received: minor,
  canceled_at: maybeInstant,
  cancellation_reason: maybeText,
  created: instant,
  currency,
  customer: maybeReference,
  last_payment_error: z.looseObject({ decline_code: maybeText, code: maybeText, advice_code: maybeText }).nullish(),
  latest_charge: maybeReference,
  status: text,
});

export const paymentIntent: Handler = {
  noun: 'paymentIntents',
  fetchable: 'payment-intent',
  money: false,
  deletedBy: [],
  mirror: (sheet, seen) => {
    const object = wire.parse(seen.object);
    const error = object.last_payment_error;
    const row: PaymentIntentRow = {
      ...ownedAs(seen),
      id: object.id,
      createdAt: object.created,
      customerId: object.customer,
      status: object.status,
      amountMinor: object.amount,
      amountReceivedMinor: object.amount_received,
      currency: object.currency,
      latestChargeId: object.latest_charge,
      declineCode: error?.decline_code ?? error?.code ?? null,
      adviceCode: error?.advice_code ?? null,
      canceledAt: object.canceled_at,
      cancellationReason: object.cancellation_reason,
    };
    sheet.put('paymentIntents', row, seen.object);
  },
};
