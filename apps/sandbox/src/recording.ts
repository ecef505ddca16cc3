import type { PaypalEvent } from './paypal/index.ts';
import type { StripeEvent } from './stripe/index.ts';
import type { IngestFeed, ProductEvent, SupplierRecord } from './world/index.ts';

/** What would have gone to the product: collected when there is none (tests, benches). */
export interface Recording extends IngestFeed {
  readonly webhooks: StripeEvent[];
  readonly paypalWebhooks: PaypalEvent[];
  /** Newest record of each supplier, by external id. */
  readonly suppliers: Map<string, SupplierRecord>;
  readonly productEvents: ProductEvent[];
}

export function createRecording(): Recording {
  const webhooks: StripeEvent[] = [];
  const paypalWebhooks: PaypalEvent[] = [];
  const suppliers = new Map<string, SupplierRecord>();
  const productEvents: ProductEvent[] = [];
  return {
    webhooks,
    paypalWebhooks,
    suppliers,
    productEvents,
    supplier: (record) => void suppliers.set(record.externalId, record),
    event: (event) => void productEvents.push(event),
  };
}
