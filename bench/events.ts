import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsOwner, connectDatabase, createStore, emitEvents, type Store } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { startFloorListener } from './events/floor.ts';
import { startMarketingTool } from './events/marketing-tool.ts';
import { watchStream } from './events/stream.ts';
import { fillSuppliers } from './lists/fill.ts';
import { signInForBench } from './lists/sign-in.ts';
import { cpuSeconds } from './support/cpu.ts';
import { benchDatabase, startApi, startWorker } from './support/product.ts';

const perSecond = 100;
const seconds = Number(process.env.BENCH_EVENT_SECONDS ?? 60);
const suppliers = 2_000;
const targetMs = { dashboard: 1_000, channel: 500 };
/** One in so many also goes the plain way, for the floor. */
const floorEvery = 10;
const patienceMs = 30_000;
const settleMs = 15_000;
const actor = systemActor('bench', 'req_bench');

/**
 * Events committed one by one at a steady pace, each followed by every consumer and each told to a channel outside: how long after its commit an event is
 * at a dashboard's stream, and how long until its HTTP request is at the channel. Api and worker run as they ship.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  await fillSuppliers(owner, suppliers);
  await letAllAgree(owner);
  const tool = await startMarketingTool();
  const store = createStore(connectDatabase({ url: database.url, applicationName: 'bench', poolMax: 8 }));
  const api = await startApi(database.url);
  const worker = await startWorker(database.url, tool.env);
  const floor = await startFloorListener(database.url);
  const cookie = await signInForBench(database.url, Number(new URL(api.origin).port));
  const stream = await watchStream(`${api.origin}/api/stream`, cookie);
  // A worker that has just begun catches up on its schedules first; what is promised is promised of one at work.
  await sleep(settleMs);
  const pids = { api: api.pid, worker: worker.pid, PostgreSQL: database.pid };
  const before = Object.values(pids).map(cpuSeconds);
  try {
    const committed = await emitAtPace(store, floor.emit);
    const arrived = () => committed.size <= Math.min(stream.seen.size, tool.seen.size);
    for (let waited = 0; waited < patienceMs && !arrived(); waited += 100) await sleep(100);
    const load = loadavg()[0]?.toFixed(1);
    console.log(`${committed.size} events in ${seconds} s, load ${load}`);
    console.log(`floor, NOTIFY and one select: ${inWords(floor.lags)}`);
    console.log(`at the dashboard: ${judged(lagsOf(committed, stream.seen), committed.size, targetMs.dashboard)}`);
    console.log(`at the channel: ${judged(lagsOf(committed, tool.seen), committed.size, targetMs.channel)}`);
    const spent = Object.entries(pids).map(
      ([name, pid], index) => `${name} ${Math.round(((cpuSeconds(pid) - (before[index] ?? 0)) / seconds) * 100)} %`,
    );
    console.log(`of a core: ${spent.join(', ')}`);
  } finally {
    stream.stop();
    await floor.stop();
    await worker.stop();
    await api.stop();
    await tool.stop();
    await store.close();
    await owner.destroy();
    await database.stop();
  }
}

/** @returns when each event was about to be committed, by its number */
async function emitAtPace(store: Store, emitPlainly: () => Promise<void>): Promise<Map<number, number>> {
  const committed = new Map<number, number>();
  const started = performance.now();
  const underWay: Promise<void>[] = [];
  for (let n = 1; n <= perSecond * seconds; n += 1) {
    const dueMs = started + (n * 1_000) / perSecond - performance.now();
    if (dueMs > 0) await sleep(dueMs);
    underWay.push(emit(store, n, committed));
    if (n % floorEvery === 0) underWay.push(emitPlainly());
  }
  await Promise.all(underWay);
  return committed;
}

function emit(store: Store, n: number, committed: Map<number, number>): Promise<void> {
  const supplierId = `sup_${(1 + (n % suppliers)).toString(16).padStart(32, '0')}`;
  const payload = { caseId: `dun_${n}`, invoiceId: null, amountMinor: n, currency: 'GBP' };
  return store.transact(actor, async (writer) => {
    await emitEvents(writer, [
      {
        type: 'dunning.recovered',
        supplierId,
        resource: 'dunning-cases',
        resourceId: String(n),
        summary: `Case ${n} was paid`,
        payload,
        occurredAt: new Date(),
      },
    ]);
    committed.set(n, performance.now());
  });
}

async function letAllAgree(owner: ReturnType<typeof connectAsOwner>): Promise<void> {
  await owner.raw(
    `insert into contacts (id, supplier_id, name, email, is_primary) select 'con_' || s.id, s.id, 'Bench', s.id || '@bench.test', true from suppliers s
     where not exists (select 1 from contacts c where c.supplier_id = s.id)`,
  );
  await owner.raw(
    `insert into consents (supplier_id, contact_id, address_hash, purpose, channel, state, basis, source, said_by, said_at)
     select c.supplier_id, c.id, address_hash(c.email), 'marketing', 'email', 'granted', 'consent', 'staff', 'bench', now() - interval '1 day' from contacts c`,
  );
}

function lagsOf(committed: ReadonlyMap<number, number>, seen: ReadonlyMap<number, number>): number[] {
  return [...committed].flatMap(([n, at]) => {
    const arrivedAt = seen.get(n);
    return arrivedAt === undefined ? [] : [arrivedAt - at];
  });
}

function judged(lags: readonly number[], expected: number, target: number): string {
  const missing = expected - lags.length;
  const met = missing === 0 && at(lags, 0.95) <= target;
  return `${inWords(lags)}${missing === 0 ? '' : `, ${missing} never came`} (target p95 ${target} ms) ${met ? 'met' : 'MISSED'}`;
}

function inWords(lags: readonly number[]): string {
  const [p50, p95, most] = [at(lags, 0.5), at(lags, 0.95), at(lags, 1)].map((ms) => `${Math.round(ms)} ms`);
  return `p50 ${p50}, p95 ${p95}, at most ${most} (${lags.length})`;
}

function at(lags: readonly number[], share: number): number {
  const sorted = lags.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
