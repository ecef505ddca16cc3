import {
  claimDueRefund,
  findRefundTarget,
  lockRefundRequest,
  updateRefundRequest,
  type DueRefundRequest,
} from '@wedsync/db/billing';
import { channels, type Writer } from '@wedsync/db/platform';
import { assessRefund, type Provider } from '@wedsync/domain/billing';
import { formatMoney, isDomainError } from '@wedsync/domain/platform';
import type { Drain } from '../../platform/index.ts';
import {
  attemptsBeforeTask,
  isRefusal,
  leaseMs,
  retryDelayMs,
  sendOne,
  sendThrough,
  wordsOf,
  type Answer,
  type Open,
  type OutboundServices,
} from '../outbound/index.ts';
import type { RefundGateway, RefundReceipt } from './refund-gateway.ts';
import { askRequester, refused, settleRefund } from './settle-refund.ts';

export type RefundDoor = {
  readonly provider: Provider;
  readonly name: string;
  readonly open: Open<RefundGateway>;
};

/** Calls one provider for each approved refund, one at a time per worker slot. */
export function sendRefunds({ provider, name, open }: RefundDoor): Drain {
  return sendThrough(open, {
    name,
    description: 'Gives approved refunds to the provider',
    channel: channels.refunds,
    sendNext: (services, gateway) => sendNextRefund(services, gateway, provider),
  });
}

/** Sends one refund, if any is due; crash-safe as `sendOne` says. @returns 1 when there was one, else 0 */
export function sendNextRefund(
  services: OutboundServices,
  gateway: RefundGateway,
  provider: Provider = 'stripe',
): Promise<number> {
  return sendOne<DueRefundRequest, RefundReceipt>(services, {
    name: 'refund-desk',
    claim: (writer) => claim(writer, provider, services),
    give: (request) => gateway.give(request),
    record: (writer, request, answer) => record(writer, request, answer, services),
    describe: ({ id }) => `Refund request ${id}`,
  });
}

/** Takes the next request; one that has become impossible since it was asked for fails here, before anything is sent. */
async function claim(
  writer: Writer,
  provider: Provider,
  { clock }: OutboundServices,
): Promise<{ request: DueRefundRequest; send: boolean } | undefined> {
  const request = await claimDueRefund(writer, provider, leaseMs);
  if (request === undefined) return undefined;
  // Once a call may have taken effect, only the provider can say what holds.
  const why = request.state === 'sending' ? await whyNoLonger(writer, request, clock.now()) : null;
  const standing = why === null ? undefined : await lockRefundRequest(writer, { id: request.id });
  if (why !== null && standing !== undefined) await settleRefund(writer, standing, refused(why), clock);
  return { request, send: why === null };
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

async function record(
  writer: Writer,
  { id, attempts }: DueRefundRequest,
  answer: Answer<RefundReceipt>,
  { clock, random }: OutboundServices,
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
