import type { ReceivedEvent } from '@wedsync/db/connectors';
import { scrubCardNumbers } from '@wedsync/domain/connectors';
import { defineError, limits } from '@wedsync/domain/platform';
import { z } from 'zod';
import { nestsTooDeep } from './nesting.ts';
import { storableId, storableName } from './storable.ts';

export const MalformedEvent = defineError(
  'invalid',
  'malformed-event',
  (p: { why: string }) => `This is not a Stripe event: ${p.why}`,
);

/** What every Stripe event has, whatever it is about; the rest is the handler's business. */
const envelopeSchema = z.looseObject({
  id: storableName,
  object: z.literal('event'),
  type: storableName,
  created: z.int().min(0).max(4_102_444_800),
  livemode: z.boolean(),
  api_version: z.string().max(64).nullish(),
  account: z.string().max(255).nullish(),
  data: z.looseObject({
    object: z.looseObject({
      object: z.string().max(64).optional(),
      id: z.unknown().optional(),
      customer: z.unknown().optional(),
    }),
  }),
});

export type Expectations = { readonly liveMode: boolean; readonly accountId: string | null };

/**
 * Reads a verified body into what the inbox keeps. Events of another account or mode are kept too, marked never to be booked.
 * @throws MalformedEvent when it is no JSON, nests too deep, or lacks what every event has
 */
export function readEnvelope(body: Buffer, expected: Expectations): ReceivedEvent {
  const { text, found } = scrubCardNumbers(body.toString('utf8'));
  if (nestsTooDeep(text)) throw MalformedEvent({ why: `it nests deeper than ${limits.maxJsonDepth} levels.` });
  const parsed = envelopeSchema.safeParse(parseJson(text));
  if (!parsed.success) throw MalformedEvent({ why: z.prettifyError(parsed.error).slice(0, limits.maxErrorTextChars) });
  const { id, type, created, livemode, api_version, account, data } = parsed.data;
  const { object } = data;
  const objectId = idOf(object.id);
  return {
    provider: 'stripe',
    eventId: id,
    type,
    apiVersion: api_version ?? null,
    accountId: account ?? null,
    livemode,
    objectType: object.object ?? null,
    objectId,
    customerId: object.object === 'customer' ? objectId : idOf(object.customer),
    occurredAt: new Date(created * 1_000),
    payload: text,
    refusedBecause: whyRefused(livemode, account ?? null, expected),
    scrubbedNumbers: found,
  };
}

function whyRefused(livemode: boolean, account: string | null, expected: Expectations): string | null {
  if (livemode !== expected.liveMode)
    return `The event is from ${livemode ? 'live' : 'test'} mode; this installation books ${expected.liveMode ? 'live' : 'test'} mode.`;
  if (account !== null && account !== expected.accountId)
    return `The event is of account ${account}, which is not ours.`;
  return null;
}

/** A reference is an id or, where it was expanded, the object itself. */
function idOf(reference: unknown): string | null {
  if (typeof reference === 'string') return storableId(reference);
  return typeof reference === 'object' && reference !== null && 'id' in reference ? idOf(reference.id) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw MalformedEvent({ why: 'the body is not JSON.' });
  }
}
