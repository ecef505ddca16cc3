import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Payment, Subscription } from '../contract.ts';
import type { PaypalEngine } from '../engine.ts';
import { refundPayment } from '../payments.ts';
import {
  captureWire,
  disputeWire,
  minorOf,
  planWire,
  productWire,
  refundWire,
  saleRefundWire,
  saleWire,
  subscriptionWire,
} from '../wire.ts';
import { notFound, refuse, unprocessable } from './problems.ts';

/** Everything that is asked for by its id. */
export function resources({ kernel }: PaypalEngine): Router {
  const one = (path: string, find: (id: string) => unknown) => {
    router.get(`${path}/:id`, ({ params: { id } }, response) => {
      const found = find(id);
      if (found === undefined) notFound(response);
      else response.json(found);
    });
  };
  const router = Router();
  const wireOf = (subscription: Subscription) => subscriptionWire(subscription, kernel.plan(subscription.planId));
  one('/v1/catalogs/products', (id) => map(kernel.state.products.get(id), productWire));
  one('/v1/billing/plans', (id) => map(kernel.state.plans.get(id), planWire));
  one('/v1/billing/subscriptions', (id) => map(kernel.state.subscriptions.get(id), wireOf));
  one('/v1/payments/sale', (id) => map(paymentOf(id, 'sale'), saleWire));
  one('/v2/payments/captures', (id) => map(kernel.state.payments.get(id), captureWire));
  one('/v1/payments/refund', (id) => map(kernel.state.refunds.get(id), saleRefundWire));
  one('/v2/payments/refunds', (id) =>
    map(kernel.state.refunds.get(id), (refund) =>
      refundWire(refund, kernel.state.payments.get(refund.paymentId)?.refundedMinor ?? 0),
    ),
  );
  one('/v1/customer/disputes', (id) =>
    map(kernel.state.disputes.get(id), (dispute) =>
      map(kernel.state.payments.get(dispute.paymentId), (payment) => disputeWire(dispute, payment)),
    ),
  );
  return router;

  function paymentOf(id: string, kind: Payment['kind']): Payment | undefined {
    const payment = kernel.state.payments.get(id);
    return payment?.kind === kind ? payment : undefined;
  }
}

function map<Found, Wire>(found: Found | undefined, wire: (found: Found) => Wire): Wire | undefined {
  return found === undefined ? undefined : wire(found);
}

const note = z.object({ reason: z.string().max(128).optional() });
type Verb = (id: string, reason: string) => boolean;

/** What a merchant does to a subscription. */
export function subscriptionVerbs(engine: PaypalEngine): Router {
  const router = Router();
  const verbs: Readonly<Record<string, Verb>> = {
    cancel: (id, reason) => engine.cancel(id, reason),
    suspend: (id, reason) => engine.suspend(id, reason),
    activate: (id, reason) => engine.activate(id, reason),
  };
  for (const [name, act] of Object.entries(verbs))
    router.post(`/v1/billing/subscriptions/:id/${name}`, (request, response) => {
      const { id } = request.params;
      if (engine.subscription(id) === undefined) return notFound(response);
      const done = act(id, note.safeParse(request.body).data?.reason ?? '');
      if (done) response.status(204).end();
      else unprocessable(response, 'SUBSCRIPTION_STATUS_INVALID');
    });
  return router;
}

const refundOrder = z.object({
  amount: z.object({ value: z.string(), currency_code: z.string() }).optional(),
  custom_id: z.string().max(127).optional(),
  note_to_payer: z.string().max(255).optional(),
});

/** Refunds: the same PayPal-Request-Id is the same refund, and its first answer is given again. */
export function refunds(engine: PaypalEngine): Router {
  const router = Router();
  router.post('/v2/payments/captures/:id/refund', (request, response) => {
    const key = request.get('paypal-request-id');
    const before = key === undefined ? undefined : engine.kernel.state.answered.get(key);
    if (before !== undefined) return void response.status(before.status).json(before.body);
    const payment = engine.payment(request.params.id);
    if (payment === undefined) return notFound(response);
    give(engine, payment, request, response);
  });
  return router;
}

function give(engine: PaypalEngine, payment: Payment, request: Request, response: Response): void {
  const order = refundOrder.safeParse(request.body ?? {});
  const amount = order.data?.amount;
  if (!order.success || (amount && minorOf(amount.value, amount.currency_code) === null))
    return refuse(response, 400, 'INVALID_REQUEST', 'Request is not well-formed.', 'INVALID_PARAMETER_SYNTAX');
  if (amount && amount.currency_code !== payment.currency)
    return unprocessable(response, 'REFUND_CAPTURE_CURRENCY_MISMATCH');
  const refund = refundPayment(engine.kernel, payment, {
    amountMinor: amount ? minorOf(amount.value, amount.currency_code) : null,
    customId: order.data.custom_id ?? null,
    note: order.data.note_to_payer ?? null,
  });
  if (typeof refund === 'string') return unprocessable(response, refund);
  const body = refundWire(refund, payment.refundedMinor);
  const key = request.get('paypal-request-id');
  if (key !== undefined) engine.kernel.state.answered.set(key, { status: 201, body });
  response.status(201).json(body);
}
