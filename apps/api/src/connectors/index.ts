import type { ApiCapability } from '../platform/index.ts';
import { malformedEvents } from './malformed-events.ts';
import { paypalWebhook } from './paypal-webhook.ts';
import { productEventIntake, productEvents } from './product-events.ts';
import { providerEvents, replayProviderEvent } from './provider-events.ts';
import { stripeWebhook } from './stripe-webhook.ts';

export { inBatches } from './batch.ts';

export const connectors: ApiCapability = {
  name: 'connectors',
  resources: [providerEvents, productEvents, malformedEvents],
  actions: [replayProviderEvent],
  webhooks: [stripeWebhook, paypalWebhook],
  intake: [productEventIntake],
};
