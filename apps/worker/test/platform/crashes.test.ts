import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  channels,
  connectDatabase,
  createStore,
  enqueueJob,
  migrateToLatest,
  startEmbeddedPostgres,
  type Store,
} from '@wedsync/db/platform';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tellUndeclared, testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { defineJob, readEnv, startWorker, type Consumer, type WorkerCapability } from '../../src/platform/index.ts';
import { useChildWorkers } from '../support/child-worker.ts';
import { killsItsProcess, longWork } from '../support/crash-jobs.ts';
import { eventually, testServices } from '../support/index.ts';

const database = useTestDatabase();
const children = useChildWorkers('test/support/crash-worker.ts');

const enqueue = (store: Store, name: string) =>
  store.transact(testActor(), (writer) => enqueueJob(writer, { name, input: {} }));
const runOf = (id: number | null) => database.current.owner('job_runs').where({ id }).first();

test('a worker killed with -9 in the middle of a job is replaced by another once its lock ends', async () => {
  const { store, owner, url } = database.current;
  const child = await children.start({ DATABASE_URL: url, WORK_FOR_EVER: 'yes' });
  const id = await enqueue(store, 'long-work');
  await eventually(
    'the child is at work',
    async () => (await owner('recompute_marks').where({ kind: 'long-work' })).length === 1,
  );
  const killedAt = Date.now();
  child.kill('SIGKILL');
  const worker = await startWorker({
    services: testServices(database.current),
    capabilities: [{ name: 'test', jobs: [longWork], consumers: [], drains: [] }],
  });
  const run = await eventually('the run ended', async () => {
    const current = await runOf(id);
    return current?.state === 'succeeded' && current;
  });
  await worker.stop(1_000);
  expect(run).toMatchObject({ attempt: 2, result: { finishedIn: 2 } });
  expect(run.started_at.getTime()).toBeGreaterThanOrEqual(killedAt + 500);
  expect(
    await owner('recompute_marks').where({ kind: 'long-work' }).orderBy('supplier_id').pluck('supplier_id'),
  ).toEqual([`run ${id} attempt 1`, `run ${id} attempt 2`]);
});

test('a job that takes its process down every time is given up instead of restarting for ever', async () => {
  const { store, owner, url } = database.current;
  const id = await enqueue(store, 'kills-its-process');
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const child = await children.start({ DATABASE_URL: url });
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  const worker = await startWorker({
    services: testServices(database.current),
    capabilities: [{ name: 'test', jobs: [killsItsProcess], consumers: [], drains: [] }],
  });
  await eventually('it was given up', async () => (await runOf(id))?.state === 'dead');
  await worker.stop(1_000);
  expect(await owner('dead_letters').where({ kind: 'job', reference: String(id) })).toMatchObject([
    { error_kind: 'lost', attempts: 2 },
  ]);
});

test('a worker told to stop ends by itself and leaves no lock behind', async () => {
  const { store, owner, url } = database.current;
  const child = await children.start({ DATABASE_URL: url, WORK_FOR_EVER: 'yes' });
  const id = await enqueue(store, 'long-work');
  await eventually('the child is at work', async () => (await runOf(id))?.state === 'running');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(await runOf(id)).toMatchObject({ state: 'queued', locked_by: null });
  await owner('job_runs').where({ id }).delete();
});

/** Work of every kind, and what of it was done. */
function everything() {
  const done = { jobs: 0, ticks: 0, events: [] as string[], drained: 0 };
  const follower: Consumer = {
    name: 'survivor',
    description: '',
    types: ['fact'],
    replay: { kind: 'repeats', does: 'Remembers again.' },
    batchSize: 10,
    apply: async (_writer, events) => void done.events.push(...events.map(({ summary }) => summary)),
  };
  const capability: WorkerCapability = {
    name: 'survivors',
    jobs: [
      defineJob({
        name: 'asked',
        description: '',
        input: z.object({}),
        maxAttempts: 3,
        lockMs: 5_000,
        run: async () => void (done.jobs += 1),
      }),
      defineJob({
        name: 'ticking',
        description: '',
        input: z.object({}),
        schedule: { everyMs: 5_000 },
        maxAttempts: 3,
        lockMs: 5_000,
        run: async () => void (done.ticks += 1),
      }),
    ],
    consumers: [follower],
    drains: [
      {
        name: 'marks',
        description: '',
        channel: channels.inbox,
        sweepMs: 1_000,
        concurrency: 1,
        drain: async ({ store }) => {
          const taken = await store.pool('recompute_marks').where({ kind: 'survive' }).delete();
          done.drained += taken;
          return taken;
        },
      },
    ],
  };
  return { done, capability };
}

async function askForEverything(store: Store, name: string) {
  await eventually('the database takes work again', () =>
    store
      .transact(testActor(), async (writer) => {
        await enqueueJob(writer, { name: 'asked', input: {} });
        await tellUndeclared(writer, 'fact', { summary: name });
        await writer.sql('recompute_marks').insert({ kind: 'survive', supplier_id: name });
        return true;
      })
      .catch(() => false),
  );
}

test('a worker whose connections are all cut goes on working', async () => {
  const { store, owner } = database.current;
  const { done, capability } = everything();
  const worker = await startWorker({ services: testServices(database.current), capabilities: [capability] });
  await askForEverything(store, 'before');
  await eventually(
    'it works',
    async () => done.jobs === 1 && done.events.length === 1 && done.drained === 1 && done.ticks >= 1,
  );
  await owner.raw(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await askForEverything(store, 'after');
  const ticksBefore = done.ticks;
  await eventually(
    'it works again',
    async () => done.jobs === 2 && done.events.includes('after') && done.drained === 2,
  );
  await eventually('agenda ticks again', async () => done.ticks > ticksBefore, 15_000);
  expect(worker.listening).toBe(true);
  await worker.stop(1_000);
}, 40_000);

test('a worker outlives a restart of PostgreSQL', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wedsync-restart-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'postgres');
  const first = await startEmbeddedPostgres({ dataDir, durable: false });
  const port = Number(new URL(first.url).port);
  await migrateToLatest(first.url);
  const store = createStore(connectDatabase({ url: first.url, applicationName: 'test', poolMax: 8 }));
  const { done, capability } = everything();
  const env = readEnv({ NODE_ENV: 'test', DATABASE_URL: first.url });
  const worker = await startWorker({
    services: { ...testServices(database.current), store, env },
    capabilities: [capability],
  });
  await askForEverything(store, 'before');
  await eventually('it works', async () => done.jobs === 1 && done.events.length === 1);
  await first.stop();
  await new Promise((wake) => setTimeout(wake, 1_500));
  const second = await startEmbeddedPostgres({ dataDir, port, durable: false });
  await askForEverything(store, 'after');
  await eventually(
    'it works again',
    async () => done.jobs === 2 && done.events.includes('after') && done.drained === 2,
    40_000,
  );
  await worker.stop(2_000);
  await store.close();
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
}, 90_000);
