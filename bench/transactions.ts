import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureMonths } from '@wedsync/db/connectors';
import { connectAsOwner, connectDatabase, createStore } from '@wedsync/db/platform';
import { countLives, keepRetentionCurves } from '@wedsync/db/revenue';
import { systemActor } from '@wedsync/domain/platform';
import { fitSegments, houseTerms } from '@wedsync/domain/revenue';
import { fillSuppliers } from './lists/fill.ts';
import { fillBooks } from './ltv/fill.ts';
import { cpuSeconds } from './support/cpu.ts';
import { applyPlainly } from './support/floor-apply.ts';
import { benchDatabase, startApi, startWorker, type BenchDatabase } from './support/product.ts';
import { allowHost } from './support/service-token.ts';
import { startDelivery, type Delivery } from './transactions/deliver.ts';
import { startOutside, type Outside } from './transactions/outside.ts';
import { startWatch, type Lags, type Watch } from './transactions/watch.ts';

const perHour = 50_000;
const targetLagMs = 5_000;
const minutes = Number(process.env.BENCH_MINUTES ?? 3);
/** Suppliers whose books the product keeps besides, so that no table is small. */
const standing = Number(process.env.BENCH_TRANSACTION_SUPPLIERS ?? 50_000);
const warmUpSeconds = 20;
/** The ceiling is looked for in steps of this length, each so much faster than the one before. */
const step = { seconds: 40, faster: 1.4, most: 6 };
const floorConnections = 2;

/**
 * Payments of a living world, with every webhook a real one causes at Stripe or PayPal, sent to the product as it ships at five times the stated load: how long
 * after the door's answer a fact is mirrored and booked, and how long until MRR and lifetime value say so too. Then faster, until they no longer keep up.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const outside = await startOutside();
  const owner = connectAsOwner(database.url);
  try {
    await fillStanding(database.url, owner);
    const token = await allowHost(owner, ['ingest']);
    const api = await startApi(database.url, outside.env);
    const worker = await startWorker(database.url, outside.env);
    const delivery = startDelivery(api.origin, outside, token);
    const watch = startWatch(owner, delivery);
    const phase = phaseOf({
      outside,
      delivery,
      watch,
      pids: { api: api.pid, worker: worker.pid, postgres: database.pid },
    });
    try {
      await phase(perHour, warmUpSeconds);
      const before = await rowsWritten(owner);
      const sustained = await phase(perHour, minutes * 60);
      await sleep(statisticsLagMs);
      const rowsPerEvent = Math.max(1, Math.round(((await rowsWritten(owner)) - before) / sustained.events));
      console.log(
        `${inWords(sustained)}; target ${perHour} an hour within ${targetLagMs / 1_000} s ${verdict(sustained)}`,
      );
      const ceiling = await findCeiling(phase, sustained);
      await tellDead(owner);
      await worker.stop();
      await tellFloor(database, { bodies: delivery.bodies(), rowsPerEvent, ceiling });
    } finally {
      await watch.stop();
      delivery.stop();
      await worker.stop();
      await api.stop();
    }
  } finally {
    await owner.destroy();
    await outside.stop();
    await database.stop();
  }
}

async function fillStanding(url: string, owner: ReturnType<typeof connectAsOwner>): Promise<void> {
  const now = new Date();
  await fillSuppliers(owner, standing);
  await fillBooks(owner, now);
  const store = createStore(
    connectDatabase({ url, applicationName: 'bench', poolMax: 2, statementTimeoutMs: 600_000 }),
  );
  const actor = systemActor('bench', 'req_bench');
  await ensureMonths(store, 'health_score_days', [now]);
  const lives = await store.read(actor, (reader) => countLives(reader, now));
  const curves = [...fitSegments(lives, houseTerms)];
  await store.transact(actor, (writer) => keepRetentionCurves(writer, curves, lives, now));
  await store.close();
}

type Phase = {
  readonly perHour: number;
  readonly transactions: number;
  readonly byPaypal: number;
  readonly events: number;
  readonly booked: Lags;
  readonly followed: Lags;
  readonly open: number;
  /** The CPU that api, worker and PostgreSQL spent on a transaction, reckoned for the promised pace; it leaves out the time they waited for a core. */
  readonly cores: number;
  readonly cpu: string;
};

type Parts = {
  readonly outside: Outside;
  readonly delivery: Delivery;
  readonly watch: Watch;
  readonly pids: Readonly<Record<string, number>>;
};

