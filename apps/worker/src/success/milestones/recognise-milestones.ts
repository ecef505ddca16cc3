import { recogniseMilestones } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { recomputeDrain } from '../../platform/index.ts';

/** Finds out what suppliers with new facts have reached. */
export const recogniseMilestonesOnFacts = recomputeDrain({
  kind: 'milestones',
  description: 'Finds out which milestones suppliers with new facts have reached',
  // Looking costs more than a score does, and a burst of events wants its scores first; nobody waits for a celebration.
  debounceMs: 10_000,
  batchSize: 300,
  concurrency: 1,
  recompute: async ({ store, clock }, supplierIds) => {
    const actor = systemActor('milestones', 'recognise_milestones');
    await store.transact(actor, (writer) => recogniseMilestones(writer, supplierIds, clock.now()));
  },
});
