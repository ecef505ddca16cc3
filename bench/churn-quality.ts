import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsOwner, connectDatabase, createStore, type Store } from '@wedsync/db/platform';
import { askForTraining } from '@wedsync/db/success';
import { systemActor } from '@wedsync/domain/platform';
import { churnHorizons } from '@wedsync/domain/success';
import { startSandbox } from '@wedsync/sandbox';
import { compareWithTruth, hazardsSchema } from '../scripts/churn-truth/compare-with-truth.ts';
import { mostWaiting, playWorld } from './churn-quality/play-world.ts';
import { benchDatabase, startApi, startWorker } from './support/product.ts';
import { allowHost } from './support/service-token.ts';

const suppliers = Number(process.env.BENCH_CHURN_WORLD ?? 2_500);
const months = 24;
const patienceMs = 60 * 60_000;
const actor = systemActor('bench', 'req_bench');
type Owner = ReturnType<typeof connectAsOwner>;

/** How well leaving is foretold in a world whose true hazards are known: the history of the sandbox, taken in as any other, and what the worker learns from it. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  const store = createStore(
    connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 2, statementTimeoutMs: 600_000 }),
  );
  const token = await allowHost(owner, ['ingest']);
  const api = await startApi(database.url);
  let holdBack = () => false;
  const sandbox = await startSandbox({ suppliers, months, live: false, holdBack: () => holdBack() });
  holdBack = () => (sandbox.recording?.productEvents.length ?? 0) > mostWaiting;
  try {
    await playWorld(sandbox, { origin: api.origin, token }, owner);
    await owner.raw('analyze');
    const hazards = hazardsSchema.parse(sandbox.truth().hazards);
    const worker = await startWorker(database.url, {
      STRIPE_API_KEY: 'sk_test_bench',
      STRIPE_API_BASE: sandbox.url,
      FX_RATES_URL: `${sandbox.url}/ecb/stats/eurofxref`,
    });
    try {
      await untilNone(() => waiting(owner));
      for (const id of await train(store, owner))
        console.log(await store.read(actor, (reader) => compareWithTruth(reader, id, hazards)));
    } finally {
      await worker.stop();
    }
  } finally {
    await sandbox.stop();
    await api.stop();
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

/** @returns the models, one a horizon */
async function train(store: Store, owner: Owner): Promise<string[]> {
  for (const horizonDays of churnHorizons)
    await store.transact(actor, (writer) => askForTraining(writer, { horizonDays }));
  const trainings = () => owner('job_runs').where({ name: 'churn.train' });
  await untilNone(
    async () => (await trainings().whereIn('state', ['queued', 'failed', 'running']).select('id')).length,
  );
  for (const { why } of await trainings().select({ why: owner.raw(`coalesce(result ->> 'why', error)`) }))
    if (why !== null) console.log(why);
  return owner('churn_models')
    .distinctOn('horizon_days')
    .orderBy(['horizon_days', { column: 'number', order: 'desc' }])
    .pluck('id');
}

/** Events not applied, suppliers not looked at again, and histories still arriving. */
async function waiting(owner: Owner): Promise<number> {
  const result: { rows: { waiting: string }[] } = await owner.raw(
    `select (select count(*) from provider_events where state in ('received', 'failed')) + (select count(*) from recompute_marks)
       + (select count(*) from product_event_replays) as waiting`,
  );
  return Number(result.rows[0]?.waiting);
}

async function untilNone(count: () => Promise<number>): Promise<void> {
  const startedAt = performance.now();
  while ((await count()) > 0) {
    if (performance.now() - startedAt > patienceMs) throw new Error('It is still not done.');
    await sleep(2_000);
  }
}
