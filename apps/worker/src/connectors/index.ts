import type { WorkerCapability } from '../platform/index.ts';
import { eventsFindTheirSupplier, linkProductEvents, makeMonthsAhead } from './link-product-events.ts';
import { admitPaypalDeliveries, forgetPaypalDeliveries } from './paypal/index.ts';
import { retireProductEvents } from './retire-product-events.ts';

export { openPaypal, type PaypalClient } from './paypal/index.ts';

export const connectors: WorkerCapability = {
  name: 'connectors',
  jobs: [linkProductEvents, makeMonthsAhead, retireProductEvents, forgetPaypalDeliveries],
  consumers: [eventsFindTheirSupplier],
  drains: [admitPaypalDeliveries],
};
