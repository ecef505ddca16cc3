import {
  ensureMonths,
  findProductEvent,
  keepDeadLetters,
  keepProductEvents,
  listProductEvents,
} from '@wedsync/db/connectors';
import {
  faultOf,
  ingestEventsSchema,
  parseProductEvents,
  productEventFilterSchema,
  productEventLimits,
  productEventRowSchema,
  productEventSchema,
  withoutInvitedAddress,
  type EventRejection,
} from '@wedsync/domain/connectors';
import { DomainError, type Actor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { createSigner, defineMachineDoor } from '../access/index.ts';
import { defineResource, ingestAnswerSchema, type ApiServices } from '../platform/index.ts';
import { refusalCounter } from './refusals.ts';

/** What suppliers do with the product, as the host application reports it. */
export const productEvents = defineResource({
  name: 'product-events',
  description: 'What suppliers do with the product, as the host application reports it',
  row: productEventRowSchema,
  filter: productEventFilterSchema,
  list: listProductEvents,
  show: findProductEvent,
});

/** Keeps what can be read, sets the rest aside with its reason, and says which is which. */
export const productEventIntake = defineMachineDoor({
  method: 'post',
  path: '/ingest/events',
  summary: 'Report what suppliers do with the product',
  description: `Up to ${productEventLimits.maxEventsPerRequest} at once; the id of an event is its idempotency key. One bad event never costs the others.`,
  scope: 'ingest',
  maxBodyBytes: productEventLimits.maxBodyBytes,
  anyContentType: true,
  body: ingestEventsSchema,
  documentedBody: z.strictObject({
    events: z.array(productEventSchema).max(productEventLimits.maxEventsPerRequest),
  }),
  response: ingestAnswerSchema.extend({ duplicates: z.int() }),
  status: 202,
  prepare(services) {
    const intake = createIntake(services);
    return ({ actor, body }) => intake(actor, body.events);
  },
});

type IngestAnswer = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: EventRejection[];
};

/** @throws DomainError limited when the whole request is over its suppliers' limits */
function createIntake(services: ApiServices) {
  const { store, clock, env } = services;
  const countFault = refusalCounter('host', services);
  const monthsMade = new Set<string>();
  // A key of its own for this purpose: whoever reads the database cannot find out whom somebody invited by trying addresses.
  const signer = createSigner(env.session.secret, 'invited address');
  return async (actor: Actor, given: readonly unknown[]): Promise<IngestAnswer> => {
    const now = clock.now();
    const raw = given.map((event) => withoutInvitedAddress(event, (address) => signer.sign(address)));
    const { events, rejected } = parseProductEvents(raw, now);
    await ensureOnce(events.map(({ event }) => event.occurredAt));
    const letters = rejected.map((rejection) => ({ rejection, raw: raw[rejection.index] }));
    const kept = await store.transact(actor, async (writer) => {
      await keepDeadLetters(writer, letters);
      return keepProductEvents(writer, events, env.ingest, now);
    });
    for (const { field, detail } of rejected.map(faultOf)) countFault(field, detail);
    const { accepted, duplicates, refused } = kept;
    const waits = refused.flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
    if (refused.length === raw.length && waits.length > 0) throw overLimit(Math.min(...waits));
    return {
      accepted,
      duplicates,
      rejected: [...rejected, ...refused.map(asRejection)].sort((a, b) => a.index - b.index),
    };
  };

  async function ensureOnce(moments: readonly Date[]): Promise<void> {
    const missing = moments.filter((moment) => !monthsMade.has(moment.toISOString().slice(0, 7)));
    await ensureMonths(store, 'product_events', missing);
    for (const moment of missing) monthsMade.add(moment.toISOString().slice(0, 7));
  }
}

function asRejection({
  index,
  retryAfterSeconds,
}: {
  index: number;
  retryAfterSeconds: number | null;
}): EventRejection {
  const when = retryAfterSeconds === null ? 'That day is full.' : `Send it again in ${retryAfterSeconds} seconds.`;
  return { index, errors: { supplierExternalId: `Too many events for this supplier. ${when}` } };
}

function overLimit(retryAfterSeconds: number): DomainError {
  return new DomainError('limited', 'too-many-events', 'Too many events for these suppliers. Send them again later.', {
    retryAfterSeconds,
  });
}
