import { connectAsOwner, connectDatabase, connectForReading, createStore } from '@wedsync/db/platform';
import { mrrCohorts, mrrRateTable, mrrSeries } from '@wedsync/db/revenue';
import { systemActor } from '@wedsync/domain/platform';
import { rebuildAll, rebuildChunk } from '../apps/worker/src/revenue/recompute-mrr.ts';
import { fillSuppliers } from './lists/fill.ts';
import { fillSubscriptions } from './mrr/fill.ts';
import { rebuildInSql } from './mrr/pure-sql.ts';
import { cpuSeconds } from './support/cpu.ts';
import { benchDatabase } from './support/product.ts';

const suppliers = Number(process.env.BENCH_MRR_SUPPLIERS ?? 200_000);
const statesEach = 5;
const now = new Date('2026-11-21T12:00:00Z');
/** Windows, debts, discounts and four views are worked out in this process, and every row travels there and back. */
const targetRatio = 2.5;
const period = { from: '2025-12', to: '2026-11' };

/** Every MRR movement worked out from a million subscription changes, against the same rows read and written inside PostgreSQL alone; then reading the pages. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  const options = { url: database.url, applicationName: 'bench', poolMax: 4, statementTimeoutMs: 600_000 };
  const store = createStore(connectDatabase(options), connectForReading(options));
  const actor = systemActor('bench', 'req_bench');
  const rebuild = async () => {
    const signal = new AbortController().signal;
    const progress = async () => undefined;
    return rebuildAll({ store, actor, clock: { now: () => now }, signal, progress }, rebuildChunk);
  };
  /** With the CPU that this process and PostgreSQL spent: on a machine that others use it says more than the time. */
  const timed = async <T>(work: () => Promise<T>) => {
    const cpu = () => (cpuSeconds(process.pid) + cpuSeconds(database.pid)) * 1_000;
    const [started, before] = [performance.now(), cpu()];
    const done = await work();
    return { done, ms: performance.now() - started, cpuMs: cpu() - before };
  };
  try {
    await fillSuppliers(owner, suppliers);
    await fillSubscriptions(owner, statesEach);
    const first = await timed(rebuild);
    await owner.raw('vacuum (analyze) mrr_movements, mrr_accounts');
    const floor = await timed(() => rebuildInSql(owner));
    const changes = suppliers * statesEach;
    console.log(
      `rebuild of ${changes} subscription changes: ${seconds(first.ms)} (${Math.round((changes * 1_000) / first.ms)}/s), ${first.done.added} movements, CPU ${seconds(first.cpuMs)}; pure SQL of the same rows: ${seconds(floor.done.ms)}, ${floor.done.movements} movements, CPU ${seconds(floor.cpuMs)}`,
    );
    const again = await timed(rebuild);
    console.log(
      `rebuilt again: ${seconds(again.ms)}, ${again.done.added + again.done.withdrawn} movements differ (must be 0)`,
    );
    for (const [name, read] of readings)
      console.log(`${name}: ${Math.round(await median(() => store.read(actor, (reader) => read(reader))))} ms`);
    const ratio = first.ms / floor.done.ms;
    console.log(
      `mrr rebuild ratio ${ratio.toFixed(2)}, of CPU ${(first.cpuMs / floor.cpuMs).toFixed(2)} (target at most ${targetRatio}) ${ratio <= targetRatio ? 'met' : 'MISSED'}`,
    );
  } finally {
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

type Read = (reader: Parameters<typeof mrrSeries>[0]) => Promise<unknown>;

/** What the revenue page asks for when it opens. */
const readings: readonly (readonly [string, Read])[] = [
  ['a year of movements', (reader) => mrrSeries(reader, { ...period, view: 'net' }, now)],
  ['the same by region', (reader) => mrrSeries(reader, { ...period, view: 'net', by: 'region' }, now)],
  ['rates of the year', (reader) => mrrRateTable(reader, period, now)],
  ['cohorts of two years', (reader) => mrrCohorts(reader, { ...period, from: '2024-10' }, now)],
];

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[2] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
