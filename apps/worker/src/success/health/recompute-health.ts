import { ensureMonths } from '@wedsync/db/connectors';
import { markForRecompute } from '@wedsync/db/platform';
import { recomputeHealth } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { recomputeDrain, type WorkerServices } from '../../platform/index.ts';

/** Brings the health of these suppliers up to date in one transaction; repeating it changes nothing. */
export async function recompute({ store, clock }: WorkerServices, supplierIds: readonly string[]): Promise<void> {
  const now = clock.now();
  await ensureMonths(store, 'health_score_days', [now]);
  const actor = systemActor('health', 'recompute_health');
  await store.transact(actor, async (writer) => {
    await recomputeHealth(writer, supplierIds, now);
    await markForRecompute(writer, 'churn', supplierIds);
    await markForRecompute(writer, 'milestones', supplierIds);
  });
}

/** Scores suppliers with new facts within seconds; a burst of events costs one scoring. */
export const recomputeHealthOnFacts = recomputeDrain({
  kind: 'health',
  description: 'Scores suppliers with new facts',
  debounceMs: 2_000,
  batchSize: 200,
  concurrency: 2,
  recompute,
});
