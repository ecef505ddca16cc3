import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { listBulkTargets } from '@wedsync/db/access';
import { bulkTargetStates, type BulkTarget } from '@wedsync/domain/access';
import { NotFound } from '@wedsync/domain/platform';
import { z } from 'zod';
import { csvLine, defineDoor, type RequestContext } from '../../platform/index.ts';
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

/** To be worked through elsewhere. */
export const bulkOutcomeDoor = defineDoor({
  method: 'get',
  path: '/bulk-runs/{id}/outcome.csv',
  summary: 'What became of each record of a bulk run',
  description: 'Query: state, a comma list such as failed,refused; all of them when it is left out.',
  permission: 'bulk-runs:show',
  query: querySchema,
  produces: 'text/csv',
  async answer({ params: { id }, query: { state }, res, ...context }) {
    const run = await context.store.read(context.actor, (reader) => bulkRunInSight(reader, id, context));
    if (run === undefined) throw NotFound({ what: 'bulk run', id });
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', `attachment; filename="${id}.csv"`);
    await pipeline(Readable.from(linesOf(context, id, state)), res);
  },
});

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
