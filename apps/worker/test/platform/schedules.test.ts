import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { defineJob, startWorker, type JobSchedule, type Worker } from '../../src/platform/index.ts';
import { schedulePlan } from '../../src/platform/schedule-runtime.ts';
import { connectTicker } from '../../src/platform/agenda.ts';
import { planDueRun } from '@wedsync/db/platform';
import { eventually, testServices } from '../support/index.ts';

const database = useTestDatabase();
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
});

function job(name: string, schedule: JobSchedule, run = async () => {}) {
  return defineJob({ name, description: '', input: z.object({}), schedule, maxAttempts: 3, lockMs: 30_000, run });
}

async function work(...jobs: ReturnType<typeof job>[]) {
  const services = testServices(database.current);
  const worker = await startWorker({ services, capabilities: [{ name: 'test', jobs, consumers: [], drains: [] }] });
  workers.push(worker);
  return worker;
}

const runsOf = (name: string) => database.current.owner('job_runs').where({ name }).orderBy('id');

/** A ticker that only reads crons. */
async function reader() {
  const { env, log } = testServices(database.current);
  return connectTicker({
    databaseUrl: env.database.url,
    workerId: 'reader',
    log,
    schedules: [],
    tick: async () => undefined,
  });
}

describe('a scheduled job', () => {
  test('has one row at agenda and one run a planned time, however many workers there are', async () => {
    const nightly = job('interval', { everyMs: 3_600_000 });
    await work(nightly);
    await work(nightly);
    await work(nightly);
    await eventually('it ran', async () => (await runsOf('interval'))[0]?.state === 'succeeded');
    expect(await runsOf('interval')).toHaveLength(1);
    expect(await database.current.owner('agenda_jobs').where({ name: 'interval' })).toHaveLength(1);
  });

  test('is woken by agenda at its moment', async () => {
    await work(job('brisk', { everyMs: 5_000 }));
    await eventually(
      'it ran twice',
      async () => (await runsOf('brisk')).filter(({ state }) => state === 'succeeded').length >= 2,
      14_000,
    );
  });

  test('that was missed while nobody worked is caught up once, for its latest time', async () => {
    const { owner } = database.current;
    await owner('job_schedules').insert({
      name: 'missed',
      schedule: '0 3 * * *',
      last_planned_at: new Date(Date.now() - 5 * 86_400_000),
    });
    await work(job('missed', { cron: '0 3 * * *' }));
    const [run] = await eventually('it was caught up', async () => {
      const runs = await runsOf('missed');
      return runs[0]?.state === 'succeeded' && runs;
    });
    expect(await runsOf('missed')).toHaveLength(1);
    expect(Date.now() - run.planned_at.getTime()).toBeLessThan(86_400_000);
  });

  test('waits for its own earlier run to end', async () => {
    const { store, owner } = database.current;
    const ticker = await reader();
    const plan = schedulePlan({ name: 'careful', schedule: { everyMs: 5_000 } }, ticker);
    expect(await planDueRun(store.pool, plan)).not.toBeNull();
    await owner('job_schedules')
      .where({ name: 'careful' })
      .update({ last_planned_at: new Date(0) });
    expect(await planDueRun(store.pool, plan)).toBeNull();
    await owner('job_runs').where({ name: 'careful' }).update({ state: 'succeeded' });
    await owner('job_runs').where({ name: 'careful' }).update({ job_key: 'careful@earlier' });
    expect(await planDueRun(store.pool, plan)).not.toBeNull();
    await ticker.stop();
  });

  test('is planned by the database’s clock: asking early plans nothing', async () => {
    const ticker = await reader();
    const plan = schedulePlan({ name: 'punctual', schedule: { cron: '0 3 1 1 *' } }, ticker);
    expect(await planDueRun(database.current.store.pool, plan)).toBeNull();
    expect(await planDueRun(database.current.store.pool, plan)).toBeNull();
    await ticker.stop();
  });

  test('keeps its local hour when the clocks change', async () => {
    const ticker = await reader();
    expect(ticker.nextCronTime('30 6 * * *', new Date('2026-03-28T12:00:00Z')).toISOString()).toBe(
      '2026-03-29T05:30:00.000Z',
    );
    expect(ticker.nextCronTime('30 6 * * *', new Date('2026-10-24T12:00:00Z')).toISOString()).toBe(
      '2026-10-25T06:30:00.000Z',
    );
    await ticker.stop();
  });

  test.each([
    ['an interval agenda cannot keep', { everyMs: 1_000 }, 'at least 5000 ms'],
    ['an interval that is no whole number', { everyMs: Number.NaN }, 'whole number'],
    ['a cron with seconds', { cron: '*/5 * * * * *' }, 'five fields'],
    ['a cron that names no time', { cron: '61 25 * * *' }, 'cannot be read'],
    ['words', { cron: 'every 5 minutes now please' }, 'cannot be read'],
  ])('with %s stops the start', async (_what, schedule, words) => {
    await expect(work(job('wrong', schedule))).rejects.toThrow(words);
  });

  test('that is gone from the code is gone from agenda', async () => {
    await (await work(job('former', { everyMs: 3_600_000 }))).stop(1_000);
    await work(job('present', { everyMs: 3_600_000 }));
    expect(await database.current.owner('agenda_jobs').where({ name: 'former' })).toEqual([]);
  });
});
