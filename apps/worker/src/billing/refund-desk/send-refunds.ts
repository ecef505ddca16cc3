import { claimDueRefund, updateRefundRequest, lockRefundRequest, type DueRefundRequest } from '@wedsync/db/billing';
import { channels, type Writer } from '@wedsync/db/platform';
import { isDomainError, limits, MINUTE_MS, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../../platform/index.ts';
import type { RefundGateway, RefundReceipt } from './refund-gateway.ts';
import { settleRefund } from './settle-refund.ts';

/** Longer than the slowest call with its retries; a worker that dies inside it is followed by a question, not a second refund. */
const leaseMs = 2 * MINUTE_MS;
const firstRetryMs = 5 * SECOND_MS;
const longestRetryMs = 15 * MINUTE_MS;
const sweepMs = 5 * SECOND_MS;

export type RefundServices = WorkerServices & { readonly refunds: RefundGateway | null };

/** Calls the provider for each approved refund, one at a time per worker slot. */
export const sendRefunds: Drain<RefundServices> = {
  name: 'refund-desk.send',
  description: 'Gives approved refunds to the provider',
  channel: channels.refunds,
  sweepMs,
  concurrency: 2,
  drain: (services) => sendNextRefund(services),
};

/**
 * Sends one refund, if any is due. The attempt is committed before the call and the answer after it: a crash between the two leaves the request
 * "sending", the next worker finds it "unknown" and asks the provider before it repeats anything.
 * @returns 1 when there was one, 0 when there was nothing to do
 */
export async function sendNextRefund({
  refunds,
  store,
  uuids,
  random,
}: Pick<RefundServices, 'refunds' | 'store' | 'uuids' | 'random'>): Promise<number> {
  if (refunds === null) return 0;
  const actor = systemActor('refund-desk', uuids.next());
  const request = await store.transact(actor, (writer) => claimDueRefund(writer, leaseMs));
  if (request === undefined) return 0;
  const outcome = await attempt(refunds, request);
  await store.transact({ ...actor, reason: `Refund request ${request.id}` }, (writer) =>
    record(writer, request, outcome, random()),
  );
  return 1;
}

type Outcome = { readonly receipt: RefundReceipt } | { readonly error: unknown };

async function attempt(gateway: RefundGateway, request: DueRefundRequest): Promise<Outcome> {
  try {
    const earlier = request.state === 'unknown' ? await gateway.find(request) : null;
    return { receipt: earlier ?? (await gateway.give(request)) };
  } catch (error) {
    return { error };
  }
}

async function record(writer: Writer, request: DueRefundRequest, outcome: Outcome, jitter: number): Promise<void> {
  const standing = await lockRefundRequest(writer, { id: request.id });
  if (standing === undefined) return;
  if ('receipt' in outcome) return settleRefund(writer, standing, outcome.receipt);
  const { error } = outcome;
  const words = (error instanceof Error ? error.message : String(error)).slice(0, limits.maxErrorTextChars);
  if (isFinal(error))
    return settleRefund(
      writer,
      standing,
      { status: 'failed', providerRefundId: null, providerCreditNoteId: null },
      words,
    );
  // Nobody knows whether the call took effect: the next attempt asks first.
  await updateRefundRequest(writer, request.id, {
    state: 'unknown',
    error: words,
    nextAttemptInMs: retryDelayMs(request.attempts, jitter),
  });
}

/** The provider understood and refused; repeating would be refused again. */
function isFinal(error: unknown): boolean {
  return (
    isDomainError(error) && ['invalid', 'conflict', 'forbidden', 'not-found', 'unauthenticated'].includes(error.kind)
  );
}

/** Doubles from five seconds to a quarter of an hour, spread by half so that workers do not march in step. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(backoffMs * (0.5 + jitter / 2));
}
