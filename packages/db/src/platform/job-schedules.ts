import type { Knex } from 'knex';
import { channels } from './enqueue.ts';

export type SchedulePlan = {
  readonly name: string;
  /** The schedule as text, so that a changed one starts afresh. */
  readonly schedule: string;
  /** Where counting starts when the schedule is new; it is due from the next planned time on. */
  readonly firstAfter: (now: Date) => Date;
  /** The latest planned time in (after, now], or null when none has come yet. */
  readonly latestDue: (after: Date, now: Date) => Date | null;
};

/**
 * Plans the run that is due by the database's clock, once per planned time however many workers ask. After an outage the latest missed time is
 * caught up. While an earlier planned run is unfinished the next one waits, so a scheduled job never overlaps itself.
 * @returns the planned time, or null when nothing is due
 */
export async function planDueRun(pool: Knex, plan: SchedulePlan): Promise<Date | null> {
  return pool.transaction(async (sql) => {
    const { now, last } = await lockSchedule(sql, plan);
    const due = plan.latestDue(last, now);
    if (due === null || (await hasOpenRun(sql, plan.name))) return null;
    const key = `${plan.name}@${due.toISOString()}`;
    await sql('job_runs')
      .insert({ name: plan.name, job_key: key, planned_at: due, requested_by: 'system:schedule' })
      .onConflict('job_key')
      .ignore();
    await sql('job_schedules')
      .where({ name: plan.name })
      .update({ last_planned_at: due, updated_at: sql.raw('clock_timestamp()') });
    await sql.raw('select pg_notify(?, ?)', [channels.jobs, plan.name]);
    return due;
  });
}

async function lockSchedule(sql: Knex, plan: SchedulePlan): Promise<{ now: Date; last: Date }> {
  const { name, schedule } = plan;
  const now = await databaseNow(sql);
  const fresh = { name, schedule, last_planned_at: plan.firstAfter(now) };
  await sql('job_schedules').insert(fresh).onConflict('name').ignore();
  const row = await sql('job_schedules')
    .where({ name })
    .forUpdate()
    .first<{ schedule: string; last_planned_at: Date }>();
  if (row === undefined) throw new Error(`The schedule of ${name} vanished.`);
  if (row.schedule === schedule) return { now, last: row.last_planned_at };
  await sql('job_schedules').where({ name }).update(fresh);
  return { now, last: fresh.last_planned_at };
}

async function hasOpenRun(sql: Knex, name: string): Promise<boolean> {
  const open: unknown = await sql('job_runs')
    .where({ name })
    .whereNotNull('planned_at')
    .whereIn('state', ['queued', 'running', 'failed'])
    .first('id');
  return open !== undefined;
}

/** The one clock all workers share. */
export async function databaseNow(sql: Knex): Promise<Date> {
  const result: { rows: { now: Date }[] } = await sql.raw('select clock_timestamp() as now');
  const now = result.rows[0]?.now;
  if (now === undefined) throw new Error('The database did not say what time it is.');
  return now;
}
