import { ingestConsents } from '@wedsync/db/privacy';
import { limits } from '@wedsync/domain/platform';
import { consentIngestSchema, consentLimits, type ConsentIngest } from '@wedsync/domain/privacy';
import { z } from 'zod';
import { defineMachineDoor } from '../access/index.ts';
import { faultsOf, ingestAnswerSchema, type Rejection } from '../platform/index.ts';

const many = <One extends z.ZodType>(one: One) =>
  z.object({ consents: z.array(one).max(consentLimits.maxIngestedPerCall) });

/**
 * What contacts agreed to or refused in the host application. Sending the same again changes nothing. A word about a contact nobody knows yet is handed
 * back: send its supplier first.
 */
export const consentIntake = defineMachineDoor({
  method: 'put',
  path: '/ingest/consents',
  summary: 'Tell what contacts agreed to or refused',
  description: 'Up to 1,000 at once; the newest `saidAt` stands. Saying the same again changes nothing.',
  scope: 'ingest',
  maxBodyBytes: limits.maxJsonBodyBytes,
  body: many(z.unknown()),
  documentedBody: many(consentIngestSchema),
  response: ingestAnswerSchema,
  async answer({ store, actor, clock, body }) {
    const { parsed, rejected } = sort(body.consents, clock.now());
    const said = parsed.map(({ consent }) => consent);
    const { accepted, unknown } = await store.transact(actor, (writer) => ingestConsents(writer, said));
    const strangers = unknown.map((place) => ({
      index: parsed[place]?.index ?? place,
      errors: { contactEmail: 'This supplier has no such contact.' },
    }));
    return { accepted, rejected: [...rejected, ...strangers].sort((a, b) => a.index - b.index) };
  },
});

type Sorted = {
  readonly parsed: { readonly index: number; readonly consent: ConsentIngest }[];
  readonly rejected: Rejection[];
};

function sort(consents: readonly unknown[], now: Date): Sorted {
  const sorted: Sorted = { parsed: [], rejected: [] };
  consents.forEach((raw, index) => {
    const { success, data, error } = consentIngestSchema.safeParse(raw);
    if (!success) sorted.rejected.push({ index, errors: faultsOf(error, 'consent') });
    else if (Date.parse(data.saidAt) > now.getTime() + toleranceMs)
      sorted.rejected.push({ index, errors: { saidAt: 'Nothing has been said in the future.' } });
    else if (Date.parse(data.saidAt) < 0)
      sorted.rejected.push({ index, errors: { saidAt: 'Nothing is kept from before 1970.' } });
    else sorted.parsed.push({ index, consent: data });
  });
  return sorted;
}

/** Clocks of two houses differ a little. */
const toleranceMs = 300_000;
