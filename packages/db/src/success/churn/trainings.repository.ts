import { mainHorizon } from '@wedsync/domain/success';
import { enqueueJob, lockEach, type Reader, type Writer } from '../../platform/index.ts';

export const churnTrainingJob = 'churn.train';

export type TrainingRequest = {
  readonly horizonDays: number;
  readonly seed?: number;
  readonly author?: { readonly id: string; readonly name: string };
};

/** A training that waits or is under way. */
export type OpenTraining = { readonly jobRunId: number; readonly askedAt: Date; readonly byName: string | null };

export type AskedTraining = { readonly jobRunId: number | null; readonly isNew: boolean };

/** Asks for a training of one horizon; while one waits or is under way, that one is the answer, however many ask at once. */
export async function askForTraining(writer: Writer, request: TrainingRequest, key?: string): Promise<AskedTraining> {
  await lockEach(writer, 'churn-trainings', [String(request.horizonDays)]);
  const open = await openTraining(writer, request.horizonDays);
  if (open !== undefined) return { jobRunId: open.jobRunId, isNew: false };
  const jobRunId = await enqueueJob(writer, {
    name: churnTrainingJob,
    input: request,
    ...(key === undefined ? {} : { key }),
  });
  return { jobRunId, isNew: jobRunId !== null };
}

export async function openTraining(reader: Reader, horizonDays: number): Promise<OpenTraining | undefined> {
  const row: OpenTraining | undefined = await ofHorizon(reader, horizonDays)
    .whereIn('state', ['queued', 'failed', 'running'])
    .orderBy('id')
    .first({
      jobRunId: 'id',
      askedAt: 'created_at',
      byName: reader.sql.raw(`input -> 'author' ->> 'name'`),
    });
  return row;
}

/** Whether another run trains for the same horizon and began before this one: a run that was retried by hand may meet one. */
export async function isTrainedElsewhere(writer: Writer, runId: number, horizonDays: number): Promise<boolean> {
  await lockEach(writer, 'churn-trainings', [String(horizonDays)]);
  const other = await ofHorizon(writer, horizonDays)
    .where({ state: 'running' })
    .whereNot('id', runId)
    .whereRaw('(started_at, id) < (select started_at, id from job_runs where id = ?)', [runId])
    .first('id');
  return other !== undefined;
}

function ofHorizon({ sql }: Reader, horizonDays: number) {
  return sql('job_runs')
    .where({ name: churnTrainingJob })
    .whereRaw(`coalesce((input ->> 'horizonDays')::int, ?) = ?`, [mainHorizon, horizonDays]);
}