/** Sends at a pace for a while, then waits until all of it has been followed, and tells how long everything took. */
function phaseOf({ outside, delivery, watch, pids }: Parts) {
  return async (pace: number, seconds: number): Promise<Phase> => {
    const [cpu, own] = [cpuOf(pids), process.cpuUsage()];
    const startedAt = performance.now();
    const before = outside.counts();
    const mark = watch.mark();
    outside.pace(pace);
    await delivery.during(seconds * 1_000);
    const counts = outside.counts();
    const elapsed = (performance.now() - startedAt) / 1_000;
    outside.pace(0);
    const used = cpuOf(pids);
    const self = process.cpuUsage(own);
    const open = watch.open();
    await watch.settled();
    const { booked, followed, events } = watch.since(mark);
    const transactions = counts.transactions - before.transactions;
    const all = Object.entries(cpuOf(pids)).reduce((sum, [name, spent]) => sum + spent - (cpu[name] ?? 0), 0);
    const share = (spent: number) => `${Math.round((100 * spent) / elapsed)} %`;
    return {
      perHour: (transactions * 3_600) / elapsed,
      transactions,
      byPaypal: counts.byPaypal - before.byPaypal,
      events,
      booked,
      followed,
      open,
      cores: (all / transactions) * (perHour / 3_600),
      cpu: [
        ...Object.entries(used).map(([name, spent]) => `${name} ${share(spent - (cpu[name] ?? 0))}`),
        `outside world ${share((self.user + self.system) / 1e6)}`,
      ].join(', '),
    };
  };
}

function cpuOf(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));
}

async function findCeiling(phase: ReturnType<typeof phaseOf>, sustained: Phase): Promise<Phase> {
  let best = sustained;
  if (!keepsUp(sustained)) return best;
  for (let n = 1, pace = perHour * step.faster; n <= step.most; n += 1, pace *= step.faster) {
    const faster = await phase(pace, step.seconds);
    console.log(`  ${inWords(faster)}`);
    if (faster.perHour < pace * slack) console.log('  the outside world cannot pay any faster');
    if (!keepsUp(faster) || faster.perHour < pace * slack) return keepsUp(faster) ? faster : best;
    best = faster;
  }
  return best;
}

const slack = 0.9;

function keepsUp({ followed }: Phase): boolean {
  return followed.p95 <= targetLagMs;
}

function verdict(phase: Phase): string {
  if (phase.perHour < perHour * 0.97) return 'MISSED: not that many were sent';
  if (phase.followed.max <= targetLagMs) return 'met';
  return keepsUp(phase) ? 'met by 95 in 100, MISSED by the slowest' : 'MISSED';
}

function inWords({ perHour: rate, transactions, byPaypal, events, booked, followed, open, cores, cpu }: Phase): string {
  return `${transactions} transactions at ${Math.round(rate)} an hour (${byPaypal} by PayPal, ${events} events): mirrored and booked after ${spread(booked)}, MRR and lifetime value after ${spread(followed)}; under way at the end ${open}; CPU of one core: ${cpu}; the promise takes ${cores.toFixed(2)} cores; load ${loadavg()[0]?.toFixed(0)}`;
}

function spread({ p50, p95, max }: Lags): string {
  return `p50 ${seconds(p50)} p95 ${seconds(p95)} max ${seconds(max)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

type Floor = { readonly bodies: readonly string[]; readonly rowsPerEvent: number; readonly ceiling: Phase };

async function tellFloor({ url }: BenchDatabase, { bodies, rowsPerEvent, ceiling }: Floor): Promise<void> {
  const perSecond = await applyPlainly({ url, bodies, rowsPerEvent, connections: floorConnections });
  const floor = (perSecond * 3_600 * ceiling.transactions) / ceiling.events;
  console.log(
    `ceiling ${Math.round(ceiling.perHour)} transactions an hour, ${(ceiling.perHour / perHour).toFixed(1)} times the promise; plain upserts of as many rows (${rowsPerEvent} an event, ${floorConnections} connections, nothing asked or decided, no outside world beside them): ${Math.round(floor)} an hour, ratio ${(ceiling.perHour / floor).toFixed(2)}`,
  );
}

async function tellDead(owner: ReturnType<typeof connectAsOwner>): Promise<void> {
  const states: { state: string; count: number }[] = await owner('provider_events')
    .select('state')
    .count()
    .groupBy('state');
  const left = states.filter(({ state }) => ['received', 'failed', 'dead'].includes(state));
  const words = left.length === 0 ? 'none' : left.map(({ state, count }) => `${count} ${state}`).join(', ');
  console.log(`events that were never applied: ${words}`);
}

/** Connections tell PostgreSQL's statistics what they wrote at most this long afterwards. */
const statisticsLagMs = 1_500;

async function rowsWritten(owner: ReturnType<typeof connectAsOwner>): Promise<number> {
  const result: { rows: { written: number }[] } = await owner.raw(
    'select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint as written from pg_stat_user_tables',
  );
  return result.rows[0]?.written ?? 0;
}
