import { finishActionRun } from '@wedsync/db/access';
import { updateRefundRequest, type RefundStanding } from '@wedsync/db/billing';
import type { Writer } from '@wedsync/db/platform';
import { raiseTask } from '@wedsync/db/suppliers';
import { afterProvider } from '@wedsync/domain/billing';
import { formatMoney } from '@wedsync/domain/platform';
import type { RefundReceipt } from './refund-gateway.ts';

/** Records what the provider says of a request, ends its action run, and makes a failed refund somebody's task. Repeating it changes nothing. */
export async function settleRefund(
  writer: Writer,
  standing: RefundStanding,
  receipt: RefundReceipt,
  words?: string,
): Promise<void> {
  const state = afterProvider(standing.state, receipt.status);
  const ids = {
    ...(receipt.providerRefundId === null ? {} : { providerRefundId: receipt.providerRefundId }),
    ...(receipt.providerCreditNoteId === null ? {} : { providerCreditNoteId: receipt.providerCreditNoteId }),
  };
  await updateRefundRequest(writer, standing.id, {
    state,
    ...ids,
    error: state === 'failed' ? (words ?? 'The bank returned the money.') : null,
    nextAttemptInMs: null,
  });
  if (state === standing.state) return;
  if (state === 'succeeded')
    await finishActionRun(writer, standing.actionRunId, {
      state: 'succeeded',
      result: { refundRequestId: standing.id, ...ids },
    });
  if (state === 'failed') await reopen(writer, standing, words);
}

/** A refund that came back is owned by whoever asked for it: the supplier still waits for the money. */
async function reopen(writer: Writer, standing: RefundStanding, words: string | undefined): Promise<void> {
  const amount = formatMoney(standing);
  await finishActionRun(writer, standing.actionRunId, {
    state: 'failed',
    error: words ?? 'The bank returned the money.',
  });
  if (standing.supplierId === null) return;
  await raiseTask(writer, {
    supplierId: standing.supplierId,
    type: 'refund',
    reason: `refund-failed:${standing.id}`,
    title: `Refund of ${amount} failed`,
    detail: `${words ?? 'The bank returned the money.'} Agree another way with the supplier; refund request ${standing.id}.`,
    priority: 'high',
    dueOn: null,
    ownerId: standing.requestedBy,
    source: 'refund-desk',
  });
}
