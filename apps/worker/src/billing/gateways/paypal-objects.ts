import { isDomainError } from '@wedsync/domain/platform';
import type { PaypalClient } from '../../connectors/index.ts';
import type { Wanted } from './wanted.ts';

/** Where each kind of object is asked for. A payment is a subscription's sale or an order's capture; only PayPal knows which. */
const paths = {
  'paypal-payment': ['/v1/payments/sale/', '/v2/payments/captures/'],
  'paypal-refund': ['/v2/payments/refunds/'],
  'paypal-dispute': ['/v1/customer/disputes/'],
  'paypal-subscription': ['/v1/billing/subscriptions/'],
  'paypal-plan': ['/v1/billing/plans/'],
  'paypal-product': ['/v1/catalogs/products/'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PaypalFetchable = keyof typeof paths;

const callsAtOnce = 8;

/** Present states by id; null for objects PayPal does not know. */
export async function fetchPaypalObjects(
  client: PaypalClient,
  kind: string,
  wanted: readonly Wanted[],
): Promise<Map<string, unknown>> {
  const places = pathsOf(kind);
  const found = new Map<string, unknown>();
  const queue = [...wanted];
  const worker = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift())
      found.set(one.id, await firstOf(client, places, one.id));
  };
  await Promise.all(Array.from({ length: Math.min(callsAtOnce, wanted.length) }, worker));
  return found;
}

function pathsOf(kind: string): readonly string[] {
  const found = Object.entries<readonly string[]>(paths).find(([name]) => name === kind);
  if (found === undefined) throw new Error(`PayPal has no objects of kind ${kind}.`);
  return found[1];
}

async function firstOf(client: PaypalClient, places: readonly string[], id: string): Promise<unknown> {
  for (const place of places) {
    try {
      return await client.get(`${place}${encodeURIComponent(id)}`);
    } catch (error) {
      if (!isDomainError(error) || error.kind !== 'not-found') throw error;
    }
  }
  return null;
}
