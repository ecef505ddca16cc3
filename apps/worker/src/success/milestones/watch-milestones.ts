import { cohortsAreStale, measureMilestoneCohorts, noticeLate, recogniseMilestones } from '@wedsync/db/success';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type JobContext } from '../../platform/index.ts';
import { everySupplier } from '../every-supplier.ts';

/** Large enough that statements are few, small enough that a chunk's locks last about a second. */
const chunk = 1_000;
const lateBatch = 200;

/**
 * Once a day, and when a milestone was changed or much history has arrived: finds out what everybody has reached, measures how cohorts came to it, and
 * gives tasks for who has become late. Looks each minute whether it is time.
 */
export const watchMilestones = defineJob({
  name: 'milestones.watch',
  description: 'Measures how cohorts come to milestones and gives tasks for suppliers that are late',
  input: z.strictObject({ now: z.boolean().optional() }),
  schedule: { everyMs: MINUTE_MS },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { now: asked = false }) => {
    const { store, actor, clock, signal } = context;
    if (!asked && !(await store.read(actor, (reader) => cohortsAreStale(reader, clock.now())))) return { due: false };
    const reached = await recogniseEverybody(context);
    if (signal.aborted) return { reached };
    const cohorts = await store.transact(actor, (writer) => measureMilestoneCohorts(writer, clock.now()));
    return { reached, cohorts, late: await noticeAllLate(context) };
  },
});

type Watcher = Pick<JobContext, 'store' | 'actor' | 'clock' | 'uuids' | 'signal'>;

async function recogniseEverybody(watcher: Watcher): Promise<number> {
  const { store, actor, clock, signal } = watcher;
  let reached = 0;
  for await (const ids of everySupplier(watcher, chunk)) {
    if (signal.aborted) break;
    reached += (await store.transact(actor, (writer) => recogniseMilestones(writer, ids, clock.now()))).reached;
  }
  return reached;
}

async function noticeAllLate({ store, actor, clock, uuids, signal }: Watcher): Promise<number> {
  let late = 0;
  while (!signal.aborted) {
    const noticed = await store.transact(actor, (writer) =>
      noticeLate(writer, { now: clock.now(), uuids, limit: lateBatch }),
    );
    late += noticed;
    if (noticed < lateBatch) break;
  }
  return late;
}
