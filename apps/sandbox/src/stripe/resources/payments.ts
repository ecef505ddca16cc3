import { z } from 'zod';
import { chargeIntent } from '../billing/charge-intent.ts';
import { refundCharge } from '../billing/refund-charge.ts';
import { answerDispute, closeDispute } from '../billing/dispute-charge.ts';
import { invalidRequest, noSuchParam, StripeApiError } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { wireDecline } from '../wire/payment.ts';
import { clearable, flag, id, integer, listOf, mergeMetadata, metadata, text } from './params.ts';
import { getRoute, listRoute, route, type Route } from './route.ts';

const intentFields = {
  description: clearable(text).optional(),
  metadata: metadata.optional(),
  receipt_email: clearable(text).optional(),
};

export const paymentIntentRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/payment_intents',
    {
      ...intentFields,
      amount: integer,
      automatic_payment_methods: z.unknown().optional(),
      confirm: flag.optional(),
      currency: text,
      customer: id.optional(),
      off_session: flag.optional(),
      payment_method: id.optional(),
      payment_method_types: listOf(text).optional(),
    },
    (kernel, input) => {
      const intent = kernel.create(
        'payment_intent',
        {
          id: kernel.newId('pi'),
          created: kernel.now(),
          amount: input.amount,
          amount_received: 0,
          currency: input.currency.toLowerCase(),
          customer: input.customer ?? null,
          description: input.description ?? null,
          invoice: null,
          last_payment_error: null,
          latest_charge: null,
          metadata: mergeMetadata({}, input.metadata),
          payment_method: input.payment_method ?? null,
          payment_method_types: input.payment_method_types ?? ['card'],
          receipt_email: input.receipt_email ?? null,
          status: input.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation',
          canceled_at: null,
          cancellation_reason: null,
        },
        'payment_intent.created',
      );
      if (input.confirm) confirm(kernel, intent.id, input.payment_method, input.off_session !== true);
      return kernel.wire('payment_intent', kernel.need('payment_intent', intent.id));
    },
  ),
  route('POST', '/v1/payment_intents/:id', intentFields, (kernel, input, intentId) => {
    const before = kernel.need('payment_intent', intentId);
    const patch = {
      description: input.description === undefined ? before.description : input.description,
      metadata: mergeMetadata(before.metadata, input.metadata),
      receipt_email: input.receipt_email === undefined ? before.receipt_email : input.receipt_email,
    };
    return kernel.wire('payment_intent', kernel.change('payment_intent', intentId, patch));
  }),
  route(
    'POST',
    '/v1/payment_intents/:id/confirm',
    { off_session: flag.optional(), payment_method: id.optional() },
    (kernel, input, intentId) => {
      confirm(kernel, intentId, input.payment_method, input.off_session !== true);
      return kernel.wire('payment_intent', kernel.need('payment_intent', intentId));
    },
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/cancel',
    { cancellation_reason: text.optional() },
    (kernel, input, intentId) => {
      const { status } = kernel.need('payment_intent', intentId);
      if (status === 'succeeded' || status === 'canceled' || status === 'processing') throw unexpectedState(status);
      const patch = { status: 'canceled' as const, canceled_at: kernel.now() };
      const cancellation_reason = input.cancellation_reason ?? 'requested_by_customer';
      const canceled = { ...patch, cancellation_reason };
      return kernel.wire(
        'payment_intent',
        kernel.change('payment_intent', intentId, canceled, 'payment_intent.canceled'),
      );
    },
  ),
  getRoute('payment_intent', '/v1/payment_intents/:id'),
  listRoute('payment_intent', '/v1/payment_intents', {
    filters: { customer: id.optional() },
    by: ({ customer }) => (customer === undefined ? undefined : { field: 'customer', value: customer }),
  }),
];

function confirm(kernel: Kernel, intentId: string, paymentMethod: string | undefined, onSession: boolean): void {
  const intent = kernel.need('payment_intent', intentId);
  if (['succeeded', 'canceled', 'processing'].includes(intent.status)) throw unexpectedState(intent.status);
  const method = paymentMethod ?? intent.payment_method;
  if (method === null) {
    const message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
    throw invalidRequest(message, { code: 'payment_intent_unexpected_state' });
  }
  const outcome = chargeIntent(kernel, intentId, method, onSession);
  if (outcome.kind !== 'failed' && outcome.kind !== 'requires_action') return;
  const payment_intent = kernel.wire('payment_intent', kernel.need('payment_intent', intentId));
  throw new StripeApiError(402, { ...wireDecline(outcome.decline, kernel), payment_intent });
}

