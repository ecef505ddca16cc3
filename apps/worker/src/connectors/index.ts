import type { WorkerCapability } from '../platform/index.ts';
import { forgetMalformedEvents } from './forget-malformed-events.ts';
import { eventsFindTheirSupplier, linkProductEvents, makeMonthsAhead } from './link-product-events.ts';
import { admitPaypalDeliveries, forgetPaypalDeliveries } from './paypal/index.ts';
import { retireProductEvents } from './retire-product-events.ts';

export { openPaypal, type PaypalClient } from './paypal/index.ts';

export const connectors: WorkerCapability = {
  name: 'connectors',
  jobs: [linkProductEvents, makeMonthsAhead, retireProductEvents, forgetMalformedEvents, forgetPaypalDeliveries],
  consumers: [eventsFindTheirSupplier],
  drains: [admitPaypalDeliveries],
};
