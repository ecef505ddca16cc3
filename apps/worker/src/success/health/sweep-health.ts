import { ensureMonths } from '@wedsync/db/connectors';
import {
  countSuppliers,
  dropHistoryBefore,
  measureCohorts,
  recomputeHealth,
  recordDashboardDay,
} from '@wedsync/db/success';
import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, sweepInPairs, type JobContext } from '../../platform/index.ts';
import { everySupplier } from '../every-supplier.ts';

/** Large enough that statements are few, small enough that a chunk's locks last about a second. */
export const sweepChunk = 2_000;

/** Scores every supplier once a night, for time alone changes scores, and measures what is usual. */
export const sweepHealth = defineJob({
  name: 'health.sweep',
  description: 'Scores every supplier, measures cohorts and writes down the day’s figures',
  input: z.strictObject({}),
  schedule: { cron: '30 2 * * *' },
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context) => {
    const { store, actor, clock } = context;
    const day = calendarDate(clock.now());
    await ensureMonths(store, 'health_score_days', [clock.now()]);
    await store.transact(actor, (writer) => measureCohorts(writer, day));
    const totals = await sweepSuppliers(context, sweepChunk);
    await store.transact(actor, (writer) => recordDashboardDay(writer, day));
    await forgetOldHistory(context);
    return totals;
  },
});

type Sweeper = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Scores all suppliers, a chunk a transaction. */
export async function sweepSuppliers(
  context: Sweeper,
  chunk: number,
): Promise<{ scored: number; changed: number; drops: number }> {
  const { store, actor, clock, signal, progress } = context;
  const totals = { scored: 0, changed: 0, drops: 0 };
  const total = await store.read(actor, countSuppliers);
  const work = async (ids: readonly string[]) => {
    const done = await store.transact(actor, (writer) => recomputeHealth(writer, ids, clock.now(), { tell: 'marks' }));
    totals.scored += done.scored;
    totals.changed += done.changed;
    totals.drops += done.drops;
    await progress(totals.scored, total);
  };
  await sweepInPairs({ chunks: everySupplier(context, chunk), signal, work });
  return totals;
}

const historyMonths = 25;

async function forgetOldHistory({ store, actor, clock }: JobContext): Promise<void> {
  const before = calendarDate(plusMs(clock.now(), -historyMonths * 31 * DAY_MS));
  await store.transact(actor, (writer) => dropHistoryBefore(writer, before));
}
