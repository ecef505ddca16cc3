import { countSuppliers, scoreChurn, supplierIdsAfter } from '@wedsync/db/success';
import { calendarDate, systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, recomputeDrain, type JobContext } from '../../platform/index.ts';

/** Large enough that statements are few, small enough that a chunk's locks last about a second. */
export const churnChunk = 2_000;

/** Foretells for every supplier once a night, for time alone changes risk. What is said on Mondays is kept, to be held to account. */
export const sweepChurn = defineJob({
  name: 'churn.sweep',
  description: 'Foretells for every supplier whether it will leave',
  input: z.strictObject({ remember: z.boolean().optional() }),
  schedule: { cron: '40 3 * * *' },
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: (context, { remember }) => sweepAll(context, churnChunk, remember ?? isMonday(context.clock.now())),
});

type Sweeper = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Scores all suppliers in chunks by id; two chunks are under way at a time, so that the database works while this process counts. */
export async function sweepAll(
  { store, actor, clock, signal, progress }: Sweeper,
  chunk: number,
  remember: boolean,
): Promise<{ scored: number; predictions: number }> {
  const totals = { scored: 0, predictions: 0 };
  const total = await store.read(actor, countSuppliers);
  let seen = 0;
  const score = async (ids: readonly string[]) => {
    const done = await store.transact(actor, (writer) => scoreChurn(writer, ids, clock.now(), { remember }));
    totals.scored += done.scored;
    totals.predictions += done.predictions;
    seen += ids.length;
    await progress(seen, total);
  };
  let after = '';
  let underWay: Promise<void> = Promise.resolve();
  while (!signal.aborted) {
    const ids = await store.read(actor, (reader) => supplierIdsAfter(reader, after, chunk));
    const next = score(ids);
    await Promise.all([underWay, ids.length < chunk ? next : undefined]);
    if (ids.length < chunk) break;
    underWay = next;
    after = ids.at(-1) ?? after;
  }
  return totals;
}

function isMonday(now: Date): boolean {
  return new Date(`${calendarDate(now)}T00:00:00Z`).getUTCDay() === 1;
}

/** Kind of the marks that ask for a supplier's risk to be worked out again. */
export const churnMark = 'churn';

/** Foretells again for suppliers with new facts; a burst of them costs one prediction. */
export const foretellOnFacts = recomputeDrain({
  kind: churnMark,
  description: 'Foretells again for suppliers with new facts',
  debounceMs: 5_000,
  batchSize: 300,
  concurrency: 1,
  recompute: async ({ store, clock }, supplierIds) => {
    const actor = systemActor('churn', 'recompute_churn');
    await store.transact(actor, (writer) => scoreChurn(writer, supplierIds, clock.now()));
  },
});
