import {
  claimPaypalTransmissions,
  countRefusals,
  decidePaypalTransmissions,
  postponePaypalTransmissions,
  receiveEvents,
  replayedTransmissions,
  type PaypalTransmissionToDecide,
  type ReceivedEvent,
} from '@wedsync/db/connectors';
import { channels, emitEvents, type SuccessEvent, type Writer } from '@wedsync/db/platform';
import { paypalCertOrigins, paypalRefusals, type PaypalRefusal } from '@wedsync/domain/connectors';
import { DAY_MS, MINUTE_MS, SECOND_MS, systemActor } from '@wedsync/domain/platform';
import type { Drain, WorkerServices } from '../../platform/index.ts';
import { paypalSigners } from './certificates.ts';
import { openPaypal } from './client.ts';
import { offline, postback, type Verify } from './verify.ts';

const batchSize = 100;
const leaseMs = MINUTE_MS;
const sweepMs = 2 * SECOND_MS;
const longestRetryMs = 10 * MINUTE_MS;
/** PayPal itself repeats a delivery for three days; what is real is in its list of events for thirty. */
const patienceMs = 3 * DAY_MS;

/** Verifies what the door kept; what is PayPal's becomes an event of the inbox, what is not is counted. */
export const admitPaypalDeliveries = admitDeliveries(openVerifier);

export function admitDeliveries(open: (services: WorkerServices) => Promise<Verify | null>): Drain {
  let verify: Verify | null = null;
  return {
    name: 'admit-paypal-deliveries',
    description: 'Verifies PayPal’s webhooks and takes them into the inbox',
    channel: channels.inbox,
    sweepMs,
    concurrency: 1,
    drain: async (services) => {
      verify ??= await open(services);
      return verify === null ? 0 : admitNextDeliveries(services, verify);
    },
  };
}

async function openVerifier(services: WorkerServices): Promise<Verify | null> {
  const { paypal } = services.env;
  const client = await openPaypal(services);
  if (paypal === null || client === null) return null;
  const here = offline(
    paypalSigners({ origins: paypalCertOrigins(paypal.certOrigins), roots: paypal.certRoots }),
    paypal.webhookId,
  );
  return paypal.verification === 'postback' ? postback(client, paypal.webhookId, here) : here;
}

type Verdict = { readonly delivery: PaypalTransmissionToDecide; readonly reason: PaypalRefusal | null };

/** @returns how many deliveries were taken; 0 when none is due */
export async function admitNextDeliveries(
  { store, clock, uuids, log }: Pick<WorkerServices, 'store' | 'clock' | 'uuids' | 'log'>,
  verify: Verify,
): Promise<number> {
  const actor = systemActor('paypal-intake', uuids.next());
  const claimed = await store.transact(actor, (writer) => claimPaypalTransmissions(writer, batchSize, leaseMs));
  const verdicts: Verdict[] = [];
  const later: PaypalTransmissionToDecide[] = [];
  let error = '';
  for (const delivery of claimed) {
    try {
      verdicts.push({ delivery, reason: await verify(delivery, clock.now()) });
    } catch (cause) {
      log.warn({ err: cause, transmissionId: delivery.transmissionId }, 'a PayPal delivery could not be verified yet');
      const isTooOld = clock.now().getTime() - delivery.sentAt.getTime() > patienceMs;
      if (isTooOld) verdicts.push({ delivery, reason: 'never-verified' });
      else later.push(delivery);
      error = cause instanceof Error ? cause.message : String(cause);
    }
  }
  await store.transact(actor, async (writer) => {
    await decide(writer, verdicts);
    const retryInMs = Math.min(longestRetryMs, 2 ** Math.max(0, ...later.map(({ attempts }) => attempts)) * SECOND_MS);
    await postponePaypalTransmissions(
      writer,
      later.map(({ id }) => id),
      { error, retryInMs },
    );
  });
  return claimed.length;
}

async function decide(writer: Writer, verdicts: readonly Verdict[]): Promise<void> {
  const genuine = verdicts.filter(({ reason }) => reason === null).map(({ delivery }) => delivery);
  const replayed = await replayedTransmissions(writer, genuine);
  const final = oneBodyEach(verdicts).map(({ delivery, reason }) => {
    const again = replayed.has(`${delivery.transmissionId} ${delivery.bodySha256}`);
    return { delivery, reason: reason ?? (again ? ('replayed-transmission' as const) : null) };
  });
  const admitted = final.filter(({ reason }) => reason === null).map(({ delivery }) => delivery);
  const fresh = new Set(await receiveEvents(writer, admitted.map(asEvent)));
  await emitEvents(
    writer,
    admitted.filter(({ eventId, scrubbedNumbers }) => scrubbedNumbers > 0 && fresh.has(eventId)).map(cardNumberSeen),
  );
  await decidePaypalTransmissions(
    writer,
    final.map(({ delivery: { id }, reason }) => ({ id, reason })),
  );
  await countRefusals(writer, countsOf(final));
}

/** Of two bodies under one transmission in the same batch the first counts. */
function oneBodyEach(verdicts: readonly Verdict[]): Verdict[] {
  const bodies = new Map<string, string>();
  return verdicts.map(({ delivery, reason }) => {
    if (reason !== null) return { delivery, reason };
    const first = bodies.get(delivery.transmissionId) ?? delivery.bodySha256;
    bodies.set(delivery.transmissionId, first);
    return { delivery, reason: first === delivery.bodySha256 ? null : 'replayed-transmission' };
  });
}

function asEvent({
  eventId,
  eventType,
  resourceId,
  occurredAt,
  payload,
  scrubbedNumbers,
}: PaypalTransmissionToDecide): ReceivedEvent {
  return {
    provider: 'paypal',
    eventId,
    type: eventType,
    apiVersion: null,
    accountId: null,
    // PayPal's sandbox has webhooks and keys of its own; whatever is verified with ours is meant.
    livemode: true,
    objectType: null,
    objectId: resourceId,
    customerId: null,
    occurredAt,
    payload,
    refusedBecause: null,
    scrubbedNumbers,
  };
}

function cardNumberSeen(transmission: PaypalTransmissionToDecide): SuccessEvent {
  const { eventId, eventType, scrubbedNumbers, occurredAt } = transmission;
  return {
    type: 'card-number.scrubbed',
    supplierId: null,
    resource: 'provider-events',
    resourceId: eventId,
    summary: `A card number arrived in ${eventType} and was removed before storing`,
    payload: { numbers: scrubbedNumbers },
    occurredAt,
  };
}

function countsOf(verdicts: readonly Verdict[]) {
  const counts = new Map<PaypalRefusal, number>();
  for (const { reason } of verdicts) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, refused]) => ({
    provider: 'paypal',
    reason,
    refused,
    lastDetail: paypalRefusals[reason],
  }));
}
