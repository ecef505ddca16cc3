import type { JobRun, JobRunFilter } from '@wedsync/domain/operations';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { channels, isoInstant, listPage, type ListSpec, type Reader, type Writer } from '../platform/index.ts';

/** Runs concern any supplier, in their input and their errors: whoever sees only some suppliers sees the runs they asked for. */
export async function listJobRuns(reader: Reader, query: ListQuery<JobRunFilter>): Promise<Page<JobRun>> {
  return listPage(reader, spec, query);
}

export async function findJobRun(reader: Reader, id: string): Promise<JobRun | undefined> {
  const [run] = isRowId(id) ? await hydrate(reader, [id]) : [];
  return run;
}

/** Gives a run that gave up, failed or was cancelled a fresh start. @returns false when it is in no such state */
export async function restartRun(writer: Writer, id: string): Promise<boolean> {
  const [run]: { name: string }[] = await writer
    .sql('job_runs')
    .where({ id })
    .whereIn('state', ['dead', 'cancelled', 'failed'])
    .update({
      state: 'queued',
      attempt: 0,
      error: null,
      error_kind: null,
      finished_at: null,
      run_at: writer.sql.raw('clock_timestamp()'),
    })
    .returning('name');
  if (run === undefined) return false;
  await writer.sql.raw('select pg_notify(?, ?)', [channels.jobs, run.name]);
  return true;
}

/** Ids of these tables are numbers; anything else names nothing. */
export function isRowId(id: string): boolean {
  return /^[1-9]\d{0,15}$/.test(id);
}

const spec: ListSpec<JobRun, JobRunFilter> = {
  resource: 'job-runs',
  keys: inSight,
  idColumn: 'job_runs.id',
  sorts: {
    id: 'job_runs.id',
    name: 'job_runs.name',
    runAt: 'job_runs.run_at',
    startedAt: 'job_runs.started_at',
    finishedAt: 'job_runs.finished_at',
  },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    q: (query, text) => query.whereILike('job_runs.name', `%${text.replace(/[\\%_]/g, '\\$&')}%`),
    id: (query, ids) => query.whereIn('job_runs.id', ids.filter(isRowId)),
    name: (query, names) => query.whereIn('job_runs.name', names),
    state: (query, states) => query.whereIn('job_runs.state', states),
    changedSince: (query, since) =>
      query.where((either) =>
        either.where('job_runs.created_at', '>=', since).orWhere('job_runs.heartbeat_at', '>=', since),
      ),
  },
  countCap: 10_000,
  hydrate: (reader, ids) => hydrate(reader, ids),
  rowId: (run) => Number(run.id),
};

function inSight({ sql, actor }: Reader) {
  return actor.scope.kind === 'all' ? sql('job_runs') : sql('job_runs').where({ requested_by: actor.id });
}

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<JobRun[]> {
  const { sql } = reader;
  return inSight(reader)
    .whereIn('id', [...ids])
    .select({
      id: sql.raw('id::text'),
      name: 'name',
      state: 'state',
      attempt: 'attempt',
      input: 'input',
      progress: 'progress',
      result: 'result',
      error: 'error',
      errorKind: 'error_kind',
      lockedBy: 'locked_by',
      requestedBy: 'requested_by',
      runAt: isoInstant(sql, 'run_at'),
      plannedAt: isoInstant(sql, 'planned_at'),
      startedAt: isoInstant(sql, 'started_at'),
      heartbeatAt: isoInstant(sql, 'heartbeat_at'),
      finishedAt: isoInstant(sql, 'finished_at'),
      createdAt: isoInstant(sql, 'created_at'),
    });
}
