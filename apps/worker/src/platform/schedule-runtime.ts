import { planDueRun, type SchedulePlan, type Store } from '@wedsync/db/platform';
import { DAY_MS } from '@wedsync/domain/platform';
import type { Logger } from 'pino';
import { connectTicker, type ScheduledName, type Ticker } from './agenda.ts';
import type { AnyJob, JobSchedule } from './job.ts';
import { startLoop, type Loop } from './loop.ts';

export type ScheduleRuntime = { stop(): Promise<void> };

type Options = {
  readonly store: Store;
  readonly databaseUrl: string;
  readonly workerId: string;
  readonly log: Logger;
  readonly jobs: readonly AnyJob[];
};

/** Agenda ticks at the moment; this catches a tick lost to a crash or a clock that is wrong. */
const sweepMs = 30_000;
/** After an outage longer than this only the times since are considered. */
const longestCatchUpMs = 40 * DAY_MS;

/** Plans the runs of scheduled jobs: agenda says when to look, the database's clock says what is due. */
export async function startScheduleRuntime(options: Options): Promise<ScheduleRuntime> {
  const { store, databaseUrl, workerId, log } = options;
  const schedules = options.jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [{ name, schedule }]));
  const plan = async (name: string) => {
    const scheduled = schedules.find((candidate) => candidate.name === name);
    if (scheduled !== undefined) await planDueRun(store.pool, schedulePlan(scheduled, ticker));
  };
  const ticker = await connectTicker({ databaseUrl, workerId, log, schedules, tick: plan });
  await ticker.start();
  const sweep = startSweep(schedules, plan, log);
  return {
    async stop() {
      await Promise.all([sweep.stop(2_000), ticker.stop()]);
    },
  };
}

function startSweep(schedules: readonly ScheduledName[], plan: (name: string) => Promise<void>, log: Logger): Loop {
  return startLoop({
    name: 'schedules',
    sweepMs,
    concurrency: 1,
    log,
    pass: async () => {
      for (const { name } of schedules) await plan(name);
      return 0;
    },
  });
}

/** When a schedule is due: an interval at once and then at multiples of itself, a cron at its times from now on. */
export function schedulePlan({ name, schedule }: ScheduledName, ticker: Pick<Ticker, 'nextCronTime'>): SchedulePlan {
  const text = 'cron' in schedule ? schedule.cron : `every ${schedule.everyMs} ms`;
  if ('everyMs' in schedule) {
    const { everyMs } = schedule;
    return {
      name,
      schedule: text,
      firstAfter: (now) => new Date(now.getTime() - everyMs),
      latestDue: (after, now) => latestMultiple(everyMs, after, now),
    };
  }
  return {
    name,
    schedule: text,
    firstAfter: (now) => now,
    latestDue: (after, now) => latestCron(schedule, ticker, after, now),
  };
}

function latestMultiple(everyMs: number, after: Date, now: Date): Date | null {
  const latest = Math.floor(now.getTime() / everyMs) * everyMs;
  return latest > after.getTime() ? new Date(latest) : null;
}

function latestCron(
  { cron }: Extract<JobSchedule, { cron: string }>,
  ticker: Pick<Ticker, 'nextCronTime'>,
  after: Date,
  now: Date,
): Date | null {
  let latest: Date | null = null;
  let next = ticker.nextCronTime(cron, new Date(Math.max(after.getTime(), now.getTime() - longestCatchUpMs)));
  while (next <= now) {
    latest = next;
    next = ticker.nextCronTime(cron, next);
  }
  return latest;
}
