import { connectAsOwner, connectDatabase, createStore } from '@wedsync/db/platform';
import { countLives, keepRetentionCurves } from '@wedsync/db/revenue';
import { fitSegments, houseTerms } from '@wedsync/domain/revenue';
import { systemActor } from '@wedsync/domain/platform';
import { valueAll, valueChunk } from '../apps/worker/src/revenue/lifetime-value/value-everybody.ts';
import { fillSuppliers } from './lists/fill.ts';
import { fillBooks, payOnce } from './ltv/fill.ts';
import { valueInSql } from './ltv/pure-sql.ts';
import { benchDatabase } from './support/product.ts';

const suppliers = Number(process.env.BENCH_LTV_SUPPLIERS ?? 400_000);
const rounds = 3;
const targetRatio = 1.5;
const now = new Date('2026-11-21T12:00:00Z');

/** Lifetime value of everybody against the same rows read and upserted inside PostgreSQL alone, in the same run. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  const store = createStore(
    connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 4, statementTimeoutMs: 600_000 }),
  );
  const actor = systemActor('bench', 'req_bench');
  const signal = new AbortController().signal;
  const value = async () => {
    const started = performance.now();
    await valueAll({ store, actor, clock: { now: () => now }, signal, progress: async () => undefined }, valueChunk);
    return performance.now() - started;
  };
  try {
    await fillSuppliers(owner, suppliers);
    await fillBooks(owner, now);
    const begun = performance.now();
    const lives = await store.read(actor, (reader) => countLives(reader, now));
    const curves = [...fitSegments(lives, houseTerms)];
    await store.transact(actor, (writer) => keepRetentionCurves(writer, curves, lives, now));
    console.log(`fitted ${curves.length} curves in ${seconds(performance.now() - begun)}`);
    await value();
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await payOnce(owner, round, now);
      await owner.raw('vacuum (analyze) supplier_values, supplier_value_days, journal_entries, postings');
      const floorMs = await valueInSql(owner, now, valueChunk);
      const ms = await value();
      ratios.push(ms / floorMs);
      console.log(
        `lifetime value of ${suppliers}: ${seconds(ms)} (${Math.round((suppliers * 1_000) / ms)}/s), pure SQL read and upsert: ${seconds(floorMs)}, ratio ${(ms / floorMs).toFixed(2)}`,
      );
    }
    const median = ratios.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    console.log(
      `lifetime value ratio ${median.toFixed(2)} (target at most ${targetRatio}) ${median <= targetRatio ? 'met' : 'MISSED'}`,
    );
  } finally {
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
