import { connectAsOwner, connectDatabase, createStore, type Store } from '@wedsync/db/platform';
import { gatherChurnFeatures, giveOffice, keepChurnModel, scoreChurn, supplierIdsAfter } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import {
  logistic,
  seededRandom,
  trainBoosted,
  trainLogistic,
  usualBoosting,
} from '@wedsync/domain/platform/statistics';
import {
  churnFeatureVersion,
  churnReasons,
  rowOf,
  snapshotDates,
  trainChurnModel,
  usualChurnPolicy,
} from '@wedsync/domain/success';
import { churnChunk, sweepAll } from '../apps/worker/src/success/churn/sweep-churn.ts';
import { fillPaying } from './churn/fill.ts';
import { sweepInSql } from './churn/pure-sql.ts';
import { fillUseAndMoney } from './health/fill.ts';
import { fillSuppliers } from './lists/fill.ts';
import { benchDatabase } from './support/product.ts';

const suppliers = Number(process.env.BENCH_CHURN_SUPPLIERS ?? 400_000);
const trainingRows = Number(process.env.BENCH_CHURN_ROWS ?? 100_000);
const trainingFeatures = 40;
const rounds = Number(process.env.BENCH_ROUNDS ?? 2);
const targetRatio = 2;
const targetSingleMs = 200;
const now = new Date('2026-11-21T12:00:00Z');
const actor = systemActor('bench', 'req_bench');

/** Foretelling for everyone against the same reads and writes inside PostgreSQL alone; one supplier at a time; and training. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  const store = createStore(
    connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 4, statementTimeoutMs: 600_000 }),
  );
  try {
    await fillSuppliers(owner, suppliers);
    await fillUseAndMoney(owner, now.toISOString().slice(0, 10));
    await fillPaying(owner);
    const { model, reasons } = await makeChampion(store);
    await sweep(store);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const settle = () => owner.raw('vacuum (analyze) suppliers, churn_predictions');
      await settle();
      const floorMs = await sweepInSql(owner, model, reasons, now);
      await settle();
      const ms = await sweep(store);
      ratios.push(ms / floorMs);
      console.log(
        `sweep of ${suppliers}: ${seconds(ms)}, pure SQL: ${seconds(floorMs)}, ratio ${(ms / floorMs).toFixed(2)}`,
      );
    }
    const worst = Math.max(...ratios);
    console.log(`churn sweep ratio ${worst.toFixed(2)} (target at most ${targetRatio}) ${said(worst <= targetRatio)}`);
    await measureSingles(store);
    measureTraining();
  } finally {
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

async function sweep(store: Store): Promise<number> {
  const started = performance.now();
  const clock = { now: () => now };
  const signal = new AbortController().signal;
  await sweepAll({ store, actor, clock, signal, progress: async () => undefined }, churnChunk, false);
  return performance.now() - started;
}

/** A model over every feature, learned from two thousand of the suppliers at twelve dates. */
async function makeChampion(store: Store) {
  const ids = await store.read(actor, (reader) => supplierIdsAfter(reader, '', 2_000));
  const subjects = await store.read(actor, (reader) => gatherChurnFeatures(reader, ids, now, now));
  const rows = subjects.map(({ features }) => rowOf(features));
  const random = seededRandom(1);
  const asOfs = snapshotDates('2024-11-20', '2026-11-20', 90, 12);
  const blocks = asOfs.map((asOf) => ({
    asOf,
    supplierIds: subjects.map(({ supplierId }) => supplierId),
    rows,
    labels: subjects.map(({ features }) => (random() < logistic(-1 - 0.3 * Number(features.loginDays14)) ? 1 : 0)),
  }));
  const trained = trainChurnModel({ horizonDays: 90, seed: 1, blocks, policy: usualChurnPolicy, championAuc: null });
  if ('notEnough' in trained) throw new Error(trained.notEnough);
  await store.transact(actor, async (writer) => {
    await keepChurnModel(writer, {
      id: 'cm_bench',
      trained,
      codeHash: 'bench',
      runtime: {},
      seed: 1,
      parameters: {},
      author: { id: 'bench', name: 'Bench' },
      trainedAt: now,
      snapshot: {
        id: 'snap_bench',
        horizonDays: 90,
        asOfDays: asOfs,
        knownThrough: '2026-11-20',
        featureVersion: churnFeatureVersion,
        rows: rows.length * asOfs.length,
        losses: 0,
        sha256: 'bench',
        drawnAt: now,
      },
    });
    await giveOffice(writer, 'cm_bench', { state: 'champion', at: now, byName: 'Bench', approverName: 'Bench' });
  });
  console.log(`champion: ${trained.algorithm}`);
  return { model: 'cm_bench', reasons: JSON.stringify(churnReasons(trained.classifier, rows[0] ?? [])) };
}

async function measureSingles(store: Store): Promise<void> {
  const ids = await store.read(actor, (reader) => supplierIdsAfter(reader, '', 200));
  const taken: number[] = [];
  for (const id of ids) {
    const started = performance.now();
    await store.transact(actor, (writer) => scoreChurn(writer, [id], now));
    taken.push(performance.now() - started);
  }
  const p95 = taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? 0;
  console.log(
    `single prediction with reads and writes: p95 ${p95.toFixed(0)} ms (target under ${targetSingleMs}) ${said(p95 < targetSingleMs)}`,
  );
}

function measureTraining(): void {
  const random = seededRandom(2);
  const features = Array.from({ length: trainingFeatures }, (_, i) => ({ name: `f${i}`, kind: 'number' as const }));
  const rows = Array.from({ length: trainingRows }, () =>
    features.map((_, i) => (i % 7 === 0 && random() < 0.05 ? null : random() + random())),
  );
  const labels = rows.map((row) =>
    random() < logistic(-3 + Number(row[1]) + Number(row[2]) * Number(row[3])) ? 1 : 0,
  );
  for (const [name, train] of [
    ['ridge logistic', () => trainLogistic(features, { rows, labels }, 1)],
    ['boosted, 100 trees', () => trainBoosted(features, { rows, labels }, { ...usualBoosting, rounds: 100 })],
  ] as const) {
    const [started, cpu] = [performance.now(), process.cpuUsage().user];
    train();
    console.log(
      `${name} on ${trainingRows} x ${trainingFeatures}: ${seconds(performance.now() - started)}, ${((process.cpuUsage().user - cpu) / 1e6).toFixed(1)} s of processor`,
    );
  }
}

function said(met: boolean): string {
  return met ? 'met' : 'MISSED';
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
