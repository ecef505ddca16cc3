import type { ApiCapability } from '../platform/index.ts';
import { productEventIntake, productEvents } from './product-events.ts';
import { providerEvents, replayProviderEvent } from './provider-events.ts';
import { stripeWebhook } from './stripe-webhook.ts';

export const connectors: ApiCapability = {
  name: 'connectors',
  resources: [providerEvents, productEvents],
  actions: [replayProviderEvent],
  webhooks: (services) => [stripeWebhook(services)],
  intake: productEventIntake,
};
