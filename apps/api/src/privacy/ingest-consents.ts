import { ingestConsents } from '@wedsync/db/privacy';
import { actorOf, Invalid, limits, type FieldErrors } from '@wedsync/domain/platform';
import { consentIngestSchema, consentLimits, type ConsentIngest } from '@wedsync/domain/privacy';
import express, { Router } from 'express';
import { z } from 'zod';
import { authenticateService } from '../access/index.ts';
import type { ApiServices } from '../platform/index.ts';

const bodySchema = z.object({ consents: z.array(z.unknown()).max(consentLimits.maxIngestedPerCall) });

type Rejection = { readonly index: number; readonly errors: FieldErrors };

/**
 * `PUT /api/ingest/consents`: what contacts agreed to or refused in the host application. Sending the same again changes nothing. A word about a
 * contact nobody knows yet is handed back: send its supplier first.
 */
export function consentIntake(services: ApiServices): Router {
  const router = Router();
  router.put(
    '/ingest/consents',
    authenticateService(services, 'ingest'),
    express.json({ limit: limits.maxJsonBodyBytes }),
    async (req, res) => {
      const { principal } = req;
      if (principal === undefined) throw Invalid({ message: 'A service token is needed.' });
      const { parsed, rejected } = sort(bodySchema.parse(req.body).consents, services.clock.now());
      const said = parsed.map(({ consent }) => consent);
      const { accepted, unknown } = await services.store.transact(actorOf(principal, String(req.id)), (writer) =>
        ingestConsents(writer, said),
      );
      const strangers = unknown.map((place) => ({
        index: parsed[place]?.index ?? place,
        errors: { contactEmail: 'This supplier has no such contact.' },
      }));
      res.json({ accepted, rejected: [...rejected, ...strangers].toSorted((a, b) => a.index - b.index) });
    },
  );
  return router;
}

type Sorted = {
  readonly parsed: { readonly index: number; readonly consent: ConsentIngest }[];
  readonly rejected: Rejection[];
};

function sort(consents: readonly unknown[], now: Date): Sorted {
  const sorted: Sorted = { parsed: [], rejected: [] };
  consents.forEach((raw, index) => {
    const { success, data, error } = consentIngestSchema.safeParse(raw);
    if (!success) sorted.rejected.push({ index, errors: fieldErrors(error) });
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

function fieldErrors(error: z.ZodError): FieldErrors {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'consent', issue.message]));
}
