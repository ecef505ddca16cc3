import type { WorkerServices } from '../../platform/index.ts';
import { openPaypalGateway } from '../gateways/paypal.ts';
import { openStripe } from '../gateways/stripe.ts';
import { stripeCollectionGateway, type CollectionGateway } from './collection-gateway.ts';
import { paypalCollectionGateway } from './paypal-collection-gateway.ts';
import { sendCollectionRequests } from './send-requests.ts';

export { advanceDunning } from './advance-dunning.ts';
export { reviewDebts } from './follow-debts.ts';
export { lookAtReminders } from './look-before-leaving.ts';
export { watchDisputes } from './watch-disputes.ts';

/** The drain that asks Stripe about debts and disputes. */
export const sendCollectionsToStripe = sendCollectionRequests({
  provider: 'stripe',
  name: 'collections.send',
  open: openStripeCollections,
});

/** The same for what is owed through PayPal. */
export const sendCollectionsToPaypal = sendCollectionRequests({
  provider: 'paypal',
  name: 'collections.send-to-paypal',
  open: openPaypalCollections,
});

async function openStripeCollections(services: WorkerServices): Promise<CollectionGateway | null> {
  const stripe = await openStripe(services);
  return stripe === null ? null : stripeCollectionGateway(stripe);
}

async function openPaypalCollections(services: WorkerServices): Promise<CollectionGateway | null> {
  const paypal = await openPaypalGateway(services);
  return paypal === null ? null : paypalCollectionGateway(paypal.client);
}
