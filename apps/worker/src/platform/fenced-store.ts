import { holdFence, type ClaimedRun, type Store } from '@wedsync/db/platform';
import { defineError } from '@wedsync/domain/platform';

/** The run belongs to another worker now; whatever this one still wants to write is refused. */
export const LockLost = defineError(
  'conflict',
  'lock-lost',
  (p: { runId: number }) => `Job run ${p.runId} was taken over by another worker.`,
);

/**
 * A store whose every transaction first makes sure the run is still ours and keeps it so until commit, so work of a worker that was taken for
 * dead never lands beside that of its successor.
 */
export function fencedStore(store: Store, run: Pick<ClaimedRun, 'id' | 'fence'>): Store {
  return {
    ...store,
    transact: (actor, work) =>
      store.transact(actor, async (writer) => {
        if (!(await holdFence(writer.sql, run))) throw LockLost({ runId: run.id });
        return work(writer);
      }),
  };
}
