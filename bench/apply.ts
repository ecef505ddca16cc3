import { setTimeout as sleep } from 'node:timers/promises';
import { receiveEvents, wakeInbox } from '@wedsync/db/connectors';
import { connectAsOwner, connectDatabase, createStore } from '@wedsync/db/platform';
import { upsertSuppliers } from '@wedsync/db/suppliers';
import { systemActor } from '@wedsync/domain/platform';
import { supplierUpsertSchema } from '@wedsync/domain/suppliers';
import { startSandbox, type Recording, type Sandbox } from '@wedsync/sandbox';
import { receivedEvent } from '../apps/worker/src/billing/syncs/received-event.ts';
import { applyPlainly } from './support/floor-apply.ts';
import { benchDatabase, startWorker } from './support/product.ts';

type Sql = ReturnType<typeof connectAsOwner>;
type Events = Recording['webhooks'];

const world = { seed: 11, suppliers: 120, months: 16 };
const warmUpEvents = 1_500;
const measuredEvents = 6_000;
/** As many as the worker applies with. */
const floorConnections = 2;
const target = 400;
const patienceMs = 240_000;

/** Events of a recorded world applied by one worker as it ships: asked for at the provider, mirrored, booked, told. */
export async function run(): Promise<void> {
  const sandbox = await recordWorld();
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  try {
    await introduce(database.url, sandbox);
    const events = distinct(sandbox.recording?.webhooks ?? []);
    const [warmUp, measured] = [events.slice(0, warmUpEvents), events.slice(warmUpEvents).slice(0, measuredEvents)];
    const product = await throughTheWorker({ url: database.url, apiBase: sandbox.url, owner, warmUp, measured });
    const bodies = measured.map((event) => JSON.stringify(event));
    const floor = await applyPlainly({ url: database.url, bodies, ...product, connections: floorConnections });
    console.log(
      `apply: ${measured.length} events at ${product.perSecond.toFixed(0)}/s by one worker (target ${target}/s) ${product.perSecond >= target ? 'met' : 'MISSED'}; ratio ${(product.perSecond / floor).toFixed(2)} to ${floor.toFixed(0)}/s of plain upserts, ${product.rowsPerEvent} rows an event, over ${floorConnections} connections`,
    );
  } finally {
    await owner.destroy();
    await database.stop();
    await sandbox.stop();
  }
}

type Work = {
  readonly url: string;
  readonly apiBase: string;
  readonly owner: Sql;
  readonly warmUp: Events;
  readonly measured: Events;
};

async function throughTheWorker({ url, apiBase, owner, warmUp, measured }: Work) {
  const worker = await startWorker(url, { STRIPE_API_KEY: 'sk_test_bench', STRIPE_API_BASE: apiBase });
  try {
    await applied(owner, warmUp);
    const before = await rowsWritten(owner);
    const perSecond = await applied(owner, measured);
    await sleep(statisticsLagMs);
    const rowsPerEvent = Math.max(1, Math.round(((await rowsWritten(owner)) - before) / measured.length));
    return { perSecond, rowsPerEvent };
  } finally {
    await worker.stop();
  }
}

async function recordWorld(): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...world, live: false });
  await sandbox.historyDone;
  return sandbox;
}

function distinct(events: Events): Events {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

async function introduce(url: string, { recording }: Sandbox): Promise<void> {
  const store = createStore(connectDatabase({ url, applicationName: 'bench', poolMax: 2 }));
  const suppliers = [...(recording?.suppliers.values() ?? [])].map((record) => supplierUpsertSchema.parse(record));
  await store.transact(systemActor('bench', 'req_bench'), (writer) => upsertSuppliers(writer, suppliers));
  await store.close();
}

/** Puts events into the inbox at one stroke, and waits until none is left. @returns events a second */
async function applied(owner: Sql, events: Events): Promise<number> {
  await owner.transaction(async (sql) => {
    for (let from = 0; from < events.length; from += 500)
      await receiveEvents({ sql }, events.slice(from, from + 500).map(receivedEvent));
  });
  const startedAt = performance.now();
  await wakeInbox({ sql: owner });
  for (;;) {
    await sleep(50);
    const open = await inState(owner, ['received', 'failed']);
    if (open === 0) break;
    if (performance.now() - startedAt > patienceMs) throw new Error(`${open} events were never applied.`);
  }
  const dead = await inState(owner, ['dead']);
  if (dead > 0) throw new Error(`${dead} events could not be applied.`);
  return (events.length * 1_000) / (performance.now() - startedAt);
}

async function inState(owner: Sql, states: readonly string[]): Promise<number> {
  const [row]: { count: number }[] = await owner('provider_events').whereIn('state', states).count();
  return row?.count ?? 0;
}

/** Connections tell PostgreSQL's statistics what they wrote at most this long afterwards. */
const statisticsLagMs = 1_500;

async function rowsWritten(owner: Sql): Promise<number> {
  const result: { rows: { written: number }[] } = await owner.raw(
    'select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint as written from pg_stat_user_tables',
  );
  return result.rows[0]?.written ?? 0;
}
