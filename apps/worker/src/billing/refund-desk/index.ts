import type { WorkerServices } from '../../platform/index.ts';
import { connectStripe } from '../gateways/stripe.ts';
import type { RefundGateway } from './refund-gateway.ts';
import { sendRefunds } from './send-refunds.ts';
import { stripeRefundGateway } from './stripe-refund-gateway.ts';

export { followRefunds } from './follow-refunds.ts';

/** The drain that gives approved refunds to Stripe; they wait while there is no key. */
export const sendRefundsToStripe = sendRefunds(openStripeRefunds);

async function openStripeRefunds({ env, credentials }: WorkerServices): Promise<RefundGateway | null> {
  const apiKey = await credentials.read({ connection: 'stripe', field: 'apiKey' });
  return apiKey === null ? null : stripeRefundGateway(connectStripe({ apiKey, apiBase: env.stripe?.apiBase ?? null }));
}
