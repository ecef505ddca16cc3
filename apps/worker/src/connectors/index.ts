import type { WorkerCapability } from '../platform/index.ts';
import { eventsFindTheirSupplier, linkProductEvents, makeMonthsAhead } from './link-product-events.ts';

export const connectors: WorkerCapability = {
  name: 'connectors',
  jobs: [linkProductEvents, makeMonthsAhead],
  consumers: [eventsFindTheirSupplier],
  drains: [],
};
