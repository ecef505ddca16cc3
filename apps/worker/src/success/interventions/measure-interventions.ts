import {
  enrolmentsToMeasure,
  interventionSuccess,
  keepRoiRun,
  measureOutcomes,
  noticeEngagement,
  refreshRoi,
  watchGoals,
} from '@wedsync/db/success';
import { recordReadings } from '@wedsync/db/platform';
import { HOUR_MS } from '@wedsync/domain/platform';
import { monitoredSuccess } from '@wedsync/domain/success';
import { z } from 'zod';
import { defineJob, idChunks, sweepInPairs, type JobContext } from '../../platform/index.ts';

/** Large enough that statements are few, small enough that a chunk's locks last about a second. */
const chunk = 1_000;

/**
 * Each hour: notices who took notice, looks whether goals hold, measures what became of everybody who entered a playbook and is not settled yet, and reckons
 * what playbooks brought and cost. Done again with the same facts it changes nothing. `all` measures what is settled too.
 */
export const measureInterventions = defineJob({
  name: 'interventions.measure',
  description: 'Measures goals, staying, value and cost of interventions, and what playbooks brought',
  input: z.strictObject({ all: z.boolean().default(false) }),
  schedule: { everyMs: HOUR_MS },
  maxAttempts: 3,
  lockMs: 120_000,
  concurrency: 1,
  run: async (context, { all }) => {
    const { store, actor, clock, signal } = context;
    await store.transact(actor, (writer) => noticeEngagement(writer, clock.now()));
    await store.transact(actor, (writer) => watchGoals(writer, clock.now()));
    const outcomes = await measureAll(context, all);
    if (signal.aborted) return outcomes;
    return store.transact(actor, async (writer) => {
      const changedCells = await refreshRoi(writer);
      await keepRoiRun(writer, { ...outcomes, changedCells }, clock.now());
      const success = await interventionSuccess(writer, clock.now());
      await recordReadings(
        writer,
        monitoredSuccess(success).map((figure) => ({ ...figure, takenAt: clock.now() })),
      );
      return { ...outcomes, changedCells, success: success.state };
    });
  },
});

async function measureAll(
  { store, actor, clock, signal, progress }: JobContext,
  all: boolean,
): Promise<{ outcomes: number; changedOutcomes: number }> {
  let [outcomes, changedOutcomes] = [0, 0];
  const idsAfter = (after: string, limit: number) =>
    store.read(actor, (reader) => enrolmentsToMeasure(reader, after, limit, all));
  await sweepInPairs({
    chunks: idChunks(idsAfter, chunk),
    signal,
    work: async (ids) => {
      changedOutcomes += await store.transact(actor, (writer) => measureOutcomes(writer, ids, clock.now()));
      outcomes += ids.length;
      await progress(outcomes, null, 'Measuring outcomes');
    },
  });
  return { outcomes, changedOutcomes };
}
