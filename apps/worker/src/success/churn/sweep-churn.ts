import { countSuppliers, isForecastDue, scoreChurn } from '@wedsync/db/success';
import { calendarDate, systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, recomputeDrain, sweepInPairs, type JobContext } from '../../platform/index.ts';
import { everySupplier } from '../every-supplier.ts';

/** Large enough that statements are few, small enough that a chunk's locks last about a second. */
export const churnChunk = 2_000;

/** Foretells for every supplier once a night, for time alone changes risk. What is said first in a week is kept, to be held to account. */
export const sweepChurn = defineJob({
  name: 'churn.sweep',
  description: 'Foretells for every supplier whether it will leave',
  input: z.strictObject({ remember: z.boolean().optional() }),
  schedule: { cron: '40 3 * * *' },
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { remember }) => {
    const { store, actor, clock } = context;
    const isDue = await store.read(actor, (reader) => isForecastDue(reader, calendarDate(clock.now())));
    return sweepAll(context, churnChunk, remember ?? isDue);
  },
});

type Sweeper = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Scores all suppliers, a chunk a transaction. */
export async function sweepAll(
  context: Sweeper,
  chunk: number,
  remember: boolean,
): Promise<{ scored: number; predictions: number }> {
  const { store, actor, clock, signal, progress } = context;
  const totals = { scored: 0, predictions: 0 };
  const total = await store.read(actor, countSuppliers);
  let seen = 0;
  const work = async (ids: readonly string[]) => {
    const done = await store.transact(actor, (writer) => scoreChurn(writer, ids, clock.now(), { remember }));
    totals.scored += done.scored;
    totals.predictions += done.predictions;
    seen += ids.length;
    await progress(seen, total);
  };
  await sweepInPairs({ chunks: everySupplier(context, chunk), signal, work });
  return totals;
}

/** Foretells again for suppliers with new facts; a burst of them costs one prediction. */
export const foretellOnFacts = recomputeDrain({
  kind: 'churn',
  description: 'Foretells again for suppliers with new facts',
  debounceMs: 5_000,
  batchSize: 300,
  concurrency: 1,
  recompute: async ({ store, clock }, supplierIds) => {
    const actor = systemActor('churn', 'recompute_churn');
    await store.transact(actor, (writer) => scoreChurn(writer, supplierIds, clock.now()));
  },
});
