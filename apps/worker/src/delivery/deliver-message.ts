import {
  emitMessageEvent,
  recordAttempt,
  settleSent,
  settleUnsent,
  type OutgoingMessage,
  type Unsent,
} from '@wedsync/db/delivery';
import {
  admitCall,
  recordDeadLetter,
  reportFailure,
  reportSuccess,
  resolveDeadLetter,
  traced,
  type Writer,
} from '@wedsync/db/platform';
import { suppressAddress } from '@wedsync/db/privacy';
import { addTimelineEntry } from '@wedsync/db/suppliers';
import { messagePauseMs, withoutRecipient } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import { isContactChannel } from '@wedsync/domain/privacy';
import type { WorkerServices } from '../platform/index.ts';
import type { Gateway, SendOutcome } from './gateways/gateway.ts';
import type { Hindrance } from './last-look.ts';

/** Sends one claimed message, unless something hinders it, and keeps what became of it. */
export async function deliverMessage(
  services: WorkerServices,
  gateway: Gateway | null,
  message: OutgoingMessage,
  hindrance: Hindrance | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (gateway === null) return settle(services, message, notConfigured(message));
  if (hindrance !== undefined) return hinder(services, message, hindrance);
  const admission = await admitCall(services.store.pool, gateway.destination);
  if (!admission.admitted || signal.aborted) {
    const retryAt = admission.admitted ? services.clock.now() : admission.retryAt;
    return settle(services, message, resting(gateway, retryAt.getTime() - services.clock.now().getTime()));
  }
  await attempt(services, gateway, message, admission.trusted);
}

/** The worker of this message went away while sending: an attempt whose fate is unknown, like any other. */
export async function recoverMessage(
  writer: Writer,
  services: WorkerServices,
  gateway: Gateway | null,
  message: OutgoingMessage,
): Promise<void> {
  const fate: Unhappy = { outcome: 'unknown', error: 'The worker went away while sending.' };
  await recordAttempt(writer, message, { ...fate, providerId: null, durationMs: null });
  const unsent = gateway === null ? notConfigured(message) : unsentAfter(services, gateway, message, fate);
  await keepUnsent(writer, services, message, unsent);
}

async function attempt(
  services: WorkerServices,
  gateway: Gateway,
  message: OutgoingMessage,
  trusted: boolean,
): Promise<void> {
  const started = performance.now();
  const outcome = await tracedSend(gateway, message);
  const durationMs = performance.now() - started;
  await tellBreaker(services, gateway, outcome, trusted);
  await services.store.transact(actorOf(message), async (writer) => {
    const providerId = outcome.outcome === 'sent' ? outcome.providerId : null;
    const error = outcome.outcome === 'sent' ? null : outcome.error;
    await recordAttempt(writer, message, { outcome: outcome.outcome, error, providerId, durationMs });
    if (outcome.outcome === 'sent') {
      await settleSent(writer, message, outcome.providerId);
      // Only what was tried before can have been given up.
      if (message.lastOutcome !== null) await resolveDeadLetter(writer, 'message', message.channel, message.id);
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
  await emitMessageEvent(writer, message, { type: 'message.sent', summary: `Sent: ${subject}`, at });
}

function tracedSend(gateway: Gateway, message: OutgoingMessage): Promise<SendOutcome> {
  const { id, channel, template, attempt } = message;
  const facts = { 'wedsync.message_id': id, 'wedsync.template': template, 'wedsync.attempt': attempt };
  return traced({ name: `message ${channel}`, kind: 'client', facts }, async (span) => {
    const answer = await sendOnce(gateway, message);
    span.note({ 'wedsync.outcome': answer.outcome });
    return answer;
  });
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
  trusted: boolean,
): Promise<void> {
  if (outcome.outcome !== 'failed' && outcome.outcome !== 'unknown')
    return trusted ? undefined : reportSuccess(store.pool, destination);
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

function resting({ destination }: Gateway, retryInMs: number): Unsent {
  const reason = `${destination} failed too often and rests for a moment.`;
  return { state: 'failed', reason, outcome: null, retryInMs: Math.max(retryInMs, 0), counts: false };
}

async function settle(services: WorkerServices, message: OutgoingMessage, unsent: Unsent): Promise<void> {
  // What was unknown before stays unknown: nothing was tried this time.
  const kept = { ...unsent, outcome: unsent.outcome ?? message.lastOutcome };
  await services.store.transact(actorOf(message), (writer) => keepUnsent(writer, services, message, kept));
}

/** It waits, or never leaves: then whoever asked for it is told why. */
async function hinder(
  services: WorkerServices,
  message: OutgoingMessage,
  { reason, why, until }: Hindrance,
): Promise<void> {
  const at = services.clock.now();
  const untried = { reason: why, outcome: message.lastOutcome, counts: false } as const;
  await services.store.transact(actorOf(message), async (writer) => {
    if (until !== null)
      return settleUnsent(writer, message, {
        ...untried,
        state: 'scheduled',
        retryInMs: until.getTime() - at.getTime(),
      });
    await settleUnsent(writer, message, { ...untried, state: 'suppressed', retryInMs: null });
    if (message.supplierId === null) return;
    await emitMessageEvent(writer, message, {
      type: 'message.suppressed',
      summary: `Not sent: ${message.subject}`,
      at,
      more: { how: reason, detail: why },
    });
  });
}

async function keepUnsent(
  writer: Writer,
  { clock }: WorkerServices,
  message: OutgoingMessage,
  unsent: Unsent,
): Promise<void> {
  await settleUnsent(writer, message, unsent);
  if (unsent.state === 'bounced' && isContactChannel(message.channel))
    await suppressAddress(writer, { channel: message.channel, address: message.recipient }, 'bounced', message.id);
  if (unsent.state !== 'dead' && unsent.state !== 'bounced') return;
  const reason = withoutRecipient(unsent.reason, message);
  await recordDeadLetter(writer, {
    kind: 'message',
    source: message.channel,
    reference: message.id,
    supplierId: message.supplierId,
    reason,
    errorKind: unsent.outcome,
    attempts: message.attempt,
    payload: { template: message.template, recipient: message.recipient, subject: message.subject },
  });
  // Telling Slack that Slack does not work would never end.
  if (message.channel === 'slack') return;
  await emitMessageEvent(writer, message, {
    type: unsent.state === 'bounced' ? 'message.bounced' : 'message.dead',
    summary: `${message.subject} could not be delivered: ${reason}`,
    at: clock.now(),
    more: { how: unsent.state, detail: reason },
  });
}

function actorOf(message: OutgoingMessage) {
  return systemActor('deliver-messages', message.id);
}
