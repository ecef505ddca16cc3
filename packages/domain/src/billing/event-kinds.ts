import { z } from 'zod';
import { currencySchema, eventKind, plainEventKind } from '../platform/index.ts';

const text = z.string();
const maybe = text.nullable();
const money = { amountMinor: z.int(), currency: currencySchema };
const pounds = { amountMinor: 4900, currency: 'GBP' };

const charge = z.strictObject({ ...money, declineCode: maybe });
const invoice = {
  totalMinor: z.int(),
  amountDueMinor: z.int(),
  currency: currencySchema,
  number: maybe,
  subscriptionId: maybe,
  attemptCount: z.int(),
  billingReason: maybe,
};
const invoiceExample = {
  totalMinor: 5880,
  amountDueMinor: 5880,
  currency: 'GBP',
  number: 'WED-0001',
  subscriptionId: 'sub_1',
  attemptCount: 1,
  billingReason: 'subscription_cycle',
};
const invoiceNotice = z.strictObject({ ...invoice, eventId: text });
const noticeExample = { ...invoiceExample, eventId: 'evt_1' };

/** What payments and invoices tell. */
const paymentKinds = {
  'charge.succeeded': eventKind({
    description: 'A payment succeeded.',
    payload: charge,
    example: { ...pounds, declineCode: null },
  }),
  'charge.failed': eventKind({
    description: 'A payment failed.',
    payload: charge,
    example: { ...pounds, declineCode: 'insufficient_funds' },
  }),
  'charge.pending': eventKind({
    description: 'A payment is on its way.',
    payload: charge,
    example: { ...pounds, declineCode: null },
  }),
  'invoice.paid': eventKind({
    description: 'An invoice was paid.',
    payload: z.strictObject(invoice),
    example: { ...invoiceExample, amountDueMinor: 0 },
  }),
  'invoice.marked_uncollectible': eventKind({
    description: 'An invoice was given up.',
    payload: z.strictObject(invoice),
    example: invoiceExample,
  }),
  'invoice.voided': eventKind({
    description: 'An invoice is owed no more.',
    payload: z.strictObject(invoice),
    example: invoiceExample,
  }),
  'invoice.payment_failed': eventKind({
    description: 'The payment of an invoice failed.',
    payload: invoiceNotice,
    example: noticeExample,
  }),
  'invoice.payment_action_required': eventKind({
    description: 'An invoice waits for the customer to confirm the payment.',
    payload: invoiceNotice,
    example: noticeExample,
  }),
  'invoice.finalization_failed': eventKind({
    description: 'An invoice could not be finalised.',
    payload: invoiceNotice,
    example: noticeExample,
  }),
  'invoice.overdue': eventKind({
    description: 'An invoice was not paid in time.',
    payload: invoiceNotice,
    example: noticeExample,
  }),
  'credit_note.issued': eventKind({
    description: 'A credit note was issued.',
    payload: z.strictObject({ invoiceId: maybe }),
    example: { invoiceId: 'in_1' },
  }),
  'credit_note.voided': eventKind({
    description: 'A credit note was taken back.',
    payload: z.strictObject({ invoiceId: maybe }),
    example: { invoiceId: 'in_1' },
  }),
  'payout.paid': eventKind({
    description: 'A payout arrived at the bank.',
    payload: z.strictObject(money),
    example: pounds,
  }),
  'payout.failed': eventKind({
    description: 'A payout did not arrive at the bank.',
    payload: z.strictObject(money),
    example: pounds,
  }),
  'provider_event.dead': eventKind({
    description: 'An event of a provider could not be applied and waits for a person.',
    payload: z.strictObject({ eventId: text, type: text }),
    example: { eventId: 'evt_1', type: 'charge.succeeded' },
  }),
  'fx_rate.missing': plainEventKind('A currency has no exchange rate; its MRR is left out of the totals.'),
};

const refund = z.strictObject({ ...money, chargeId: maybe, refundRequestId: maybe, status: text });
const refundExample = { ...pounds, chargeId: 'ch_1', refundRequestId: 'ref_1', status: 'succeeded' };
const disputed = { chargeId: maybe, status: text, reason: text, ...money, dueBy: z.iso.datetime().nullable() };
const disputeExample = {
  ...pounds,
  chargeId: 'ch_1',
  status: 'needs_response',
  reason: 'fraudulent',
  dueBy: '2026-06-20T23:59:59.000Z',
};

