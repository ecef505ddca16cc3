import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { keepPaypalTransmission, wakeInbox, type NewPaypalTransmission } from '@wedsync/db/connectors';
import { paypalCertOrigins, paypalRefusals, readPaypalTransmission } from '@wedsync/domain/connectors';
import { createId, DomainError, isDomainError, limits, systemActor } from '@wedsync/domain/platform';
import { defineWebhook, type ApiServices } from '../platform/index.ts';
import { readPaypalEnvelope } from './paypal-envelope.ts';
import { refusalCounter } from './refusals.ts';
import { sourceAddress } from './source-address.ts';

/**
 * Looks at what can be told without asking anybody (headers, age, algorithm, where the certificate claims to be, shape), keeps the delivery, answers. The
 * worker verifies it, for only the worker leaves the house. 200 for what is kept or was before, 400 and 413 for what no retry can mend, 503 when it
 * cannot be kept now: too many wait, or too many of this sender.
 */
export const paypalWebhook = defineWebhook({
  path: '/webhooks/paypal',
  summary: 'Tell an event of PayPal',
  description:
    'Signed as PayPal does (PayPal-Transmission-*). 200 for what is kept or was before, 400 and 413 for what no retry can mend, 503 for what is to be sent again.',
  maxBodyBytes: limits.maxWebhookBodyBytes,
  prepare(services) {
    const { clock, env, log, store } = services;
    const settings = env.paypal;
    const origins = paypalCertOrigins(settings?.certOrigins ?? null);
    const refuse = refusalCounter('paypal', services);
    return {
      async receive(body, headers, remoteAddress) {
        if (settings === null) throw NotConfigured();
        const read = readPaypalTransmission(headers, origins, clock.now());
        if (typeof read === 'string') throw new DomainError('invalid', read, paypalRefusals[read]);
        const { id: transmissionId, ...transmission } = read;
        const bodySha256 = createHash('sha256').update(body).digest('hex');
        const envelope = readPaypalEnvelope(body);
        const forwardedFor = headers['x-forwarded-for'];
        const source = sourceAddress(remoteAddress, forwardedFor?.toString(), env.http.trustProxy);
        const kept = { ...transmission, transmissionId, ...envelope, bodyCrc32: crc32(body), bodySha256, source };
        if (!(await keep(services, kept))) throw NotStored();
        wakeInbox({ sql: store.pool }).catch((error: unknown) => log.warn({ err: error }, 'the worker was not woken'));
      },
      onRefused(error) {
        if (isDomainError(error) && refusedKinds.includes(error.kind)) refuse(error.code, error.message);
      },
    };
  },
});

const refusedKinds = ['invalid', 'too-large'];

async function keep({ store, uuids, log }: ApiServices, kept: NewPaypalTransmission): Promise<boolean> {
  const actor = systemActor('paypal-intake', createId('request', uuids.next()));
  try {
    return await store.transact(actor, (writer) => keepPaypalTransmission(writer, kept));
  } catch (error) {
    log.error({ err: error }, 'a PayPal event was not stored');
    throw NotStored(error);
  }
}

function NotConfigured(): DomainError {
  return new DomainError('unavailable', 'paypal-not-configured', 'This installation has no PayPal webhook.');
}

function NotStored(cause?: unknown): DomainError {
  return new DomainError('unavailable', 'not-stored', 'The event could not be stored. Send it again.', {
    retryAfterSeconds: 5,
    cause,
  });
}
