import type { WorkerServices } from '../../platform/index.ts';
import { openStripe } from '../gateways/stripe.ts';
import { sendSubscriptionRequests } from './send-requests.ts';
import { stripeSubscriptionGateway } from './stripe-subscription-gateway.ts';
import type { SubscriptionGateway } from './subscription-gateway.ts';

export { hearOverriddenGuard } from './hear-overridden-guard.ts';

/** The drain that does at Stripe what staff asked; requests wait while there is no key. */
export const sendSubscriptionRequestsToStripe = sendSubscriptionRequests(openGateway);

async function openGateway(services: WorkerServices): Promise<SubscriptionGateway | null> {
  const stripe = await openStripe(services);
  return stripe === null ? null : stripeSubscriptionGateway(stripe);
}
