import type { WorkerServices } from '../../platform/index.ts';
import { openPaypalGateway } from '../gateways/paypal.ts';
import { openStripe } from '../gateways/stripe.ts';
import { paypalRefundGateway } from './paypal-refund-gateway.ts';
import type { RefundGateway } from './refund-gateway.ts';
import { sendRefunds } from './send-refunds.ts';
import { stripeRefundGateway } from './stripe-refund-gateway.ts';

export { followRefunds } from './follow-refunds.ts';

/** The drain that gives approved refunds to Stripe; they wait while there is no key. */
export const sendRefundsToStripe = sendRefunds({
  provider: 'stripe',
  name: 'refund-desk.send',
  open: openStripeRefunds,
});

/** The same for what was paid through PayPal. */
export const sendRefundsToPaypal = sendRefunds({
  provider: 'paypal',
  name: 'refund-desk.send-to-paypal',
  open: openPaypalRefunds,
});

async function openStripeRefunds(services: WorkerServices): Promise<RefundGateway | null> {
  const stripe = await openStripe(services);
  return stripe === null ? null : stripeRefundGateway(stripe);
}

async function openPaypalRefunds(services: WorkerServices): Promise<RefundGateway | null> {
  const paypal = await openPaypalGateway(services);
  return paypal === null ? null : paypalRefundGateway(paypal.client, services.clock);
}
