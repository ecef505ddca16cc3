import type { WorkerServices } from '../../platform/index.ts';
import { openStripe } from '../gateways/stripe.ts';
import type { RefundGateway } from './refund-gateway.ts';
import { sendRefunds } from './send-refunds.ts';
import { stripeRefundGateway } from './stripe-refund-gateway.ts';

export { followRefunds } from './follow-refunds.ts';

/** The drain that gives approved refunds to Stripe; they wait while there is no key. */
export const sendRefundsToStripe = sendRefunds(openStripeRefunds);

async function openStripeRefunds(services: WorkerServices): Promise<RefundGateway | null> {
  const stripe = await openStripe(services);
  return stripe === null ? null : stripeRefundGateway(stripe);
}
