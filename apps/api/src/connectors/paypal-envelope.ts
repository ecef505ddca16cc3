import { scrubCardNumbers } from '@wedsync/domain/connectors';
import { defineError, limits } from '@wedsync/domain/platform';
import { z } from 'zod';
import { nestsTooDeep } from './nesting.ts';
import { storableId, storableName } from './storable.ts';

const MalformedPaypalEvent = defineError(
  'invalid',
  'malformed-event',
  (p: { why: string }) => `This is not a PayPal event: ${p.why}`,
);

/** What every PayPal event has, whatever it is about. */
const envelopeSchema = z.looseObject({
  id: storableName,
  event_type: storableName,
  // The database has no year zero.
  create_time: z.iso.datetime({ offset: true }).regex(/^[12]/, 'It is no time of ours.'),
  resource: z.looseObject({ id: z.unknown().optional(), dispute_id: z.unknown().optional() }),
});

export type PaypalEnvelope = {
  readonly eventId: string;
  readonly eventType: string;
  readonly resourceId: string | null;
  readonly occurredAt: Date;
  readonly payload: string;
  readonly scrubbedNumbers: number;
};

/** Reads a body into what is kept of it. @throws MalformedPaypalEvent when it is no JSON, nests too deep, or lacks what every event has */
export function readPaypalEnvelope(body: Buffer): PaypalEnvelope {
  const { text: payload, found: scrubbedNumbers } = scrubCardNumbers(body.toString('utf8'));
  if (nestsTooDeep(payload)) throw MalformedPaypalEvent({ why: `it nests deeper than ${limits.maxJsonDepth} levels.` });
  const parsed = envelopeSchema.safeParse(parseJson(payload));
  if (!parsed.success)
    throw MalformedPaypalEvent({ why: z.prettifyError(parsed.error).slice(0, limits.maxErrorTextChars) });
  const { id: eventId, event_type: eventType, create_time, resource } = parsed.data;
  const resourceId = storableId(resource.id) ?? storableId(resource.dispute_id);
  return { eventId, eventType, resourceId, occurredAt: new Date(create_time), payload, scrubbedNumbers };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw MalformedPaypalEvent({ why: 'the body is not JSON.' });
  }
}
