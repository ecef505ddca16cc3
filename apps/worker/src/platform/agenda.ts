import { PostgresBackend } from '@agendajs/postgres-backend';
import { reportingZone } from '@wedsync/domain/platform';
import { Agenda } from 'agenda';
import pg from 'pg';
import type { Logger } from 'pino';
import type { JobSchedule } from './job.ts';

export type ScheduledName = { readonly name: string; readonly schedule: JobSchedule };

/** What agenda is asked to do: say when it is time. What is due, who runs it and what became of it is kept in job_runs by the database's clock. */
export type Ticks = {
  readonly databaseUrl: string;
  readonly workerId: string;
  readonly log: Logger;
  readonly schedules: readonly ScheduledName[];
  readonly tick: (name: string) => Promise<unknown>;
};

export type Ticker = {
  /** The first instant after `after` that a cron expression names in the reporting zone. */
  nextCronTime(cron: string, after: Date): Date;
  /** Begins to tick: call it when `tick` may be called. */
  start(): Promise<void>;
  /** Takes no more ticks, lets those under way end, unlocks the rest and leaves the database. */
  stop(): Promise<void>;
};

/** A tick only plans a row: a lock older than this belongs to a process that is gone. */
const tickLockMs = 30_000;
/** Agenda looks this often, so shorter intervals would silently be longer: those belong to drains. */
const lookEveryMs = 5_000;
const stopLimitMs = 5_000;

/**
 * Connects agenda on a pool of its own, with one recurring row per scheduled job. The table comes from our migrations.
 * @throws when the database does not answer, or a schedule would not do what it says
 */
export async function connectTicker({ databaseUrl, workerId, log, schedules, tick }: Ticks): Promise<Ticker> {
  const pool = await connectedPool(databaseUrl, log);
  const backend = new PostgresBackend({ pool, ensureSchema: false, disableNotifications: true });
  const agenda = new Agenda({ backend, name: workerId, processEvery: lookEveryMs, defaultLockLifetime: tickLockMs });
  await agenda.ready;
  let ticking = 0;
  agenda.on('error', (error: Error) => log.warn({ err: error }, 'the ticker stumbled'));
  agenda.on('start', () => void (ticking += 1));
  agenda.on('complete', () => void (ticking -= 1));
  const nextCronTime = (cron: string, after: Date) => readCron(agenda, cron, after);
  try {
    for (const scheduled of schedules) checkSchedule(scheduled, nextCronTime);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    nextCronTime,
    async start() {
      const once = { concurrency: 1, lockLimit: 1 };
      for (const { name } of schedules) agenda.define(name, async () => void (await tick(name)), once);
      await agenda.start();
      for (const { name, schedule } of schedules) await repeat(agenda, name, schedule);
      if (schedules.length > 0) await agenda.cancel({ notNames: schedules.map(({ name }) => name) });
    },
    async stop() {
      await agenda.stop(false);
      const deadline = performance.now() + stopLimitMs;
      const isTicking = () => ticking > 0;
      while (isTicking() && performance.now() < deadline) await new Promise((wake) => setTimeout(wake, 20));
      await pool.end();
    },
  };
}

/** A cut connection is an error event on an idle client; without listeners it would end the process. */
async function connectedPool(databaseUrl: string, log: Logger): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'wedsync-ticker',
    max: 3,
    connectionTimeoutMillis: 10_000,
    options: '-c role=wedsync_scoped -c statement_timeout=10000',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'the ticker lost a connection'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  await pool.query('select 1 from agenda_jobs limit 1');
  return pool;
}

async function repeat(agenda: Agenda, name: string, schedule: JobSchedule): Promise<void> {
  if ('cron' in schedule) await agenda.every(schedule.cron, name, {}, { timezone: reportingZone });
  else await agenda.every(schedule.everyMs, name);
}

/** @throws Error naming the job whose schedule would never run, run without pause, or run at other times than it says */
function checkSchedule({ name, schedule }: ScheduledName, nextCronTime: Ticker['nextCronTime']): void {
  if ('everyMs' in schedule) {
    if (Number.isInteger(schedule.everyMs) && schedule.everyMs >= lookEveryMs) return;
    throw new Error(`The interval of ${name} must be a whole number of at least ${lookEveryMs} ms.`);
  }
  if (schedule.cron.trim().split(/\s+/).length !== 5)
    throw new Error(`The cron of ${name} must have five fields, not "${schedule.cron}".`);
  try {
    nextCronTime(schedule.cron, new Date());
  } catch (error) {
    throw new Error(`The cron of ${name} cannot be read: "${schedule.cron}".`, { cause: error });
  }
}

/** Asks agenda's own reader, so what we plan and what wakes us never differ. */
function readCron(agenda: Agenda, cron: string, after: Date): Date {
  const job = agenda.create('cron').schedule(after).repeatEvery(cron, { timezone: reportingZone, skipImmediate: true });
  const next = job.attrs.nextRunAt;
  if (next === null || next <= after)
    throw new Error(job.attrs.failReason ?? `There is no time after ${after.toISOString()}.`);
  return next;
}
