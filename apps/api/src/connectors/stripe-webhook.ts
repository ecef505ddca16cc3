import { receiveEvents, wakeInbox, type ReceivedEvent } from '@wedsync/db/connectors';
import { emitEvents, type SuccessEvent } from '@wedsync/db/platform';
import { createId, DomainError, isDomainError, limits, systemActor } from '@wedsync/domain/platform';
import { defineWebhook, type ApiServices } from '../platform/index.ts';
import { atMostEvery } from './at-most-every.ts';
import { inBatches } from './batch.ts';
import { refusalCounter } from './refusals.ts';
import { readEnvelope } from './stripe-envelope.ts';
import { verifyStripeSignature } from './stripe-signature.ts';

/** While one batch is being written to disk the next is under way. */
const batching = { maxBatch: 200, lanes: 2 };
/** Shorter than anybody waits for, longer than the commits that waking would otherwise hold up. */
const wakePauseMs = 50;

const reasons = {
  'signature-missing': 'There is no usable Stripe-Signature header.',
  'signature-wrong': 'The signature does not match the body.',
  'timestamp-stale': 'The signature is more than five minutes old.',
} as const;

/**
 * Verifies, stores once, answers; the worker does the rest. 200 for what is stored or was before, 400 and 413 for what no retry can mend, 503 when the
 * database is away, so that Stripe tries again.
 */
export const stripeWebhook = defineWebhook({
  path: '/webhooks/stripe',
  summary: 'Tell an event of Stripe',
  description:
    'Signed as Stripe does (Stripe-Signature). 200 for what is stored or was before, 400 and 413 for what no retry can mend, 503 for what is to be sent again.',
  maxBodyBytes: limits.maxWebhookBodyBytes,
  prepare(services) {
    const { clock, log } = services;
    const settings = services.env.stripe;
    const refuse = refusalCounter('stripe', services);
    const keep = inBatches<ReceivedEvent>(keeper(services), batching);
    return {
      async receive(body, headers) {
        if (settings === null) throw NotConfigured();
        const verdict = verifyStripeSignature(headerOf(headers), body, settings.webhookSecrets, clock.now());
        if (!verdict.ok) throw new DomainError('invalid', verdict.reason, reasons[verdict.reason]);
        await keep(readEnvelope(body, settings)).catch((error: unknown) => {
          log.error({ err: error }, 'a Stripe event was not stored');
          throw NotStored(error);
        });
      },
      onRefused(error) {
        if (isDomainError(error) && refusedKinds.includes(error.kind)) refuse(error.code, error.message);
      },
    };
  },
});

const refusedKinds = ['invalid', 'too-large'];

function headerOf({ 'stripe-signature': header }: NodeJS.Dict<string | string[]>): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function NotConfigured(): DomainError {
  return new DomainError('unavailable', 'stripe-not-configured', 'This installation has no Stripe webhook secret.');
}

function NotStored(cause: unknown): DomainError {
  return new DomainError('unavailable', 'not-stored', 'The event could not be stored. Send it again.', {
    retryAfterSeconds: 5,
    cause,
  });
}

/** Stores a batch in one round trip, and wakes the worker apart from it; only what must be told besides needs a transaction of several statements. */
function keeper({ store, uuids, log }: ApiServices): (events: readonly ReceivedEvent[]) => Promise<void> {
  const wake = atMostEvery(wakePauseMs, () => {
    wakeInbox({ sql: store.pool }).catch((error: unknown) => log.warn({ err: error }, 'the worker was not woken'));
  });
  return async (events) => {
    const withCards = events.filter(({ scrubbedNumbers }) => scrubbedNumbers > 0);
    if (withCards.length === 0) await receiveEvents({ sql: store.pool }, events);
    else
      await store.transact(systemActor('stripe-intake', createId('request', uuids.next())), async (writer) => {
        const fresh = new Set(await receiveEvents(writer, events));
        await emitEvents(writer, withCards.filter(({ eventId }) => fresh.has(eventId)).map(cardNumberSeen));
      });
    wake();
  };
}

function cardNumberSeen(event: ReceivedEvent): SuccessEvent {
  return {
    type: 'card-number.scrubbed',
    supplierId: null,
    resource: 'provider-events',
    resourceId: event.eventId,
    summary: `A card number arrived in ${event.type} and was removed before storing`,
    payload: { numbers: event.scrubbedNumbers },
    occurredAt: event.occurredAt,
  };
}
