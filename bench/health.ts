import { ensureMonths } from '@wedsync/db/connectors';
import { connectAsOwner, connectDatabase, createStore } from '@wedsync/db/platform';
import { loadHealthModels, measureCohorts, recomputeHealth, supplierIdsAfter } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { sweepChunk, sweepSuppliers } from '../apps/worker/src/success/health/sweep-health.ts';
import { fillUseAndMoney, useOfDay } from './health/fill.ts';
import { sweepInSql } from './health/pure-sql.ts';
import { fillSuppliers } from './lists/fill.ts';
import { benchDatabase } from './support/product.ts';

const suppliers = Number(process.env.BENCH_HEALTH_SUPPLIERS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const targetRatio = 1.5;
const targetSingleMs = 100;

/** The nightly sweep of everyone against the same work done inside PostgreSQL alone, a day after the last one. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  const store = createStore(
    connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 4, statementTimeoutMs: 600_000 }),
  );
  const actor = systemActor('bench', 'req_bench');
  try {
    const first = new Date('2026-11-21T12:00:00Z');
    const dayOf = (n: number) => new Date(first.getTime() + n * 86_400_000);
    await fillSuppliers(owner, suppliers);
    await fillUseAndMoney(owner, first.toISOString().slice(0, 10));
    await ensureMonths(store, 'health_score_days', [first, dayOf(20)]);
    await store.transact(actor, (writer) => measureCohorts(writer, first.toISOString().slice(0, 10)));
    const models = await store.read(actor, loadHealthModels);
    const settle = () => owner.raw('vacuum (analyze) suppliers, health_scores, health_score_days, usage_daily');
    const sweep = async (now: Date) => {
      const clock = { now: () => now };
      const started = performance.now();
      await sweepSuppliers(
        { store, actor, clock, signal: new AbortController().signal, progress: async () => undefined },
        sweepChunk,
      );
      return performance.now() - started;
    };
    await sweep(first);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const at = dayOf(round + 1);
      const day = at.toISOString().slice(0, 10);
      await useOfDay(owner, day);
      await settle();
      const floor = await sweepInSql(owner, models, day, at);
      await settle();
      const sweepMs = await sweep(at);
      const differing = await differences(floor.scores);
      const ratio = sweepMs / floor.ms;
      ratios.push(ratio);
      console.log(
        `sweep of ${suppliers}: ${seconds(sweepMs)} (${Math.round((suppliers * 1_000) / sweepMs)}/s), pure SQL with its reads: ${seconds(floor.ms)}, ratio ${ratio.toFixed(2)}; scores that differ: ${differing}`,
      );
    }
    const median = ratios.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    console.log(
      `health sweep ratio ${median.toFixed(2)} (target at most ${targetRatio}) ${median <= targetRatio ? 'met' : 'MISSED'}`,
    );
    await measureSingles(dayOf(rounds + 1));
  } finally {
    await store.close();
    await owner.destroy();
    await database.stop();
  }

  async function measureSingles(at: Date): Promise<void> {
    const ids = await store.read(actor, (reader) => supplierIdsAfter(reader, '', 200));
    const taken: number[] = [];
    for (const id of ids) {
      const started = performance.now();
      await store.transact(actor, (writer) => recomputeHealth(writer, [id], at));
      taken.push(performance.now() - started);
    }
    const p95 = taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? 0;
    console.log(
      `single score with reads and writes: p95 ${p95.toFixed(0)} ms (target under ${targetSingleMs}) ${p95 < targetSingleMs ? 'met' : 'MISSED'}`,
    );
  }

  async function differences(expected: ReadonlyMap<string, number | null>): Promise<number> {
    const ours: { supplier_id: string; score: number | null }[] = await owner('health_scores').select(
      'supplier_id',
      'score',
    );
    return ours.filter(({ supplier_id, score }) => expected.get(supplier_id) !== score).length;
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
