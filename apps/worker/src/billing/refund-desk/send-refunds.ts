import {
  claimDueRefund,
  findRefundTarget,
  lockRefundRequest,
  updateRefundRequest,
  type DueRefundRequest,
} from '@wedsync/db/billing';
import { channels, type Writer } from '@wedsync/db/platform';
import { assessRefund } from '@wedsync/domain/billing';
import { formatMoney, isDomainError, limits, MINUTE_MS, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../../platform/index.ts';
import { isRefusal, type RefundGateway, type RefundReceipt } from './refund-gateway.ts';
import { askRequester, refused, settleRefund } from './settle-refund.ts';

/** Longer than the slowest call with its retries; a worker that dies inside it is followed by a question, not a second refund. */
const leaseMs = 2 * MINUTE_MS;
const firstRetryMs = 5 * SECOND_MS;
const longestRetryMs = 15 * MINUTE_MS;
/** After so many attempts, about half an hour, a person should know; the worker goes on trying. */
const attemptsBeforeTask = 8;
const sweepMs = 5 * SECOND_MS;

/** Calls the provider for each approved refund, one at a time per worker slot. `open` says through which gateway; null while there is none. */
export function sendRefunds(open: (services: WorkerServices) => Promise<RefundGateway | null>): Drain {
  let gateway: RefundGateway | null = null;
  return {
    name: 'refund-desk.send',
    description: 'Gives approved refunds to the provider',
    channel: channels.refunds,
    sweepMs,
    concurrency: 2,
    drain: async (services) => {
      gateway ??= await open(services);
      return gateway === null ? 0 : sendNextRefund(services, gateway);
    },
  };
}

type Services = Pick<WorkerServices, 'store' | 'clock' | 'uuids' | 'random'>;

/**
 * Sends one refund, if any is due. The attempt is committed before the call and the answer after it: a crash between the two leaves the request
 * "sending", the next worker finds it "unknown" and asks the provider before it repeats anything.
 * @returns 1 when there was one, 0 when there was nothing to do
 */
export async function sendNextRefund(services: Services, gateway: RefundGateway): Promise<number> {
  const { store, uuids } = services;
  const actor = systemActor('refund-desk', uuids.next());
  const claimed = await store.transact(actor, (writer) => claim(writer, services));
  if (claimed === undefined) return 0;
  const { request, why } = claimed;
  if (why !== null) return 1;
  const answer = await attempt(gateway, request);
  await store.transact({ ...actor, reason: `Refund request ${request.id}` }, (writer) =>
    record(writer, request, answer, services),
  );
  return 1;
}

/** Takes the next request; one that has become impossible since it was asked for fails here, before anything is sent. */
async function claim(
  writer: Writer,
  { clock }: Services,
): Promise<{ request: DueRefundRequest; why: string | null } | undefined> {
  const request = await claimDueRefund(writer, leaseMs);
  if (request === undefined) return undefined;
  // Once a call may have taken effect, only the provider can say what holds.
  const why = request.state === 'sending' ? await whyNoLonger(writer, request, clock.now()) : null;
  const standing = why === null ? undefined : await lockRefundRequest(writer, { id: request.id });
  if (why !== null && standing !== undefined) await settleRefund(writer, standing, refused(why), clock);
  return { request, why };
}

async function whyNoLonger(writer: Writer, request: DueRefundRequest, now: Date): Promise<string | null> {
  const target = await findRefundTarget(writer, request.chargeId, { requestId: request.id });
  if (target === undefined) return 'The charge is gone.';
  const { outcome, amountMinor, reasonCode } = request;
  try {
    assessRefund(target.facts, { outcome, amountMinor, reasonCode }, now);
    return null;
  } catch (error) {
    if (isDomainError(error)) return error.message;
    throw error;
  }
}

type Answer = { readonly receipt: RefundReceipt } | { readonly error: unknown };

async function attempt(gateway: RefundGateway, request: DueRefundRequest): Promise<Answer> {
  try {
    return { receipt: await gateway.give(request) };
  } catch (error) {
    return { error };
  }
}

async function record(
  writer: Writer,
  { id, attempts }: DueRefundRequest,
  answer: Answer,
  { clock, random }: Services,
): Promise<void> {
  const standing = await lockRefundRequest(writer, { id });
  if (standing === undefined) return;
  if ('receipt' in answer) return settleRefund(writer, standing, answer.receipt, clock);
  // The webhook was faster than our answer: it knows what became of the call.
  if (standing.state !== 'sending' && standing.state !== 'unknown') return;
  const words = wordsOf(answer.error);
  if (isRefusal(answer.error)) return settleRefund(writer, standing, refused(words), clock);
  await updateRefundRequest(writer, standing, {
    state: 'unknown',
    error: words,
    nextAttemptInMs: retryDelayMs(attempts, random()),
  });
  if (attempts >= attemptsBeforeTask)
    await askRequester(writer, standing, {
      reason: `refund-stuck:${id}`,
      title: `Refund of ${formatMoney(standing)} does not get through`,
      detail: `The provider has not answered ${attempts} times: ${words} It is tried again by itself.`,
    });
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, limits.maxErrorTextChars);
}

/** Doubles from five seconds to a quarter of an hour, spread by half so that workers do not march in step. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const backoffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(backoffMs * (0.5 + jitter / 2));
}