/** What refunds and disputes tell. */
const givenBackKinds = {
  'refund.created': eventKind({
    description: 'A refund is on its way.',
    payload: refund,
    example: { ...refundExample, status: 'pending' },
  }),
  'refund.updated': eventKind({
    description: 'A refund waits for the customer, or was cancelled.',
    payload: refund,
    example: { ...refundExample, status: 'requires_action' },
  }),
  'refund.succeeded': eventKind({ description: 'A refund arrived.', payload: refund, example: refundExample }),
  'refund.failed': eventKind({
    description: 'A refund failed or came back; `outcome` is what the desk had been asked for.',
    payload: refund.extend({ outcome: text.optional() }),
    example: { ...refundExample, status: 'failed' },
  }),
  'credit.given': eventKind({
    description: 'A supplier got credit or a free month instead of money back.',
    payload: refund.extend({ outcome: text }),
    example: { ...refundExample, outcome: 'balance' },
  }),
  'refund_request.changed': eventKind({
    description: 'A request of the refund desk moved on.',
    payload: z.strictObject({ ...money, refundRequestId: text, chargeId: text, outcome: text, state: text }),
    example: { ...pounds, refundRequestId: 'ref_1', chargeId: 'ch_1', outcome: 'card', state: 'succeeded' },
  }),
  'dispute.opened': eventKind({
    description: 'A customer disputed a payment at the bank.',
    payload: z.strictObject(disputed),
    example: disputeExample,
  }),
  'dispute.closed': eventKind({
    description: 'A dispute was decided.',
    payload: z.strictObject(disputed),
    example: { ...disputeExample, status: 'won' },
  }),
  'dispute.due_soon': eventKind({
    description: 'A dispute must be answered soon.',
    payload: z.strictObject({ dueBy: z.iso.datetime() }),
    example: { dueBy: '2026-06-20T23:59:59.000Z' },
  }),
};

const subscription = z.strictObject({
  status: text,
  previousStatus: maybe,
  cancellationReason: maybe,
  cancellationFeedback: maybe,
});
const active = {
  status: 'active',
  previousStatus: null,
  cancellationReason: null,
  cancellationFeedback: null,
};
const standing = { lifecycle: text, planCode: maybe, mrrMinor: z.int() };
const entitlementOverride = z.strictObject({
  overrideId: text,
  kind: text,
  key: maybe,
  limitValue: z.number().nullable(),
});
const overrideExample = { overrideId: 'ovr_1', kind: 'feature', key: 'galleries', limitValue: null };

/** What subscriptions, plans and what they allow tell. */
const subscriptionKinds = {
  'subscription.started': eventKind({
    description: 'A subscription or a trial started.',
    payload: subscription,
    example: active,
  }),
  'subscription.changed': eventKind({
    description: 'A subscription has another state.',
    payload: subscription,
    example: { ...active, previousStatus: 'trialing' },
  }),
  'subscription.paused': eventKind({
    description: 'A subscription is not collected for now.',
    payload: subscription,
    example: active,
  }),
  'subscription.resumed': eventKind({
    description: 'A subscription is collected again.',
    payload: subscription,
    example: active,
  }),
  'subscription.cancellation_scheduled': eventKind({
    description: 'A subscription will end with its period.',
    payload: subscription,
    example: { ...active, cancellationReason: 'cancellation_requested', cancellationFeedback: 'too_expensive' },
  }),
  'subscription.cancelled': eventKind({
    description: 'A subscription ended.',
    payload: subscription,
    example: { ...active, status: 'canceled', previousStatus: 'active' },
  }),
  'subscription_request.changed': eventKind({
    description: 'A request of the subscription desk moved on.',
    payload: z.strictObject({ subscriptionRequestId: text, subscriptionId: maybe, kind: text, state: text }),
    example: { subscriptionRequestId: 'srq_1', subscriptionId: 'sub_1', kind: 'change_plan', state: 'succeeded' },
  }),
  'supplier.standing_changed': eventKind({
    description: 'Lifecycle, plan or MRR of a supplier changed.',
    payload: z.strictObject({ ...standing, lifecycleBefore: maybe }),
    example: { lifecycle: 'active', lifecycleBefore: 'trial', planCode: 'starter', mrrMinor: 1900 },
    former: [
      {
        payload: z.strictObject(standing),
        example: { lifecycle: 'active', planCode: 'starter', mrrMinor: 1900 },
        // It was not told then.
        upcast: (payload) => ({ ...payload, lifecycleBefore: null }),
      },
    ],
  }),
  'entitlement.changed': eventKind({
    description: 'What a supplier may use changed.',
    payload: z.strictObject({ access: text, planCode: maybe }),
    example: { access: 'full', planCode: 'professional' },
  }),
  'entitlement_override.granted': eventKind({
    description: 'Somebody gave a supplier more than its plan holds.',
    payload: entitlementOverride,
    example: overrideExample,
  }),
  'entitlement_override.expired': eventKind({
    description: 'What a supplier was given beyond its plan has run out.',
    payload: entitlementOverride,
    example: overrideExample,
  }),
  'entitlement_override.revoked': eventKind({
    description: 'Somebody took back what a supplier was given beyond its plan.',
    payload: entitlementOverride,
    example: overrideExample,
  }),
  'plan.revised': eventKind({
    description: 'A plan has a new version.',
    payload: z.strictObject({ number: z.int() }),
    example: { number: 2 },
  }),
  'win_back.offered': plainEventKind('A supplier that left was offered a way back.'),
};

