import { markForRecompute, type RecomputeKind } from '@wedsync/db/platform';
import { afterEach, describe, expect, test } from 'vitest';
import { testActor, useTestDatabase } from '../../../../packages/db/test/support/index.ts';
import { recomputeDrain, startWorker, type RecomputeOptions, type Worker } from '../../src/platform/index.ts';
import { eventually, testServices } from '../support/index.ts';

const database = useTestDatabase();
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
});

async function recompute(
  options: Pick<RecomputeOptions, 'kind' | 'recompute'> & Partial<RecomputeOptions>,
): Promise<void> {
  const drain = recomputeDrain({ debounceMs: 0, batchSize: 100, concurrency: 2, ...options });
  const services = testServices(database.current);
  workers.push(
    await startWorker({ services, capabilities: [{ name: 'test', jobs: [], consumers: [], drains: [drain] }] }),
  );
}

const mark = (kind: RecomputeKind, ...suppliers: string[]) =>
  database.current.store.transact(testActor(), (writer) => markForRecompute(writer, kind, suppliers));
const marksOf = (kind: RecomputeKind) => database.current.owner('recompute_marks').where({ kind });
const noneLeft = (kind: RecomputeKind) =>
  eventually(`no ${kind} mark is left`, async () => (await marksOf(kind)).length === 0);

describe('marks for recomputation', () => {
  test('of one supplier melt into one computation', async () => {
    const batches: (readonly string[])[] = [];
    for (let index = 0; index < 20; index += 1) await mark('health', 'sup_1', 'sup_2');
    await recompute({
      kind: 'health',
      recompute: async (_services, suppliers) => void batches.push(suppliers.toSorted()),
    });
    await noneLeft('health');
    expect(batches).toEqual([['sup_1', 'sup_2']]);
  });

  test('set while the work runs are not lost', async () => {
    let runs = 0;
    await recompute({
      kind: 'churn',
      recompute: async () => {
        runs += 1;
        if (runs === 1) await mark('churn', 'sup_1');
      },
    });
    await mark('churn', 'sup_1');
    await eventually('it ran twice', async () => runs === 2);
    await noneLeft('churn');
    expect(runs).toBe(2);
  });

  test('come back when the work fails', async () => {
    let runs = 0;
    await recompute({
      kind: 'milestones',
      recompute: async () => {
        runs += 1;
        if (runs === 1) throw new Error('once');
      },
    });
    await mark('milestones', 'sup_1');
    await noneLeft('milestones');
    expect(runs).toBe(2);
  });

  test('wait for the burst to pass, but not for ever', async () => {
    let runs = 0;
    await recompute({ kind: 'mrr', debounceMs: 2_000, recompute: async () => void (runs += 1) });
    const started = performance.now();
    for (let index = 0; index < 5; index += 1) await mark('mrr', 'sup_1');
    await noneLeft('mrr');
    expect(runs).toBe(1);
    expect(performance.now() - started).toBeGreaterThanOrEqual(1_900);
  });

  test('are shared between workers without doing any twice', async () => {
    const done: string[] = [];
    const suppliers = Array.from({ length: 200 }, (_one, index) => `sup_${index}`);
    const work: Parameters<typeof recompute>[0] = {
      kind: 'ltv',
      batchSize: 7,
      recompute: async (_services, ids) => void done.push(...ids),
    };
    await recompute(work);
    await recompute(work);
    await mark('ltv', ...suppliers);
    await noneLeft('ltv');
    expect(done.toSorted()).toEqual(suppliers.toSorted());
  });
});
