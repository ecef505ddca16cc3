import { findEntitlement, findEntitlements, guardedByExternalId, type FoundEntitlement } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { guardOf, recordDeferral } from '@wedsync/db/suppliers';
import { answerOf, checkLimit, limitCheckSchema, type LimitAnswer, type LimitCheck } from '@wedsync/domain/billing';
import { actorOf, DomainError, NotFound, systemActor, type Actor } from '@wedsync/domain/platform';
import express, { Router, type Request } from 'express';
import { authenticateService } from '../access/index.ts';
import { inBatches } from '../connectors/index.ts';
import { isKnownTag, type ApiServices } from '../platform/index.ts';

/** The host application may keep an answer this long without asking; afterwards it asks with the ETag. */
const maxAgeSeconds = 1;
const maxBodyBytes = 2_000;
/** What arrives together is read together; while one read is under way the next gathers. */
const batching = { maxBatch: 200, lanes: 2 };

/**
 * `GET /api/entitlements/:externalId`: what a supplier may do in the host application, one indexed read, 304 while nothing changed.
 * `POST /api/entitlements/:externalId/checks`: whether it may use more of something; nobody is stopped on a guarded day.
 */
export function entitlementRoutes(services: ApiServices): Router {
  const find = finder(services);
  const router = Router();
  const known = authenticateService(services, 'entitlements');
  router.get('/entitlements/:externalId', known, async (req, res) => {
    const { externalId } = req.params;
    const found = await find(String(externalId));
    if (found === undefined) throw NotFound({ what: 'supplier', id: String(externalId) });
    res.setHeader('Cache-Control', `private, max-age=${maxAgeSeconds}, must-revalidate`);
    res.setHeader('ETag', found.etag);
    if (isKnownTag(req, found.etag)) res.status(304).end();
    else res.json(answerOf(found));
  });
  router.post('/entitlements/:externalId/checks', known, express.json({ limit: maxBodyBytes }), async (req, res) => {
    const check = limitCheckSchema.parse(req.body);
    res.setHeader('Cache-Control', 'no-store');
    res.json(await answerCheck(services, actorFrom(req), String(req.params.externalId), check));
  });
  return router;
}

type Question = { readonly externalId: string; found?: FoundEntitlement | undefined };

/** Looks up what is asked for together in one read: under load a supplier costs a fraction of a round trip. */
function finder({ store }: ApiServices): (externalId: string) => Promise<FoundEntitlement | undefined> {
  const reading = systemActor('entitlements', 'entitlements');
  const answer = inBatches<Question>(async (questions) => {
    const asked = [...new Set(questions.map(({ externalId }) => externalId))];
    const found = await store.read(reading, (reader) => findEntitlements(reader, asked));
    for (const question of questions) question.found = found.get(question.externalId);
  }, batching);
  return async (externalId) => {
    const question: Question = { externalId };
    await answer(question);
    return question.found;
  };
}

function actorFrom(req: Request): Actor {
  if (req.principal === undefined) throw new DomainError('unauthenticated', 'unauthenticated', 'Send a service token.');
  return actorOf(req.principal, String(req.id));
}

async function answerCheck(
  { store, clock }: ApiServices,
  actor: Actor,
  externalId: string,
  check: LimitCheck,
): Promise<LimitAnswer> {
  const now = clock.now();
  const { answer, supplierId } = await store.read(actor, (reader) => decide(reader, externalId, check, now));
  if (answer.guarded)
    await store.transact(actor, async (writer) => {
      const guard = await guardOf(writer, supplierId, now);
      const title = `Limit ${check.limit.replaceAll('_', ' ')}`;
      const thing = {
        supplierId,
        kind: 'limit',
        title,
        source: 'limits',
        sourceId: `${supplierId}:${check.limit}`,
      } as const;
      if (guard !== null) await recordDeferral(writer, thing, guard, now);
    });
  return answer;
}

async function decide(reader: Reader, externalId: string, check: LimitCheck, now: Date) {
  const kept = await findEntitlement(reader, externalId);
  const supplier = await guardedByExternalId(reader, externalId);
  if (kept === undefined || supplier === undefined) throw NotFound({ what: 'supplier', id: externalId });
  return { answer: checkLimit(answerOf(kept), check, supplier, now), supplierId: supplier.supplierId };
}
