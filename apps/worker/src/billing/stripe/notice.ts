import { isKeyOf } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { Handler } from '../apply/handler.ts';
import { maybeReference } from './wire.ts';

/** What each event says to a person; nothing of these is mirrored. */
const words = {
  'invoice.upcoming': 'The next invoice is coming up',
  'customer.subscription.trial_will_end': 'The trial ends soon',
  'customer.source.expiring': 'The card on file expires soon',
  'mandate.updated': 'The direct debit mandate changed',
  'setup_intent.setup_failed': 'A new payment method could not be saved',
  'subscription_schedule.created': 'A plan change was scheduled',
  'subscription_schedule.released': 'A scheduled plan change was released',
  'subscription_schedule.completed': 'A scheduled plan change was completed',
  'subscription_schedule.canceled': 'A scheduled plan change was cancelled',
  'subscription_schedule.aborted': 'A scheduled plan change was abandoned: the customer owes money',
  'subscription_schedule.expiring': 'A scheduled plan change is about to happen',
  'checkout.session.completed': 'A checkout was completed',
  'checkout.session.async_payment_succeeded': 'The payment of a checkout arrived',
  'checkout.session.async_payment_failed': 'The payment of a checkout failed',
  'checkout.session.expired': 'A checkout was abandoned',
  'radar.early_fraud_warning.created': 'The bank warns of fraud: a full refund now prevents a dispute and its fee',
  'review.opened': 'A payment is held for review',
  'review.closed': 'The review of a payment ended',
};

const wire = z.looseObject({ customer: maybeReference.optional(), charge: maybeReference.optional() });

export const notice: Handler = {
  noun: null,
  fetchable: null,
  money: false,
  deletedBy: [],
  mirror: () => undefined,
  note: (sheet, { event, object }) => {
    const { customer, charge } = wire.parse(object);
    const customerId = customer ?? (charge == null ? null : (sheet.row('charges', charge)?.customerId ?? null));
    const { type, occurredAt, eventId } = event;
    if (!isKeyOf(words, type)) return;
    const summary = words[type];
    sheet.tell({
      type,
      resource: 'provider-events',
      resourceId: eventId,
      customerId,
      summary,
      occurredAt,
      timeline: { kind: 'billing' },
    });
  },
};
