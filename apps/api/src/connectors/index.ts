import { Router } from 'express';
import type { ApiCapability } from '../platform/index.ts';
import { productEventIntake, productEvents } from './product-events.ts';
import { stripeWebhook } from './stripe-webhook.ts';

export const connectors: ApiCapability = {
  name: 'connectors',
  resources: [productEvents],
  actions: [],
  intake: (services) => Router().use(productEventIntake(services), stripeWebhook(services)),
};
