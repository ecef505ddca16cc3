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
  type Reader,
  type Writer,
} from '@wedsync/db/platform';
import { mayContact, suppressAddress, suppressionOf } from '@wedsync/db/privacy';
import { addTimelineEntry } from '@wedsync/db/suppliers';
import { messagePauseMs, type MessageChannel } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import { isContactChannel, type ContactChannel } from '@wedsync/domain/privacy';
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
  const why = await services.store.read(actorOf(message), (reader) => whyNot(reader, message, services));
  if (why !== null) return settle(services, message, suppressedBecause(why));
  const admission = await admitCall(services.store.pool, gateway.destination);
  if (!admission.admitted || signal.aborted) {
    const retryAt = admission.admitted ? services.clock.now() : admission.retryAt;
    return settle(services, message, resting(gateway, retryAt.getTime() - services.clock.now().getTime()));
  }
  await attempt(services, gateway, message);
}

/** Asked at the last moment: between promising and sending, people say stop, mailboxes die and offers end. */
async function whyNot(
  reader: Reader,
  message: OutgoingMessage,
  { clock, env }: WorkerServices,
): Promise<string | null> {
  const now = clock.now();
  const { channel, recipient, contactId, purpose, expiresAt } = message;
  if (channel === 'slack') return null;
  if (expiresAt !== null && expiresAt <= now) return 'It came too late to be sent.';
  const suppressed = isContactChannel(channel) ? await suppressionOf(reader, { channel, address: recipient }) : null;
  if (suppressed !== null) return `The address is not written to: ${suppressed}.`;
  if (purpose === null) return null;
  if (channel === 'email' && purpose !== 'service' && env.linkSecret === null)
    return 'No LINK_SECRET is configured, so its reader could not unsubscribe.';
  const answer = await mayContact(reader, { contactId, purpose, channel: askedAs(channel), now });
  return answer.allowed ? null : answer.why;
}

/** The marketing tool writes e-mails: to let it know of somebody takes the permission to do so. */
function askedAs(channel: Exclude<MessageChannel, 'slack'>): ContactChannel {
  return channel === 'marketing_tool' ? 'email' : channel;
}

async function attempt(services: WorkerServices, gateway: Gateway, message: OutgoingMessage): Promise<void> {
  const started = performance.now();
  const outcome = await tracedSend(gateway, message);
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

function suppressedBecause(reason: string): Unsent {
  return { state: 'suppressed', reason, outcome: null, retryInMs: null, counts: false };
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
  if (unsent.state === 'bounced' && isContactChannel(message.channel))
    await suppressAddress(writer, { channel: message.channel, address: message.recipient }, 'bounced', message.id);
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
  await emitMessageEvent(writer, message, {
    type: unsent.state === 'bounced' ? 'message.bounced' : 'message.dead',
    summary: `${message.subject} could not be delivered: ${unsent.reason}`,
    at: clock.now(),
  });
}

function actorOf(message: OutgoingMessage) {
  return systemActor('deliver-messages', message.id);
}
