import { findMirroredRefund, lockRefundRequest } from '@wedsync/db/billing';
import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import type { Clock } from '@wedsync/domain/platform';
import type { Consumer } from '../../platform/index.ts';
import { settleRefund } from './settle-refund.ts';

/** Follows what the provider says of refunds by webhook: the bank's yes, and the bank's no days later. */
export const followRefunds: Consumer = {
  name: 'refund-desk',
  description: 'Brings refund requests up to date with the provider',
  types: ['refund.created', 'refund.updated', 'refund.succeeded', 'refund.failed'],
  batchSize: 100,
  replay: {
    kind: 'repeats',
    does: 'Compares refund requests again with the refunds as the provider shows them now.',
  },
  apply: async (writer, events, { clock }) => {
    for (const event of events) if (event.resource === 'refunds') await follow(writer, event, clock);
  },
};

/** The event only says that something happened; what counts is what the mirror says now. */
async function follow(writer: Writer, { resourceId }: StoredSuccessEvent, clock: Clock): Promise<void> {
  const refund = await findMirroredRefund(writer, resourceId);
  if (refund === undefined) return;
  const { id: providerRefundId, status, refundRequestId, failureReason } = refund;
  const by = refundRequestId === null ? { providerRefundId } : { id: refundRequestId };
  const standing = await lockRefundRequest(writer, by);
  if (standing === undefined) return;
  const why = whyReturned(status, failureReason);
  await settleRefund(writer, standing, { status, providerRefundId, providerCreditNoteId: null, why }, clock);
}

function whyReturned(status: string, failureReason: string | null): string {
  if (status === 'canceled') return 'The refund was cancelled at the provider.';
  if (failureReason === null) return 'The bank returned the money.';
  return `The bank returned the money: ${failureReason.replaceAll('_', ' ')}.`;
}
