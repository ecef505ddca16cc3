import { openPaypal, type PaypalClient } from '../../connectors/index.ts';
import type { WorkerServices } from '../../platform/index.ts';
import type { EventSource } from './object-source.ts';
import { fetchPaypalObjects } from './paypal-objects.ts';

export type PaypalGateway = EventSource & { readonly client: PaypalClient };

/** The connection with the sealed secret; null while there is none. */
export async function openPaypalGateway(
  services: Pick<WorkerServices, 'env' | 'credentials' | 'clock'>,
): Promise<PaypalGateway | null> {
  const client = await openPaypal(services);
  return client === null ? null : paypalGateway(client);
}

export function paypalGateway(client: PaypalClient): PaypalGateway {
  return { provider: 'paypal', client, fetch: (kind, wanted) => fetchPaypalObjects(client, kind, wanted) };
}
