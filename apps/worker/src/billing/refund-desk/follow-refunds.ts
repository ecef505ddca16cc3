import { lockRefundRequest } from '@wedsync/db/billing';
import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import type { ProviderRefundStatus } from '@wedsync/domain/billing';
import type { Consumer } from '../../platform/index.ts';
import { settleRefund } from './settle-refund.ts';

type MirroredRefund = {
  readonly id: string;
  readonly status: ProviderRefundStatus;
  readonly refundRequestId: string | null;
  readonly failureReason: string | null;
};

/** Follows what the provider says of refunds by webhook: the bank's yes, and the bank's no days later. */
export const followRefunds: Consumer = {
  name: 'refund-desk',
  description: 'Brings refund requests up to date with the provider',
  types: ['refund.created', 'refund.updated', 'refund.succeeded', 'refund.failed'],
  batchSize: 100,
  apply: async (writer, events) => {
    for (const event of events) await follow(writer, event);
  },
};

async function follow(writer: Writer, event: StoredSuccessEvent): Promise<void> {
  const refund: MirroredRefund | undefined = await writer
    .sql('refunds')
    .where({ id: event.resourceId })
    .first({ id: 'id', status: 'status', refundRequestId: 'refund_request_id', failureReason: 'failure_reason' });
  if (refund === undefined) return;
  const standing = await lockRefundRequest(
    writer,
    refund.refundRequestId === null ? { providerRefundId: refund.id } : { id: refund.refundRequestId },
  );
  if (standing === undefined) return;
  const words =
    refund.failureReason === null
      ? undefined
      : `The bank returned the money: ${refund.failureReason.replaceAll('_', ' ')}.`;
  await settleRefund(
    writer,
    standing,
    { status: refund.status, providerRefundId: refund.id, providerCreditNoteId: null },
    words,
  );
}
