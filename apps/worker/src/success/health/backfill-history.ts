import { ensureMonths, settledReplays, settleReplays } from '@wedsync/db/connectors';
import {
  daysWithoutBaselines,
  measureCohorts,
  recomputeHealth,
  recogniseMilestones,
  reconstructDay,
  recordDashboardDay,
  recordPastRisk,
} from '@wedsync/db/success';
import { calendarDate, MINUTE_MS, plusMs, SECOND_MS } from '@wedsync/domain/platform';
import { historyWeeks, pastMondays } from '@wedsync/domain/success';
import { z } from 'zod';
import { chunksOf, defineJob, type JobContext } from '../../platform/index.ts';

/** History has settled when none came for this long… */
const quietMs = 30 * SECOND_MS;
/** …or when a supplier's own last came so long ago, while others' keeps coming. */
const longestWaitMs = 10 * MINUTE_MS;
const chunk = 1_000;
/** Fewer late suppliers than this do not move a cohort's median enough to measure the past again. */
const enoughToMoveCohorts = 50;

/**
 * Works out weekly scores of the past for suppliers whose history arrived after the fact, from what had happened by each of those days, so that their
 * trends and lines are real from the first day. Then scores them as of now.
 */
export const backfillHistory = defineJob({
  name: 'health.backfill-history',
  description: 'Scores the past of suppliers whose history has just arrived',
  input: z.strictObject({}),
  schedule: { everyMs: 15 * SECOND_MS },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context) => {
    const { store, actor, clock } = context;
    const now = clock.now();
    const suppliers = await store.read(actor, (reader) =>
      settledReplays(reader, plusMs(now, -quietMs), plusMs(now, -longestWaitMs)),
    );
    if (suppliers.length === 0) return { points: 0 };
    const days = pastMondays(now, historyWeeks(suppliers.length));
    await ensureMonths(store, 'health_score_days', [...days.map((day) => new Date(day)), now]);
    await findMilestones(context, suppliers);
    const points = await scorePast(context, suppliers, days);
    await scoreToday(context, suppliers, now);
    await store.transact(actor, (writer) => recordPastRisk(writer, days));
    return { suppliers: suppliers.length, points };
  },
});

/** Past scores count the milestones reached by then. */
async function findMilestones({ store, actor, clock, signal }: JobContext, suppliers: readonly string[]) {
  for (const ids of chunksOf(suppliers, chunk)) {
    if (signal.aborted) return;
    await store.transact(actor, (writer) => recogniseMilestones(writer, ids, clock.now()));
  }
}

/** Oldest day first, so that each point finds the earlier ones it is compared with. */
async function scorePast(context: JobContext, suppliers: readonly string[], days: readonly string[]): Promise<number> {
  const { store, actor, signal } = context;
  const lacking = await store.transact(actor, (writer) => daysWithoutBaselines(writer, days));
  const remeasured = new Set(suppliers.length >= enoughToMoveCohorts ? days : lacking);
  let points = 0;
  for (const [index, day] of days.entries()) {
    if (signal.aborted) return points;
    if (remeasured.has(day)) await store.transact(actor, (writer) => measureCohorts(writer, day));
    for (const ids of chunksOf(suppliers, chunk))
      points += await store.transact(actor, (writer) => reconstructDay(writer, ids, day));
    await context.progress(index + 1, days.length, `Scored the week of ${day}`);
  }
  return points;
}

async function scoreToday(
  { store, actor, signal }: JobContext,
  suppliers: readonly string[],
  now: Date,
): Promise<void> {
  const today = calendarDate(now);
  await store.transact(actor, (writer) => measureCohorts(writer, today));
  for (const ids of chunksOf(suppliers, chunk)) {
    if (signal.aborted) return;
    await store.transact(actor, async (writer) => {
      await recomputeHealth(writer, ids, now);
      await settleReplays(writer, ids, now);
    });
  }
  await store.transact(actor, (writer) => recordDashboardDay(writer, today));
}
