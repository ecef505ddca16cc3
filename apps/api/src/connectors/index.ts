import type { ApiCapability } from '../platform/index.ts';
import { productEventIntake, productEvents } from './product-events.ts';

export const connectors: ApiCapability = {
  name: 'connectors',
  resources: [productEvents],
  actions: [],
  intake: productEventIntake,
};
