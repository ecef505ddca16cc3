import { refreshStandingOf } from '@wedsync/db/billing';
import { recomputeMrr, subscribersAfter, suppliersDue } from '@wedsync/db/revenue';
import { markForRecompute } from '@wedsync/db/platform';
import { MINUTE_MS, systemActor } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, idChunks, type JobContext, recomputeDrain, sweepInPairs } from '../platform/index.ts';

/** Publishes the movements of suppliers with new facts within seconds; a burst of facts costs one computation. */
export const recomputeMrrOnFacts = recomputeDrain({
  kind: 'mrr',
  description: 'Publishes how the MRR of suppliers with new facts moved',
  debounceMs: 500,
  batchSize: 300,
  concurrency: 1,
  recompute: async ({ store, clock }, supplierIds) => {
    const actor = systemActor('mrr', 'recompute_mrr');
    await store.transact(actor, async (writer) => {
      const { added, withdrawn } = await recomputeMrr(writer, supplierIds, clock.now());
      if (added + withdrawn > 0) await markForRecompute(writer, 'ltv', supplierIds);
    });
  },
});

const dueAtOnce = 500;

/** Time alone moves MRR: discounts end and debts grow too old, and no event says so. */
export const followTime = defineJob({
  name: 'revenue.follow-time',
  description: 'Asks for the MRR of suppliers that time alone has changed',
  input: z.strictObject({}),
  schedule: { everyMs: 10 * MINUTE_MS },
  maxAttempts: 3,
  lockMs: 60_000,
  concurrency: 1,
  run: async ({ store, actor, clock }) => {
    const due = await store.read(actor, (reader) => suppliersDue(reader, clock.now(), dueAtOnce));
    await store.transact(actor, async (writer) => {
      await refreshStandingOf(writer, due, clock.now());
      await markForRecompute(writer, 'mrr', due);
    });
    return { suppliers: due.length };
  },
});

/** Large enough that statements are few, small enough that a chunk's locks last a second or two. */
export const rebuildChunk = 2_000;

/** Works out every movement again from what was told of every subscription. What is right already stays as it is. */
export const rebuildMrr = defineJob({
  name: 'revenue.rebuild-mrr',
  description: 'Works out every MRR movement again from the history of every subscription',
  input: z.strictObject({}),
  schedule: { cron: '20 3 * * 0' },
  maxAttempts: 5,
  lockMs: 120_000,
  concurrency: 1,
  run: (context) => rebuildAll(context, rebuildChunk),
});

type Rebuilder = Pick<JobContext, 'store' | 'actor' | 'clock' | 'signal' | 'progress'>;

/** Rebuilds all suppliers that ever subscribed, a chunk a transaction. */
export async function rebuildAll(
  { store, actor, clock, signal, progress }: Rebuilder,
  chunk: number,
): Promise<{ suppliers: number; added: number; withdrawn: number; restated: number }> {
  const totals = { suppliers: 0, added: 0, withdrawn: 0, restated: 0 };
  const work = async (ids: readonly string[]) => {
    const done = await store.transact(actor, (writer) => recomputeMrr(writer, ids, clock.now()));
    totals.suppliers += ids.length;
    totals.added += done.added;
    totals.withdrawn += done.withdrawn;
    totals.restated += done.restated;
    await progress(totals.suppliers, null);
  };
  const idsAfter = (after: string, limit: number) =>
    store.read(actor, (reader) => subscribersAfter(reader, after, limit));
  await sweepInPairs({ chunks: idChunks(idsAfter, chunk), signal, work });
  return totals;
}
