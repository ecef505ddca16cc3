import type { CollectionRequest } from '@wedsync/db/billing';
import { DomainError } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { PaypalClient } from '../../connectors/index.ts';
import type { CollectionGateway, CollectionReceipt } from './collection-gateway.ts';

const subscription = z.looseObject({
  status: z.string(),
  billing_info: z.looseObject({ failed_payments_count: z.int().default(0) }).nullish(),
});

/** PayPal tries failed payments again by itself and takes no other request about a debt than to end the subscription. */
export function paypalCollectionGateway(client: PaypalClient): CollectionGateway {
  return { ask: (request) => (request.kind === 'cancel' ? end(client, request) : refuse(request)) };
}

/** Ended already is ended: an answer that was lost is asked for, not repeated. */
async function end(client: PaypalClient, { id, targetId }: CollectionRequest): Promise<CollectionReceipt> {
  const path = `/v1/billing/subscriptions/${encodeURIComponent(targetId)}`;
  const { status, billing_info } = subscription.parse(await client.get(path));
  if (status === 'CANCELLED' || status === 'EXPIRED') return { kind: 'done', result: { status } };
  if ((billing_info?.failed_payments_count ?? 0) === 0)
    return { kind: 'needless', why: 'The subscription was paid meanwhile.' };
  const reason = JSON.stringify({ reason: 'Ended by dunning: a payment stayed outstanding.' });
  await client.post(`${path}/cancel`, reason, { requestId: `collection-request:${id}` });
  return { kind: 'done', result: { status: 'CANCELLED' } };
}

function refuse({ kind }: CollectionRequest): Promise<CollectionReceipt> {
  const words = `PayPal has no way to be asked for this (${kind.replaceAll('_', ' ')}).`;
  return Promise.reject(new DomainError('invalid', 'paypal-cannot', words));
}
