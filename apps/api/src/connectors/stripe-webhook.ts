import { receiveEvents, type ReceivedEvent } from '@wedsync/db/connectors';
import { emitEvents } from '@wedsync/db/platform';
import { createId, DomainError, isDomainError, limits, systemActor } from '@wedsync/domain/platform';
import express, { Router, type ErrorRequestHandler } from 'express';
import type { ApiServices } from '../platform/index.ts';
import { inBatches } from './batch.ts';
import { refusalCounter } from './refusals.ts';
import { readEnvelope } from './stripe-envelope.ts';
import { verifyStripeSignature } from './stripe-signature.ts';

/** One statement at a time: NOTIFY makes commits queue behind each other anyway, so waiting together in one batch is faster than waiting in line. */
const batching = { maxBatch: 200, lanes: 1 };

const reasons = {
  'signature-missing': 'There is no usable Stripe-Signature header.',
  'signature-wrong': 'The signature does not match the body.',
  'timestamp-stale': 'The signature is more than five minutes old.',
} as const;

/**
 * `POST /api/webhooks/stripe`: verifies, stores once, answers; the worker does the rest. 200 for what is stored or was before, 400 and 413 for
 * what no retry can mend, 503 when the database is away, so that Stripe tries again.
 */
export function stripeWebhook(services: ApiServices): Router {
  const { env, clock, store, uuids, log } = services;
  const router = Router();
  const settings = env.stripe;
  const refuse = refusalCounter('stripe', services);
  const keep = inBatches<ReceivedEvent>(async (events) => {
    const actor = systemActor('stripe-intake', createId('request', uuids.next()));
    await store.transact(actor, async (writer) => {
      const fresh = new Set(await receiveEvents(writer, oncePerBatch(events)));
      await emitEvents(
        writer,
        events.filter((event) => event.scrubbedNumbers > 0 && fresh.has(event.eventId)).map(cardNumberSeen),
      );
    });
  }, batching);

  router.post(
    '/webhooks/stripe',
    express.raw({ type: () => true, limit: limits.maxWebhookBodyBytes }),
    async (req, res) => {
      if (settings === null)
        throw new DomainError(
          'unavailable',
          'stripe-not-configured',
          'This installation has no Stripe webhook secret.',
        );
      const body: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      const verdict = verifyStripeSignature(req.get('stripe-signature'), body, settings.webhookSecrets, clock.now());
      if (!verdict.ok) throw new DomainError('invalid', verdict.reason, reasons[verdict.reason]);
      await keepOr503(readEnvelope(body, settings));
      res.json({ received: true });
    },
  );

  async function keepOr503(event: ReceivedEvent): Promise<void> {
    try {
      await keep(event);
    } catch (error) {
      log.error({ err: error }, 'a Stripe event was not stored');
      throw new DomainError('unavailable', 'not-stored', 'The event could not be stored. Send it again.', {
        retryAfterSeconds: 5,
        cause: error,
      });
    }
  }

  const countRefused: ErrorRequestHandler = (error, _req, _res, next) => {
    const reason = refusalReason(error);
    if (reason !== null) refuse(reason, error instanceof Error ? error.message : String(error));
    next(error);
  };
  router.use('/webhooks/stripe', countRefused);
  return router;
}

/** One statement cannot meet the same row twice. */
function oncePerBatch(events: readonly ReceivedEvent[]): ReceivedEvent[] {
  return [...new Map(events.map((event) => [event.eventId, event])).values()];
}

function refusalReason(error: unknown): string | null {
  if (isDomainError(error)) return error.kind === 'invalid' ? error.code : null;
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large'
    ? 'too-large'
    : null;
}

function cardNumberSeen(event: ReceivedEvent) {
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
