import type { Knex } from 'knex';
import { channels } from './enqueue.ts';
import type { Writer } from './store.ts';

/** What a worker can take of one job right now. */
export type JobRoom = { readonly name: string; readonly lockMs: number; readonly room: number };

export type ClaimedRun = {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  /** Counts this attempt; it was committed before the work begins. */
  readonly attempt: number;
  /** Rises whenever the run changes hands; an effect that carries an older one is refused. */
  readonly fence: number;
  readonly plannedAt: Date | null;
  readonly requestedBy: string | null;
  readonly requestId: string | null;
};

const claimSql = `
with wanted as (select * from jsonb_to_recordset(?::jsonb) as w(name text, "lockMs" int, room int)),
due as (
  select waiting.id, wanted."lockMs" as lock_ms from wanted cross join lateral (
    select r.id, r.run_at from job_runs r
    where r.name = wanted.name and r.state in ('queued', 'failed') and r.run_at <= clock_timestamp()
    order by r.run_at, r.id limit wanted.room for update skip locked
  ) waiting
  order by waiting.run_at, waiting.id limit ?
)
update job_runs r set state = 'running', attempt = r.attempt + 1, fence = r.fence + 1, locked_by = ?,
  heartbeat_at = clock_timestamp(), locked_until = clock_timestamp() + due.lock_ms * interval '1 ms',
  started_at = clock_timestamp(), finished_at = null, progress = null
from due where r.id = due.id
returning r.id, r.name, r.input, r.attempt, r.fence, r.planned_at as "plannedAt", r.requested_by as "requestedBy", r.request_id as "requestId"`;

/** Takes up to `limit` due runs for one worker, and of each job no more than it has room for; no other worker gets the same. */
export async function claimRuns(
  pool: Knex,
  workerId: string,
  jobs: readonly JobRoom[],
  limit: number,
): Promise<ClaimedRun[]> {
  const result: { rows: ClaimedRun[] } = await pool.raw(claimSql, [JSON.stringify(jobs), limit, workerId]);
  return result.rows.toSorted((a, b) => a.id - b.id);
}

/**
 * Gives runs whose lock ran out back to the queue, with a new fence so that their old worker can do no more harm.
 * A run inside a fenced transaction is locked against this and left for the next look.
 */
export async function reviveLostRuns(pool: Knex): Promise<{ id: number; name: string }[]> {
  const result: { rows: { id: number; name: string }[] } = await pool.raw(`
    with lost as (select id from job_runs where state = 'running' and locked_until < clock_timestamp() for update skip locked)
    update job_runs r set state = 'queued', fence = r.fence + 1, locked_by = null, locked_until = null,
      error = 'The worker stopped answering; another takes over.', error_kind = 'lost'
    from lost where r.id = lost.id returning r.id, r.name`);
  return result.rows;
}

/** Extends the lock. @returns false when the run now belongs to someone else */
export async function touchRun(pool: Knex, run: ClaimedRun, lockMs: number): Promise<boolean> {
  const touched: number = await held(pool, run).update({
    heartbeat_at: pool.raw('clock_timestamp()'),
    locked_until: pool.raw(`clock_timestamp() + ? * interval '1 ms'`, [lockMs]),
  });
  return touched === 1;
}

export type RunProgress = { readonly done: number; readonly total: number | null; readonly note?: string };

/** Notes how far the run is. @returns false when the run now belongs to someone else */
export async function recordRunProgress(pool: Knex, run: ClaimedRun, progress: RunProgress): Promise<boolean> {
  return (await held(pool, run).update({ progress: JSON.stringify(progress) })) === 1;
}

export async function finishRun(
  pool: Knex,
  run: ClaimedRun,
  result: Readonly<Record<string, unknown>> | null,
): Promise<boolean> {
  const finished: number = await held(pool, run).update({
    state: 'succeeded',
    result: result === null ? null : JSON.stringify(result),
    error: null,
    error_kind: null,
    locked_by: null,
    locked_until: null,
    finished_at: pool.raw('clock_timestamp()'),
  });
  return finished === 1;
}

export type RunFailure = { readonly error: string; readonly errorKind: string };

/** The attempt failed and another follows after `delayMs`. */
export async function failRun(pool: Knex, run: ClaimedRun, failure: RunFailure, delayMs: number): Promise<boolean> {
  const failed: number = await held(pool, run).update({
    state: 'failed',
    error: failure.error,
    error_kind: failure.errorKind,
    locked_by: null,
    locked_until: null,
    run_at: pool.raw(`clock_timestamp() + ? * interval '1 ms'`, [Math.round(delayMs)]),
  });
  return failed === 1;
}

/** Gives up for good; belongs in the transaction that tells of it. */
export async function buryRun(sql: Knex, run: ClaimedRun, failure: RunFailure): Promise<boolean> {
  const buried: number = await held(sql, run).update({
    state: 'dead',
    error: failure.error,
    error_kind: failure.errorKind,
    locked_by: null,
    locked_until: null,
    finished_at: sql.raw('clock_timestamp()'),
  });
  return buried === 1;
}

/** Puts an unfinished run back as if it had not been started: the process is stopping, the job is not at fault. */
export async function releaseRun(pool: Knex, run: ClaimedRun): Promise<boolean> {
  const released: number = await held(pool, run).update({
    state: 'queued',
    attempt: pool.raw('attempt - 1'),
    fence: pool.raw('fence + 1'),
    locked_by: null,
    locked_until: null,
    run_at: pool.raw('clock_timestamp()'),
  });
  if (released === 1) await pool.raw('select pg_notify(?, ?)', [channels.jobs, run.name]);
  return released === 1;
}

/**
 * Says whether the run still belongs to the holder of this fence, and keeps it so until the transaction ends: nobody takes over in between.
 * Heartbeats of the same run are not held up by it.
 */
export async function holdFence(sql: Knex, run: Pick<ClaimedRun, 'id' | 'fence'>): Promise<boolean> {
  const result: { rows: unknown[] } = await sql.raw(
    `select 1 from job_runs where id = ? and fence = ? and state = 'running' for key share`,
    [run.id, run.fence],
  );
  return result.rows.length === 1;
}

/** Takes a run away: one that waits never starts, one under way loses its lock and can commit nothing more. */
export async function cancelRun(writer: Writer, id: string): Promise<boolean> {
  const cancelled: number = await writer
    .sql('job_runs')
    .where({ id })
    .whereIn('state', ['queued', 'failed', 'running'])
    .update({
      state: 'cancelled',
      fence: writer.sql.raw('fence + 1'),
      locked_by: null,
      locked_until: null,
      finished_at: writer.sql.raw('clock_timestamp()'),
    });
  return cancelled === 1;
}

/** Removes finished runs older than the given days; at most `limit` at once. */
export async function pruneRuns(
  pool: Knex,
  state: 'succeeded' | 'dead' | 'cancelled',
  olderThanDays: number,
  limit: number,
): Promise<number> {
  const old = pool('job_runs')
    .select('id')
    .where({ state })
    .whereRaw(`finished_at < clock_timestamp() - ? * interval '1 day'`, [olderThanDays])
    .limit(limit);
  return pool('job_runs').whereIn('id', old).delete();
}

function held(sql: Knex, run: Pick<ClaimedRun, 'id' | 'fence'>) {
  return sql('job_runs').where({ id: run.id, fence: run.fence, state: 'running' });
}
