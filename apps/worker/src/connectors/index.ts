import type { WorkerCapability } from '../platform/index.ts';
import { eventsFindTheirSupplier, linkProductEvents, makeMonthsAhead } from './link-product-events.ts';
import { retireProductEvents } from './retire-product-events.ts';

export const connectors: WorkerCapability = {
  name: 'connectors',
  jobs: [linkProductEvents, makeMonthsAhead, retireProductEvents],
  consumers: [eventsFindTheirSupplier],
  drains: [],
};
