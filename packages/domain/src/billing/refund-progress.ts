import type { RefundRequestState } from './refund-request.ts';

/** What a provider says of a refund. */
export type ProviderRefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';

const stateOf: Readonly<Record<ProviderRefundStatus, RefundRequestState>> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/**
 * Where a request stands after the provider spoke. A refund may fail after it succeeded (the bank sends the money back), but nothing revives a failed one,
 * and an older "pending" never takes back a result.
 */
export function afterProvider(current: RefundRequestState, status: ProviderRefundStatus): RefundRequestState {
  const next = stateOf[status];
  if (current === 'failed' || current === 'cancelled') return current;
  if (current === 'succeeded' && next === 'pending') return current;
  return next;
}
