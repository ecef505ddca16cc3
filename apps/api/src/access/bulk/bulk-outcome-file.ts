import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listBulkTargets } from '@wedsync/db/access';
import { bulkTargetStates, type BulkTarget } from '@wedsync/domain/access';
import { Forbidden, mayDo, NotFound } from '@wedsync/domain/platform';
import { Router } from 'express';
import { z } from 'zod';
import { contextFor, csvLine, type ApiServices, type RequestContext } from '../../platform/index.ts';
import { bulkRunInSight } from './bulk-runs.ts';

const batchSize = 1_000;
const columns = ['id', 'name', 'supplierId', 'state', 'why', 'runId'];
const querySchema = z.object({
  /** Comma-separated; all of them when left out. */
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(bulkTargetStates)))
    .optional(),
});

/** `GET /api/bulk-runs/{id}/outcome.csv?state=failed,refused`: what became of each record, to be worked through elsewhere. */
export function bulkOutcomeFile(services: ApiServices): Router {
  const contextOf = contextFor(services);
  return Router().get('/bulk-runs/:id/outcome.csv', async (req, res) => {
    const context = contextOf(req);
    if (!mayDo(context.principal, 'bulk-runs:show'))
      throw Forbidden({ why: 'Your role does not include bulk-runs:show.' });
    const { id } = req.params;
    const { state } = querySchema.parse(req.query);
    const run = await context.store.read(context.actor, (reader) => bulkRunInSight(reader, id, context));
    if (run === undefined) throw NotFound({ what: 'bulk run', id });
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', `attachment; filename="${id}.csv"`);
    await pipeline(Readable.from(linesOf(context, id, state)), res);
  });
}

async function* linesOf({ store, actor }: RequestContext, id: string, states: readonly string[] | undefined) {
  yield csvLine(columns);
  let after = 0;
  for (;;) {
    const stretch = { after, limit: batchSize, ...(states === undefined ? {} : { states }) };
    const targets = await store.read(actor, (reader) => listBulkTargets(reader, id, stretch));
    const last = targets.at(-1);
    if (last === undefined) return;
    yield targets.map(lineOf).join('');
    after = last.position;
  }
}

function lineOf({ targetId, label, supplierId, state, why, runId }: BulkTarget): string {
  return csvLine([targetId, label, supplierId, state, why, runId]);
}
