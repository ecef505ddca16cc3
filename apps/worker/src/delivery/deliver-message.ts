import {
  isSuppressed,
  recordAttempt,
  settleSent,
  settleUnsent,
  suppressAddress,
  type OutgoingMessage,
  type Unsent,
} from '@wedsync/db/delivery';
import {
  admitCall,
  emitEvents,
  recordDeadLetter,
  reportFailure,
  reportSuccess,
  resolveDeadLetter,
  type Writer,
} from '@wedsync/db/platform';
import { addTimelineEntry } from '@wedsync/db/suppliers';
import { findTemplate, messagePauseMs } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import type { WorkerServices } from '../platform/index.ts';
import type { Gateway, SendOutcome } from './gateways/gateway.ts';
import type { Gateways } from './gateways/index.ts';

/** Sends one claimed message and keeps what became of it. */
export async function deliverMessage(
  services: WorkerServices,
  gateways: Gateways,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<void> {
  const gateway = gateways[message.channel];
  if (gateway === null) return settle(services, message, notConfigured(message));
  const suppressed = await services.store.read(actorOf(message), (reader) =>
    isSuppressed(reader, message.channel, message.recipient),
  );
  if (suppressed !== null && !(suppressed === 'unsubscribed' && isService(message)))
    return settle(services, message, suppressedBecause(suppressed));
  const admission = await admitCall(services.store.pool, gateway.destination);
  if (!admission.admitted || signal.aborted) {
    const retryAt = admission.admitted ? services.clock.now() : admission.retryAt;
    return settle(services, message, resting(gateway, retryAt.getTime() - services.clock.now().getTime()));
  }
  await attempt(services, gateway, message);
}

/** Unsubscribing ends marketing; what belongs to the contract still has to be told. */
function isService({ template }: OutgoingMessage): boolean {
  return findTemplate(template)?.purpose === 'service';
}

async function attempt(services: WorkerServices, gateway: Gateway, message: OutgoingMessage): Promise<void> {
  const started = performance.now();
  const outcome = await sendOnce(gateway, message);
  const durationMs = performance.now() - started;
  await tellBreaker(services, gateway, outcome);
  await services.store.transact(actorOf(message), async (writer) => {
    const providerId = outcome.outcome === 'sent' ? outcome.providerId : null;
    const error = outcome.outcome === 'sent' ? null : outcome.error;
    await recordAttempt(writer, message, { outcome: outcome.outcome, error, providerId, durationMs });
    if (outcome.outcome === 'sent') {
      await settleSent(writer, message, outcome.providerId);
      await resolveDeadLetter(writer, 'message', message.channel, message.id);
      await tellOfLetter(writer, services, message);
    } else await keepUnsent(writer, services, message, unsentAfter(services, gateway, message, outcome));
  });
}

/** What a supplier was written is part of its story. */
async function tellOfLetter(writer: Writer, { clock }: WorkerServices, message: OutgoingMessage): Promise<void> {
  const { id, supplierId, subject, channel } = message;
  if (supplierId === null || channel === 'slack') return;
  const at = clock.now();
  await addTimelineEntry(writer, {
    supplierId,
    at,
    kind: 'message',
    actorName: 'WedSync',
    title: subject,
    detail: { messageId: id, channel },
    source: 'messages',
    sourceId: id,
  });
  const about = { supplierId, resource: 'messages', resourceId: id };
  await emitEvents(writer, [
    { ...about, type: 'message.sent', summary: `Sent: ${subject}`, payload: { channel }, occurredAt: at },
  ]);
}

/** A message of unknown fate is asked for before it is repeated. */
async function sendOnce(gateway: Gateway, message: OutgoingMessage): Promise<SendOutcome> {
  const { whenUnknown } = gateway;
  if (message.lastOutcome !== 'unknown' || whenUnknown.kind !== 'ask') return gateway.send(message);
  try {
    const providerId = await whenUnknown.find(message);
    return providerId === null ? await gateway.send(message) : { outcome: 'sent', providerId };
  } catch (error) {
    return {
      outcome: 'unknown',
      error: `Could not ask whether it arrived: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** A refusal is an answer: the destination is well. */
async function tellBreaker(
  { store, log }: WorkerServices,
  { destination }: Gateway,
  outcome: SendOutcome,
): Promise<void> {
  if (outcome.outcome !== 'failed' && outcome.outcome !== 'unknown') return reportSuccess(store.pool, destination);
  if (await reportFailure(store.pool, destination, outcome.error))
    log.warn({ destination, error: outcome.error }, 'a destination rests');
}

type Unhappy = Exclude<SendOutcome, { outcome: 'sent' }>;

function unsentAfter({ random }: WorkerServices, gateway: Gateway, message: OutgoingMessage, outcome: Unhappy): Unsent {
  const { error: reason } = outcome;
  if (outcome.outcome === 'limited')
    return { state: 'failed', reason, outcome: 'limited', retryInMs: outcome.retryAfterMs, counts: false };
  if (outcome.outcome === 'refused')
    return { state: outcome.bounced ? 'bounced' : 'dead', reason, outcome: 'refused', retryInMs: null, counts: true };
  if (outcome.outcome === 'unknown' && gateway.whenUnknown.kind === 'leave')
    return {
      state: 'dead',
      reason: `It may have arrived: ${reason}`,
      outcome: 'unknown',
      retryInMs: null,
      counts: true,
    };
  if (message.attempt >= message.maxAttempts)
    return { state: 'dead', reason, outcome: outcome.outcome, retryInMs: null, counts: true };
  return {
    state: 'failed',
    reason,
    outcome: outcome.outcome,
    retryInMs: messagePauseMs(message.attempt, random()),
    counts: true,
  };
}

function notConfigured({ channel }: OutgoingMessage): Unsent {
  return { state: 'suppressed', reason: `No ${channel} is configured.`, outcome: null, retryInMs: null, counts: false };
}

function suppressedBecause(why: string): Unsent {
  return {
    state: 'suppressed',
    reason: `The address is not written to: ${why}.`,
    outcome: null,
    retryInMs: null,
    counts: false,
  };
}

function resting({ destination }: Gateway, retryInMs: number): Unsent {
  const reason = `${destination} failed too often and rests for a moment.`;
  return { state: 'failed', reason, outcome: null, retryInMs: Math.max(retryInMs, 0), counts: false };
}

async function settle(services: WorkerServices, message: OutgoingMessage, unsent: Unsent): Promise<void> {
  // What was unknown before stays unknown: nothing was tried this time.
  const kept = { ...unsent, outcome: unsent.outcome ?? message.lastOutcome };
  await services.store.transact(actorOf(message), (writer) => keepUnsent(writer, services, message, kept));
}

async function keepUnsent(
  writer: Writer,
  { clock }: WorkerServices,
  message: OutgoingMessage,
  unsent: Unsent,
): Promise<void> {
  await settleUnsent(writer, message, unsent);
  if (unsent.state === 'bounced' && message.channel !== 'slack') await suppressAddress(writer, message, 'bounced');
  if (unsent.state !== 'dead' && unsent.state !== 'bounced') return;
  await recordDeadLetter(writer, {
    kind: 'message',
    source: message.channel,
    reference: message.id,
    supplierId: message.supplierId,
    reason: unsent.reason,
    errorKind: unsent.outcome,
    attempts: message.attempt,
    payload: { template: message.template, recipient: message.recipient, subject: message.subject },
  });
  // Telling Slack that Slack does not work would never end.
  if (message.channel === 'slack') return;
  await emitEvents(writer, [
    {
      type: unsent.state === 'bounced' ? 'message.bounced' : 'message.dead',
      supplierId: message.supplierId,
      resource: 'messages',
      resourceId: message.id,
      summary: `${message.subject} could not be delivered: ${unsent.reason}`,
      occurredAt: clock.now(),
    },
  ]);
}

function actorOf(message: OutgoingMessage) {
  return systemActor('deliver-messages', message.id);
}
