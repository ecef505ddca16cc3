import { enqueueJob } from '@wedsync/db/platform';
import { DomainError } from '@wedsync/domain/platform';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { defineJob, LockLost, startWorker, type AnyJob, type Worker } from '../../src/platform/index.ts';
import { eventually, testServices } from '../support/index.ts';

const database = useTestDatabase();
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
});

const anyInput = z.object({}).loose();

async function work(...jobs: AnyJob[]): Promise<Worker> {
  const services = testServices(database.current);
  const worker = await startWorker({ services, capabilities: [{ name: 'test', jobs, consumers: [], drains: [] }] });
  workers.push(worker);
  return worker;
}

function enqueue(name: string, input: Record<string, unknown> = {}) {
  return database.current.store.transact(testActor(), (writer) => enqueueJob(writer, { name, input }));
}

const runOf = (id: number | null) => database.current.owner('job_runs').where({ id }).first();
const reaches = (id: number | null, state: string, limitMs?: number) =>
  eventually(
    `run ${id} is ${state}`,
    async () => {
      const run = await runOf(id);
      return run?.state === state ? run : false;
    },
    limitMs,
  );

describe('a job', () => {
  test('enqueued in a transaction runs once it commits, within a moment', async () => {
    let ranAt = 0;
    await work(
      defineJob({
        name: 'prompt',
        description: '',
        input: anyInput,
        maxAttempts: 1,
        lockMs: 10_000,
        run: async () => {
          ranAt = performance.now();
          return { greeting: 'hello' };
        },
      }),
    );
    const id = await enqueue('prompt');
    const committed = performance.now();
    const run = await reaches(id, 'succeeded');
    expect(run.result).toEqual({ greeting: 'hello' });
    expect(ranAt - committed).toBeLessThan(500);
  });

  test('has its attempt on record before the work begins', async () => {
    let seen: unknown;
    await work(
      defineJob({
        name: 'recorded',
        description: '',
        input: anyInput,
        maxAttempts: 1,
        lockMs: 10_000,
        run: async ({ runId }) => {
          seen = await runOf(runId);
        },
      }),
    );
    await reaches(await enqueue('recorded'), 'succeeded');
    expect(seen).toMatchObject({ state: 'running', attempt: 1 });
  });

  test('that fails for a passing reason is tried again, up to its limit, then given up with a dead letter and an event', async () => {
    let tries = 0;
    await work(
      defineJob({
        name: 'flaky',
        description: '',
        input: anyInput,
        maxAttempts: 2,
        lockMs: 10_000,
        run: async () => {
          tries += 1;
          throw new DomainError('conflict', 'busy', 'x'.repeat(5_000));
        },
      }),
    );
    const id = await enqueue('flaky');
    const run = await reaches(id, 'dead');
    expect(tries).toBe(2);
    expect(run.error).toHaveLength(1_000);
    const { owner } = database.current;
    expect(await owner('dead_letters').where({ kind: 'job', reference: String(id) })).toMatchObject([
      { state: 'open', source: 'flaky', attempts: 2, error_kind: 'conflict' },
    ]);
    expect(await owner('success_events').where({ type: 'job.dead', resource_id: String(id) })).toHaveLength(1);
  });

  test.each([
    ['a missing record', new DomainError('not-found', 'gone', 'gone')],
    ['a refusal', new DomainError('forbidden', 'no', 'no')],
  ])('that fails because of %s is given up at once', async (_why, error) => {
    const name = `hopeless-${error.kind}`;
    await work(
      defineJob({
        name,
        description: '',
        input: anyInput,
        maxAttempts: 5,
        lockMs: 10_000,
        run: async () => Promise.reject(error),
      }),
    );
    expect(await reaches(await enqueue(name), 'dead')).toMatchObject({ attempt: 1, error_kind: error.kind });
  });

  test('with input that does not parse is given up at once', async () => {
    const input = z.object({ amountMinor: z.int() });
    await work(
      defineJob({ name: 'picky', description: '', input, maxAttempts: 5, lockMs: 10_000, run: async () => undefined }),
    );
    expect(await reaches(await enqueue('picky', { amountMinor: 'many' }), 'dead')).toMatchObject({
      error_kind: 'invalid',
    });
  });

  test('longer than its lock keeps it by heartbeats and is started once', async () => {
    let started = 0;
    const job = defineJob({
      name: 'long',
      description: '',
      input: anyInput,
      maxAttempts: 3,
      lockMs: 2_500,
      run: async () => {
        started += 1;
        await new Promise((wake) => setTimeout(wake, 6_000));
      },
    });
    await work(job);
    await work(job);
    const run = await reaches(await enqueue('long'), 'succeeded', 20_000);
    expect(started).toBe(1);
    expect(run.attempt).toBe(1);
  });

  test('whose run was taken over can commit nothing more, and its signal fires', async () => {
    let outcome: unknown;
    let aborted = false;
    await work(
      defineJob({
        name: 'usurped',
        description: '',
        input: anyInput,
        maxAttempts: 1,
        lockMs: 900,
        run: async ({ runId, store, actor, signal }) => {
          await database.current.owner('job_runs').where({ id: runId }).update({ fence: 99 });
          await new Promise((wake) => signal.addEventListener('abort', wake, { once: true }));
          aborted = true;
          outcome = await store
            .transact(actor, ({ sql }) => sql('recompute_marks').insert({ kind: 'x', supplier_id: 'y' }))
            .catch((error: unknown) => error);
        },
      }),
    );
    await enqueue('usurped');
    await eventually('the old worker noticed', async () => outcome !== undefined);
    expect(aborted).toBe(true);
    expect(LockLost.matches(outcome)).toBe(true);
    expect(await database.current.owner('recompute_marks').where({ kind: 'x' })).toEqual([]);
  });

  test('tells how far it is', async () => {
    await work(
      defineJob({
        name: 'counting',
        description: '',
        input: anyInput,
        maxAttempts: 1,
        lockMs: 10_000,
        run: async ({ progress }) => progress(3, 7, 'third of seven'),
      }),
    );
    const run = await reaches(await enqueue('counting'), 'succeeded');
    expect(run.progress).toEqual({ done: 3, total: 7, note: 'third of seven' });
  });

  test('is run once however many workers look for it', async () => {
    const ran: number[] = [];
    const job = defineJob({
      name: 'contested',
      description: '',
      input: anyInput,
      maxAttempts: 1,
      lockMs: 10_000,
      run: async ({ runId }) => void ran.push(runId),
    });
    await Promise.all([work(job), work(job), work(job)]);
    const ids = await Promise.all(Array.from({ length: 40 }, () => enqueue('contested')));
    for (const id of ids) await reaches(id, 'succeeded');
    expect(ran.toSorted((a, b) => a - b)).toEqual(ids.map(Number).toSorted((a, b) => a - b));
  });

  test('under way when the worker stops is given back without counting against it', async () => {
    const worker = await work(
      defineJob({
        name: 'endless',
        description: '',
        input: anyInput,
        maxAttempts: 1,
        lockMs: 60_000,
        run: ({ signal }) =>
          new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Error('told to leave')))),
      }),
    );
    const id = await enqueue('endless');
    await reaches(id, 'running');
    await worker.stop(200);
    expect(await runOf(id)).toMatchObject({ state: 'queued', attempt: 0, locked_by: null });
  });
});

test('a worker refuses to start with two jobs of one name', async () => {
  const job = defineJob({
    name: 'twin',
    description: '',
    input: anyInput,
    maxAttempts: 1,
    lockMs: 1_000,
    run: async () => undefined,
  });
  await expect(work(job, job)).rejects.toThrow('two jobs named twin');
});
