import { finishActionRun } from '@wedsync/db/access';
import { tellOfRefundRequest, updateRefundRequest, type RefundStanding } from '@wedsync/db/billing';
import { emitEvents, type Writer } from '@wedsync/db/platform';
import { raiseTask } from '@wedsync/db/suppliers';
import { afterProvider, type RefundOutcome } from '@wedsync/domain/billing';
import { formatMoney, type Clock } from '@wedsync/domain/platform';
import type { RefundReceipt } from './refund-gateway.ts';

/** How a request ended, or how far it is. `why` says what went wrong, in words for the person who asked. */
export type RefundResult = RefundReceipt & { readonly why?: string };

/** A refund that never came to be: the provider refused, or the facts had changed before it was asked. */
export function refused(why: string): RefundResult {
  return { status: 'failed', providerRefundId: null, providerCreditNoteId: null, why };
}

/** Records what became of a request, ends its action run, and makes a failed refund somebody's task. Repeating it changes nothing. */
export async function settleRefund(
  writer: Writer,
  standing: RefundStanding,
  result: RefundResult,
  clock: Clock,
): Promise<void> {
  const state = afterProvider(lastWordOf(standing, result), result.status);
  const why = result.why ?? 'The bank returned the money.';
  const ids = {
    ...(result.providerRefundId === null ? {} : { providerRefundId: result.providerRefundId }),
    ...(result.providerCreditNoteId === null ? {} : { providerCreditNoteId: result.providerCreditNoteId }),
  };
  if (state === standing.state) {
    // Nothing new, but the receipt may come after the webhook and know the credit note.
    if (state !== 'failed' && Object.keys(ids).length > 0)
      await updateRefundRequest(writer, standing, {
        state,
        ...ids,
        error: result.unfinished ?? null,
        nextAttemptInMs: null,
      });
    return finish(writer, standing, result);
  }
  const error = state === 'failed' ? why : (result.unfinished ?? null);
  await updateRefundRequest(writer, standing, { state, ...ids, error, nextAttemptInMs: null });
  await tell(writer, { ...standing, state }, result, why, clock.now());
  if (state === 'succeeded')
    await finishActionRun(
      writer,
      standing.actionRunId,
      { state, result: { refundRequestId: standing.id, ...ids } },
      clock,
    );
  if (state === 'failed') await reopen(writer, standing, why, clock);
  await finish(writer, standing, result);
}

/** A refusal is only our own reading; a refund that the provider shows is the truth and replaces it. */
function lastWordOf({ state, providerRefundId }: RefundStanding, result: RefundResult): RefundStanding['state'] {
  return state === 'failed' && providerRefundId === null && result.providerRefundId !== null ? 'unknown' : state;
}

/** What the mirror tells by itself, because the provider has a refund object, is not told twice. */
async function tell(
  writer: Writer,
  standing: RefundStanding,
  result: RefundResult,
  why: string,
  at: Date,
): Promise<void> {
  const story = storyOf(standing, result, why);
  await tellOfRefundRequest(writer, standing, at, story && { title: story.summary, actorName: writer.actor.name });
  if (story === undefined) return;
  const { amountMinor, currency, outcome, chargeId, supplierId } = standing;
  await emitEvents(writer, [
    {
      ...story,
      supplierId,
      resource: 'refund-requests',
      resourceId: standing.id,
      payload: { refundRequestId: standing.id, chargeId, outcome, amountMinor, currency, status: standing.state },
      occurredAt: at,
    },
  ]);
}

function storyOf(
  { state, outcome, ...money }: RefundStanding,
  result: RefundResult,
  why: string,
): { type: 'refund.failed' | 'credit.given'; summary: string } | undefined {
  const amount = formatMoney(money);
  const unseen = result.providerRefundId === null || result.status === 'canceled';
  if (state === 'failed' && unseen) return { type: 'refund.failed', summary: `Refund of ${amount} failed: ${why}` };
  const given = state === 'succeeded' ? givenWithoutRefund[outcome] : undefined;
  return given && { type: 'credit.given', summary: given(amount) };
}

const givenWithoutRefund: Readonly<Partial<Record<RefundOutcome, (amount: string) => string>>> = {
  balance: (amount) => `Credit of ${amount} given`,
  goodwill_month: (amount) => `Free month worth ${amount} given`,
};

/** A refund that came back is owned by whoever asked for it: the supplier still waits for the money. */
async function reopen(writer: Writer, standing: RefundStanding, why: string, clock: Clock): Promise<void> {
  await finishActionRun(writer, standing.actionRunId, { state: 'failed', error: why }, clock);
  await askRequester(writer, standing, {
    reason: `refund-failed:${standing.id}`,
    title: `Refund of ${formatMoney(standing)} failed`,
    detail: `${why} Agree another way with the supplier.`,
  });
}

async function finish(writer: Writer, standing: RefundStanding, { unfinished }: RefundResult): Promise<void> {
  if (unfinished === undefined) return;
  await askRequester(writer, standing, {
    reason: `credit-note-missing:${standing.id}`,
    title: `Credit note over ${formatMoney(standing)} is missing`,
    detail: `${unfinished} The money is on its way; issue the note by hand.`,
  });
}

/** Makes something about a refund the task of the person who asked for it. */
export async function askRequester(
  writer: Writer,
  { id, supplierId, requestedBy: ownerId }: RefundStanding,
  task: { readonly reason: string; readonly title: string; readonly detail: string },
): Promise<void> {
  const detail = `${task.detail} Refund request ${id}.`;
  const common = { type: 'refund', priority: 'high', dueOn: null, source: 'refund-desk' } as const;
  await raiseTask(writer, { ...common, ...task, detail, supplierId, ownerId });
}
