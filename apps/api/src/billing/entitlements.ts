import { findEntitlement, findEntitlements, guardedByExternalId, type FoundEntitlement } from '@wedsync/db/billing';
import type { Reader } from '@wedsync/db/platform';
import { guardOf, recordDeferral } from '@wedsync/db/suppliers';
import {
  answerOf,
  checkLimit,
  entitlementAnswerSchema,
  limitAnswerSchema,
  limitCheckSchema,
  type LimitAnswer,
  type LimitCheck,
} from '@wedsync/domain/billing';
import { NotFound, systemActor } from '@wedsync/domain/platform';
import { defineMachineDoor } from '../access/index.ts';
import { inBatches } from '../connectors/index.ts';
import { isKnownTag, type ApiServices, type Door, type RequestContext } from '../platform/index.ts';

/** The host application may keep an answer this long without asking; afterwards it asks with the ETag. */
const maxAgeSeconds = 1;
/** What arrives together is read together; while one read is under way the next gathers. */
const batching = { maxBatch: 200, lanes: 2 };

/** What the host application asks of a supplier's plan. */
export const entitlementDoors: readonly Door[] = [
  defineMachineDoor({
    method: 'get',
    path: '/entitlements/{externalId}',
    summary: 'What a supplier may do in the host application',
    description: 'One indexed read. Carries an ETag; If-None-Match is answered 304 while nothing changed.',
    scope: 'entitlements',
    response: entitlementAnswerSchema,
    prepare(services) {
      const find = finder(services);
      return async ({ params: { externalId }, req, res }) => {
        const found = await find(externalId);
        if (found === undefined) throw NotFound({ what: 'supplier', id: externalId });
        res.setHeader('Cache-Control', `private, max-age=${maxAgeSeconds}, must-revalidate`);
        res.setHeader('ETag', found.etag);
        if (isKnownTag(req, found.etag)) res.status(304).end();
        return answerOf(found);
      };
    },
  }),
  defineMachineDoor({
    method: 'post',
    path: '/entitlements/{externalId}/checks',
    summary: 'Whether a supplier may use more of something',
    description: 'Nobody is stopped on a guarded day.',
    scope: 'entitlements',
    maxBodyBytes: 2_000,
    body: limitCheckSchema,
    response: limitAnswerSchema,
    answer(visit) {
      visit.res.setHeader('Cache-Control', 'no-store');
      return answerCheck(visit, visit.params.externalId, visit.body);
    },
  }),
];

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

async function answerCheck(
  { store, clock, actor }: RequestContext,
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