function unexpectedState(status: string) {
  const message = `This PaymentIntent could not be changed because it has a status of ${status}.`;
  return invalidRequest(message, { code: 'payment_intent_unexpected_state' });
}

export const chargeRoutes: readonly Route[] = [
  getRoute('charge', '/v1/charges/:id'),
  listRoute('charge', '/v1/charges', {
    filters: { customer: id.optional(), payment_intent: id.optional() },
    by: ({ customer, payment_intent }) => {
      if (payment_intent !== undefined) return { field: 'payment_intent', value: payment_intent };
      return customer === undefined ? undefined : { field: 'customer', value: customer };
    },
  }),
  route(
    'POST',
    '/v1/charges/:id',
    { description: clearable(text).optional(), metadata: metadata.optional() },
    (kernel, input, chargeId) => {
      const before = kernel.need('charge', chargeId);
      const patch = {
        description: input.description === undefined ? before.description : input.description,
        metadata: mergeMetadata(before.metadata, input.metadata),
      };
      return kernel.wire('charge', kernel.change('charge', chargeId, patch, 'charge.updated'));
    },
  ),
];

export const refundRoutes: readonly Route[] = [
  route(
    'POST',
    '/v1/refunds',
    {
      amount: integer.optional(),
      charge: id.optional(),
      currency: text.optional(),
      metadata: metadata.optional(),
      payment_intent: id.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
    },
    (kernel, input) => {
      const refund = refundCharge(kernel, chargeToRefund(kernel, input.charge, input.payment_intent), {
        amount: input.amount ?? null,
        reason: input.reason ?? null,
        metadata: mergeMetadata({}, input.metadata),
      });
      return kernel.wire('refund', refund);
    },
  ),
  route('POST', '/v1/refunds/:id', { metadata: metadata.optional() }, (kernel, input, refundId) => {
    const before = kernel.need('refund', refundId);
    const patch = { metadata: mergeMetadata(before.metadata, input.metadata) };
    return kernel.wire('refund', kernel.change('refund', refundId, patch, 'refund.updated', 'charge.refund.updated'));
  }),
  route('POST', '/v1/refunds/:id/cancel', {}, (kernel, _input, refundId) => {
    const { status } = kernel.need('refund', refundId);
    throw invalidRequest(`Refunds can be canceled only in the status requires_action; this one is ${status}.`);
  }),
  getRoute('refund', '/v1/refunds/:id'),
  listRoute('refund', '/v1/refunds', {
    filters: { charge: id.optional(), payment_intent: id.optional() },
    by: ({ charge, payment_intent }) => {
      if (charge !== undefined) return { field: 'charge', value: charge };
      return payment_intent === undefined ? undefined : { field: 'payment_intent', value: payment_intent };
    },
  }),
];

function chargeToRefund(kernel: Kernel, chargeId: string | undefined, intentId: string | undefined): string {
  if (chargeId !== undefined) {
    if (kernel.tables.charge.get(chargeId) === undefined) throw noSuchParam('charge', chargeId, 'charge');
    return chargeId;
  }
  if (intentId === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  const intent = kernel.tables.payment_intent.get(intentId);
  if (intent === undefined) throw noSuchParam('payment_intent', intentId, 'payment_intent');
  if (intent.latest_charge === null) {
    throw invalidRequest(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
  }
  return intent.latest_charge;
}

export const disputeRoutes: readonly Route[] = [
  getRoute('dispute', '/v1/disputes/:id'),
  listRoute('dispute', '/v1/disputes', {
    filters: { charge: id.optional(), payment_intent: id.optional() },
    by: ({ charge, payment_intent }) => {
      if (charge !== undefined) return { field: 'charge', value: charge };
      return payment_intent === undefined ? undefined : { field: 'payment_intent', value: payment_intent };
    },
  }),
  route(
    'POST',
    '/v1/disputes/:id',
    { evidence: z.record(z.string(), text).optional(), metadata: metadata.optional(), submit: flag.optional() },
    (kernel, input, disputeId) => {
      const labels = mergeMetadata(kernel.need('dispute', disputeId).metadata, input.metadata);
      const submits = input.submit ?? input.evidence !== undefined;
      return kernel.wire('dispute', answerDispute(kernel, disputeId, input.evidence ?? {}, submits, labels));
    },
  ),
  route('POST', '/v1/disputes/:id/close', {}, (kernel, _input, disputeId) =>
    kernel.wire('dispute', closeDispute(kernel, disputeId, 'lost')),
  ),
];
