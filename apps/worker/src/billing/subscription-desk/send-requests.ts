import {
  claimDueSubscriptionRequest,
  lockSubscriptionRequest,
  updateSubscriptionRequest,
  type DueSubscriptionRequest,
} from '@wedsync/db/billing';
import { channels, type Writer } from '@wedsync/db/platform';
import { deferWhileGuarded } from '@wedsync/db/suppliers';
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
import { askAboutRequest, settleRequest } from './settle-request.ts';
import type { SubscriptionGateway, SubscriptionReceipt } from './subscription-gateway.ts';

/** The name under which the desk puts things off. */
const source = 'subscription-desk';

/** Calls the provider for each request whose time has come. */
export function sendSubscriptionRequests(open: Open<SubscriptionGateway>): Drain {
  return sendThrough(open, {
    name: 'subscription-desk.send',
    description: 'Does at the provider what staff asked about subscriptions',
    channel: channels.subscriptions,
    sendNext: sendNextRequest,
  });
}

/** Sends one request, if any is due; crash-safe as `sendOne` says. @returns 1 when there was one, else 0 */
export function sendNextRequest(services: OutboundServices, gateway: SubscriptionGateway): Promise<number> {
  return sendOne<DueSubscriptionRequest, SubscriptionReceipt>(services, {
    name: source,
    claim: (writer) => claim(writer, services),
    give: (request) => gateway.perform(request, services.clock.now()),
    record: (writer, request, answer) => record(writer, request, answer, services),
    describe: ({ id }) => `Subscription request ${id}`,
  });
}

/** Takes the next request; on a guarded day one that takes something away goes back to wait, unless a call may have taken effect already. */
async function claim(
  writer: Writer,
  { clock, uuids }: OutboundServices,
): Promise<{ request: DueSubscriptionRequest; send: boolean } | undefined> {
  const request = await claimDueSubscriptionRequest(writer, leaseMs);
  if (request === undefined) return undefined;
  const { id, title, supplierId, guardedAct: kind, guardOverriddenBy, state } = request;
  if (kind === null || supplierId === null || guardOverriddenBy !== null || state !== 'sending')
    return { request, send: true };
  const until = await deferWhileGuarded(writer, { supplierId, kind, title, source, sourceId: id }, clock.now(), uuids);
  if (until === null) return { request, send: true };
  await updateSubscriptionRequest(writer, id, { state: 'scheduled', error: null, nextAttempt: until });
  return { request, send: false };
}

async function record(
  writer: Writer,
  { id, attempts }: DueSubscriptionRequest,
  answer: Answer<SubscriptionReceipt>,
  { clock, random }: OutboundServices,
): Promise<void> {
  const standing = await lockSubscriptionRequest(writer, id);
  // The webhook may have been faster than our answer: it knows what became of the call.
  if (standing === undefined || (standing.state !== 'sending' && standing.state !== 'unknown')) return;
  if ('receipt' in answer) {
    const { reference: providerReference, shown } = answer.receipt;
    return settleRequest(writer, standing, { state: shown ? 'succeeded' : 'pending', providerReference }, clock);
  }
  const why = wordsOf(answer.error);
  if (isRefusal(answer.error)) return settleRequest(writer, standing, { state: 'failed', why }, clock);
  await updateSubscriptionRequest(writer, id, {
    state: 'unknown',
    error: why,
    nextAttempt: retryDelayMs(attempts, random()),
  });
  if (attempts >= attemptsBeforeTask)
    await askAboutRequest(writer, standing, {
      reason: `subscription-request-stuck:${id}`,
      title: `${standing.title} does not get through`,
      detail: `The provider has not answered ${attempts} times: ${why} It is tried again by itself.`,
    });
}
