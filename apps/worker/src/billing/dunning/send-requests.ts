import { finishActionRun } from '@wedsync/db/access';
import {
  claimCollectionRequest,
  findCase,
  markAnswerSubmitted,
  tellOfCase,
  updateCollectionRequest,
  type CollectionKind,
  type CollectionRequest,
  type CollectionUpdate,
} from '@wedsync/db/billing';
import { channels, emitEvents, type Writer } from '@wedsync/db/platform';
import { deferWhileGuarded, raiseTask } from '@wedsync/db/suppliers';
import type { Provider } from '@wedsync/domain/billing';
import type { Drain } from '../../platform/index.ts';
import type { CollectionGateway, CollectionReceipt } from './collection-gateway.ts';
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
import { dunningSource } from './follow-debts.ts';

type CollectionDoor = {
  readonly provider: Provider;
  readonly name: string;
  readonly open: Open<CollectionGateway>;
};

/** Asks one provider what staff and dunning want about debts and disputes; waits while there is no key. */
export function sendCollectionRequests({ provider, name, open }: CollectionDoor): Drain {
  return sendThrough(open, {
    name,
    description: 'Retries payments, makes links for new cards, ends unpaid subscriptions and hands in evidence',
    channel: channels.collections,
    sendNext: (services, gateway) => sendNextRequest(services, gateway, provider),
  });
}

/** Sends one request, if any is due; crash-safe as `sendOne` says. @returns 1 when there was one, else 0 */
export function sendNextRequest(
  services: OutboundServices,
  gateway: CollectionGateway,
  provider: Provider = 'stripe',
): Promise<number> {
  return sendOne<CollectionRequest, CollectionReceipt>(services, {
    name: 'collections',
    claim: async (writer) => {
      const request = await claimCollectionRequest(writer, provider, leaseMs);
      return request && { request, send: await mayGo(writer, request, services.clock.now()) };
    },
    give: (request) => gateway.ask(request),
    record: (writer, request, answer) => record(writer, request, answer, services),
    describe: ({ id }) => `Collection request ${id}`,
  });
}

/** What became needless or unwelcome since it was asked for is not sent. Once a call may have taken effect, only the provider can say. */
async function mayGo(writer: Writer, request: CollectionRequest, now: Date): Promise<boolean> {
  if (request.caseId === null || request.state !== 'sending' || request.kind === 'card_link') return true;
  const row = await findCase(writer, request.caseId);
  if (row === undefined || row.state === 'recovered' || row.state === 'voided') {
    await settle(
      writer,
      request,
      { state: 'cancelled', error: 'Nothing is owed any more.', nextAttemptInMs: null },
      now,
    );
    return false;
  }
  if (request.kind !== 'cancel' || request.supplierId === null) return true;
  const { supplierId, caseId } = request;
  const thing = {
    supplierId,
    kind: 'cancel',
    title: 'Subscription ended unpaid',
    source: dunningSource,
    sourceId: `${caseId}:cancel`,
  } as const;
  const until = await deferWhileGuarded(writer, thing, now);
  if (until === null) return true;
  await updateCollectionRequest(writer, request.id, {
    state: 'queued',
    nextAttemptInMs: until.getTime() - now.getTime(),
  });
  return false;
}

async function record(
  writer: Writer,
  request: CollectionRequest,
  answer: Answer<CollectionReceipt>,
  { clock, random }: OutboundServices,
): Promise<void> {
  const now = clock.now();
  if ('receipt' in answer) {
    const { receipt } = answer;
    if (receipt.kind === 'needless')
      return settle(writer, request, { state: 'cancelled', error: receipt.why, nextAttemptInMs: null }, now);
    return settle(writer, request, { state: 'succeeded', result: receipt.result, nextAttemptInMs: null }, now);
  }
  const error = wordsOf(answer.error);
  if (isRefusal(answer.error)) return settle(writer, request, { state: 'failed', error, nextAttemptInMs: null }, now);
  const nextAttemptInMs = retryDelayMs(request.attempts, random());
  await updateCollectionRequest(writer, request.id, { state: 'unknown', error, nextAttemptInMs });
  if (request.attempts === attemptsBeforeTask)
    await askPerson(writer, request, `The provider has not answered ${request.attempts} times: ${error}`);
}

const titles: Readonly<Record<CollectionKind, { readonly done: string; readonly failed: string }>> = {
  retry: { done: 'The payment was tried again and went through', failed: 'The payment was tried again and failed' },
  card_link: { done: 'A link for a new card was made', failed: 'A link for a new card could not be made' },
  cancel: { done: 'The unpaid subscription was ended', failed: 'The unpaid subscription could not be ended' },
  evidence: { done: 'Evidence was handed in', failed: 'Evidence could not be handed in' },
};

async function settle(writer: Writer, request: CollectionRequest, update: CollectionUpdate, now: Date): Promise<void> {
  if (!(await updateCollectionRequest(writer, request.id, update))) return;
  const succeeded = update.state === 'succeeded';
  const { kind, actionRunId } = request;
  const error = update.error ?? 'It was called off.';
  if (actionRunId !== null)
    await finishActionRun(
      writer,
      actionRunId,
      succeeded ? { state: 'succeeded', result: { collectionRequestId: request.id } } : { state: 'failed', error },
      { now: () => now },
    );
  if (kind === 'evidence' && succeeded) await markAnswerSubmitted(writer, request, now);
  await tell(writer, request, succeeded ? titles[kind].done : `${titles[kind].failed}: ${error}`, now);
  if (update.state === 'failed' && (kind === 'cancel' || kind === 'evidence')) await askPerson(writer, request, error);
}

async function tell(writer: Writer, request: CollectionRequest, title: string, at: Date): Promise<void> {
  const { caseId, disputeId, supplierId, kind, id } = request;
  const type = 'collection_request.settled';
  const row = caseId === null ? undefined : await findCase(writer, caseId);
  if (row !== undefined) return tellOfCase(writer, row, { type, title, at, key: id, detail: { kind } });
  if (disputeId === null) return;
  const about = { supplierId, resource: 'disputes', resourceId: disputeId };
  await emitEvents(writer, [{ ...about, type, summary: title, payload: { kind }, occurredAt: at }]);
}

async function askPerson(writer: Writer, request: CollectionRequest, detail: string): Promise<void> {
  const { supplierId, kind, id, requestedBy, actionRunId } = request;
  if (supplierId === null) return;
  await raiseTask(writer, {
    supplierId,
    type: 'dunning',
    reason: `collection:${id}`,
    title: titles[kind].failed,
    detail: `${detail} Request ${id}.`,
    priority: 'high',
    dueOn: null,
    source: dunningSource,
    ...(actionRunId === null ? {} : { ownerId: requestedBy }),
  });
}
