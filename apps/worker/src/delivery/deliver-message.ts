import {
  hearStopOfCarrier,
  recordAttempt,
  settleSent,
  settleUnsent,
  tellEnd,
  tellSent,
  type OutgoingMessage,
  type Unsent,
} from '@wedsync/db/delivery';
import { admitCall, reportFailure, reportSuccess, resolveDeadLetter, traced, type Writer } from '@wedsync/db/platform';
import { suppressAddress } from '@wedsync/db/privacy';
import { messagePauseMs, withoutRecipient } from '@wedsync/domain/delivery';
import { systemActor } from '@wedsync/domain/platform';
import { isContactChannel } from '@wedsync/domain/privacy';
import type { WorkerServices } from '../platform/index.ts';
import type { Gateway, SendOutcome } from './gateways/gateway.ts';
import { orGiveBack } from './give-back.ts';
import type { Hindrance } from './last-look.ts';

/** Sends one claimed message, unless something hinders it, and keeps what became of it. */
export async function deliverMessage(
  services: WorkerServices,
  gateway: Gateway | null,
  message: OutgoingMessage,
  hindrance: Hindrance | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (gateway === null)
    return orGiveBack(services, [message], () => settle(services, message, notConfigured(message), 'not_configured'));
  const admitted = await orGiveBack(services, [message], () => admit(services, gateway, message, hindrance, signal));
  if (admitted !== null) await attempt(services, gateway, message, admitted.trusted);
}

/** @returns null when it does not leave now; then it is settled */
async function admit(
  services: WorkerServices,
  gateway: Gateway,
  message: OutgoingMessage,
  hindrance: Hindrance | undefined,
  signal: AbortSignal,
): Promise<{ readonly trusted: boolean } | null> {
  const now = services.clock.now();
  if (hindrance !== undefined) {
    await settle(services, message, hinderedBy(hindrance, now), hindrance.reason);
    return null;
  }
  const admission = await admitCall(services.store.pool, gateway.destination);
  if (admission.admitted && !signal.aborted) return admission;
  const retryAt = admission.admitted ? now : admission.retryAt;
  await settle(services, message, resting(gateway, retryAt.getTime() - now.getTime()));
  return null;
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
  if (gateway === null) return keepUnsent(writer, services, message, notConfigured(message), 'not_configured');
  await keepUnsent(writer, services, message, unsentAfter(services, gateway, message, fate));
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
  await services.store.transact(actorOf(message), async (writer) => {
    const providerId = outcome.outcome === 'sent' ? outcome.providerId : null;
    const error = outcome.outcome === 'sent' ? null : outcome.error;
    await recordAttempt(writer, message, { outcome: outcome.outcome, error, providerId, durationMs });
    if (outcome.outcome === 'sent') {
      // What was heard of it before its answer has been told.
      if (!(await settleSent(writer, message, outcome.providerId))) return;
      // Only what was tried before can have been given up.
      if (message.lastOutcome !== null) await resolveDeadLetter(writer, 'message', message.channel, message.id);
      await tellSent(writer, message, services.clock.now());
    } else await keepUnsent(writer, services, message, unsentAfter(services, gateway, message, outcome));
    if (outcome.outcome === 'refused' && outcome.recipient === 'said_stop')
      await hearStopOfCarrier(writer, message, services.clock.now());
  });
  await tellBreaker(services, gateway, message, outcome, trusted);
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
  message: OutgoingMessage,
  outcome: SendOutcome,
  trusted: boolean,
): Promise<void> {
  if (outcome.outcome !== 'failed' && outcome.outcome !== 'unknown')
    return trusted ? undefined : reportSuccess(store.pool, destination);
  const error = withoutRecipient(outcome.error, message);
  if (await reportFailure(store.pool, destination, error)) log.warn({ destination, error }, 'a destination rests');
}

type Unhappy = Exclude<SendOutcome, { outcome: 'sent' }>;

function unsentAfter({ random }: WorkerServices, gateway: Gateway, message: OutgoingMessage, outcome: Unhappy): Unsent {
  const { error: reason } = outcome;
  if (outcome.outcome === 'limited')
    return { state: 'failed', reason, outcome: 'limited', retryInMs: outcome.retryAfterMs, counts: false };
  if (outcome.outcome === 'refused')
    return { state: endOfRefused(outcome, message), reason, outcome: 'refused', retryInMs: null, counts: true };
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

/** A contact who wants no texts is no fault; a colleague who does has to hear of it some other way. */
function endOfRefused({ recipient }: Extract<Unhappy, { outcome: 'refused' }>, { purpose }: OutgoingMessage) {
  if (recipient === 'gone') return 'bounced';
  return recipient === 'said_stop' && purpose !== null ? 'suppressed' : 'dead';
}

function notConfigured({ channel }: OutgoingMessage): Unsent {
  return { state: 'suppressed', reason: `No ${channel} is configured.`, outcome: null, retryInMs: null, counts: false };
}

function resting({ destination }: Gateway, retryInMs: number): Unsent {
  const reason = `${destination} failed too often and rests for a moment.`;
  return { state: 'failed', reason, outcome: null, retryInMs: Math.max(retryInMs, 0), counts: false };
}

/** It waits, or never leaves. */
function hinderedBy({ why, until }: Hindrance, now: Date): Unsent {
  const untried = { reason: why, outcome: null, counts: false };
  return until === null
    ? { ...untried, state: 'suppressed', retryInMs: null }
    : { ...untried, state: 'scheduled', retryInMs: until.getTime() - now.getTime() };
}

async function settle(services: WorkerServices, message: OutgoingMessage, unsent: Unsent, how?: string): Promise<void> {
  // What was unknown before stays unknown: nothing was tried this time.
  const kept = { ...unsent, outcome: message.lastOutcome };
  await services.store.transact(actorOf(message), (writer) => keepUnsent(writer, services, message, kept, how));
}

async function keepUnsent(
  writer: Writer,
  { clock }: WorkerServices,
  message: OutgoingMessage,
  unsent: Unsent,
  how: string = unsent.state,
): Promise<void> {
  if (!(await settleUnsent(writer, message, unsent))) return;
  const { state, reason, outcome: errorKind } = unsent;
  if (state === 'bounced' && isContactChannel(message.channel))
    await suppressAddress(writer, { channel: message.channel, address: message.recipient }, 'bounced', message.id);
  if (state === 'failed' || state === 'scheduled') return;
  await tellEnd(writer, message, { state, how, reason, at: clock.now(), errorKind });
}

function actorOf(message: OutgoingMessage) {
  return systemActor('deliver-messages', message.id);
}