/** Every event of a case tells of the debt; what else it tells depends on where the case stands. */
const dunningCase = z.strictObject({
  caseId: text,
  invoiceId: maybe,
  ...money,
  stage: maybe.optional(),
  declineClass: text.optional(),
  declineCode: maybe.optional(),
  kind: text.optional(),
});
const caseExample = { caseId: 'dun_1', invoiceId: 'in_1', ...pounds };
const ofCase = (description: string, more: Partial<z.infer<typeof dunningCase>> = {}) =>
  eventKind({ description, payload: dunningCase, example: { ...caseExample, ...more } });
const stage = (name: string, description: string) => ofCase(description, { stage: name });
const ending = (description: string) => ofCase(description, { stage: 'reminder', declineClass: 'soft' });

/** What dunning tells. */
const dunningKinds = {
  'dunning.opened': ofCase('Dunning began over a payment that failed.', {
    declineClass: 'soft',
    declineCode: 'insufficient_funds',
  }),
  'dunning.notice': stage('notice', 'A supplier is told that a payment failed.'),
  'dunning.reminder': stage('reminder', 'A supplier is reminded of a payment that failed.'),
  'dunning.restrict': stage('restrict', 'A supplier that owes may do less.'),
  'dunning.suspend': stage('suspend', 'A supplier that owes may do nothing more.'),
  'dunning.cancel': stage('cancel', 'The subscription of a supplier that owes is ended.'),
  'dunning.win_back': stage('win_back', 'A supplier that was lost over a debt is offered a way back.'),
  'dunning.recovered': ending('What was owed was paid.'),
  'dunning.lost': ending('What was owed was given up.'),
  'dunning.voided': ending('What was owed is owed no more.'),
  'dunning.ours': plainEventKind('A payment failed through our own doing.'),
  'dunning.resumed': ofCase('A pause of dunning is over, or a promise to pay was not kept.'),
  'dunning.pause': ofCase('Somebody paused dunning.'),
  'dunning.promise': ofCase('A supplier promised to pay.'),
  'dunning.resume': ofCase('Somebody let dunning go on.'),
  'dunning.extend_grace': ofCase('Somebody gave a supplier more time.'),
  'dunning.skip_step': ofCase('Somebody passed over a step of dunning.'),
  'dunning.note': ofCase('Somebody noted something about a debt.'),
  'dunning.retry': ofCase('Somebody had a payment tried again.'),
  'dunning.card_link': ofCase('Somebody asked for a link to give a new card.'),
  'collection_request.settled': eventKind({
    description: 'A retry, card link, cancellation or answer to a dispute was carried out, or could not be.',
    payload: dunningCase.partial(),
    example: { ...caseExample, kind: 'retry' },
  }),
};

/** What providers tell that nothing of ours keeps: each leaves a line on the supplier's timeline. */
const noticeKinds = {
  'invoice.upcoming': plainEventKind('The next invoice is coming up.'),
  'customer.subscription.trial_will_end': plainEventKind('A trial ends soon.'),
  'customer.source.expiring': plainEventKind('The card on file expires soon.'),
  'mandate.updated': plainEventKind('A direct debit mandate changed.'),
  'setup_intent.setup_failed': plainEventKind('A new payment method could not be saved.'),
  'subscription_schedule.created': plainEventKind('A plan change was scheduled.'),
  'subscription_schedule.released': plainEventKind('A scheduled plan change was released.'),
  'subscription_schedule.completed': plainEventKind('A scheduled plan change was completed.'),
  'subscription_schedule.canceled': plainEventKind('A scheduled plan change was cancelled.'),
  'subscription_schedule.aborted': plainEventKind('A scheduled plan change was abandoned: the customer owes money.'),
  'subscription_schedule.expiring': plainEventKind('A scheduled plan change is about to happen.'),
  'checkout.session.completed': plainEventKind('A checkout was completed.'),
  'checkout.session.async_payment_succeeded': plainEventKind('The payment of a checkout arrived.'),
  'checkout.session.async_payment_failed': plainEventKind('The payment of a checkout failed.'),
  'checkout.session.expired': plainEventKind('A checkout was abandoned.'),
  'radar.early_fraud_warning.created': plainEventKind('The bank warns of fraud.'),
  'review.opened': plainEventKind('A payment is held for review.'),
  'review.closed': plainEventKind('The review of a payment ended.'),
  'paypal.checkout.order.approved': plainEventKind('A PayPal order was approved; its payment is expected.'),
  'paypal.checkout.order.completed': plainEventKind('A PayPal order was completed.'),
};

/** What money tells. */
export const billingEventKinds = {
  ...paymentKinds,
  ...givenBackKinds,
  ...subscriptionKinds,
  ...dunningKinds,
  ...noticeKinds,
};
