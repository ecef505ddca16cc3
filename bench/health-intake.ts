import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsOwner } from '@wedsync/db/platform';
import { fillSuppliers } from './lists/fill.ts';
import { cpuSeconds } from './support/cpu.ts';
import { benchDatabase, startApi, startWorker } from './support/product.ts';
import { allowHost } from './support/service-token.ts';

const suppliers = 5_000;
const eventsPerRequest = 1_000;
const requests = 60;
const connections = 2;
const target = 5_000;
/** Scores are promised within seconds of an event; marks rest two of them before they are due. */
const targetBehindMs = 10_000;
const patienceMs = 120_000;

/**
 * Product events taken in through the api as it ships: news of many suppliers in full batches, none of it seen before. A worker keeps the scores of all
 * those suppliers meanwhile, on the same two cores.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const owner = connectAsOwner(database.url);
  await fillSuppliers(owner, suppliers);
  const token = await allowHost(owner, ['ingest']);
  const api = await startApi(database.url);
  const worker = await startWorker(database.url, {});
  try {
    const bodies = Array.from({ length: requests + connections }, (_, request) => batch(request));
    const door = { origin: api.origin, token };
    const [warmUp, measured] = [bodies.slice(0, connections), bodies.slice(connections)];
    await Promise.all(warmUp.map((body) => send(door, body)));
    const cpu = meter({ api: api.pid, worker: worker.pid, PostgreSQL: database.pid });
    const started = performance.now();
    const waits: number[] = [];
    await Promise.all(Array.from({ length: connections }, () => lane(door, measured, waits)));
    const perSecond = (requests * eventsPerRequest * 1_000) / (performance.now() - started);
    const p99 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
    console.log(
      `product events taken in: ${Math.round(perSecond)}/s in batches of ${eventsPerRequest} over ${connections} connections, p99 of a batch ${Math.round(p99)} ms (target ${target}/s) ${perSecond >= target ? 'met' : 'MISSED'}`,
    );
    console.log(`CPU meanwhile: ${cpu()}`);
    const behindMs = await untilScored(owner);
    console.log(`CPU until every score was there: ${cpu()}`);
    console.log(
      `scores of ${suppliers} suppliers up to date ${(behindMs / 1_000).toFixed(1)} s after the last batch (target ${targetBehindMs / 1_000} s) ${behindMs <= targetBehindMs ? 'met' : 'MISSED'}`,
    );
  } finally {
    await worker.stop();
    await api.stop();
    await owner.destroy();
    await database.stop();
  }
}

/** Says the CPU each process has spent since it was asked last. */
function meter(pids: Readonly<Record<string, number>>): () => string {
  let before = Object.values(pids).map(cpuSeconds);
  return () => {
    const now = Object.values(pids).map(cpuSeconds);
    const words = Object.keys(pids).map((name, i) => `${name} ${((now[i] ?? 0) - (before[i] ?? 0)).toFixed(1)} s`);
    before = now;
    return words.join(', ');
  };
}

/** @returns how long it took until no supplier waited for a score */
async function untilScored(owner: ReturnType<typeof connectAsOwner>): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < patienceMs) {
    const waiting: unknown = await owner('recompute_marks').where({ kind: 'health' }).first('supplier_id');
    if (waiting === undefined) break;
    await sleep(100);
  }
  return performance.now() - startedAt;
}

type Door = { readonly origin: string; readonly token: string };

async function lane(door: Door, bodies: string[], waits: number[]): Promise<void> {
  for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
    const started = performance.now();
    await send(door, body);
    waits.push(performance.now() - started);
  }
}

async function send({ origin, token }: Door, body: string): Promise<void> {
  const response = await fetch(`${origin}/api/ingest/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  const answer = await response.text();
  if (response.status !== 202 || !answer.includes(`"accepted":${eventsPerRequest}`))
    throw new Error(answer.slice(0, 500));
}

const names = ['login', 'enquiry.received', 'form.submitted', 'contract.sent'];

function batch(request: number): string {
  const events = Array.from({ length: eventsPerRequest }, (_, n) => ({
    id: `bench-${request}-${n}`,
    supplierExternalId: `ws-${1 + ((request * 7_919 + n * 31) % suppliers)}`,
    name: names[n % names.length],
    occurredAt: new Date(Date.now() - n * 60_000).toISOString(),
  }));
  return JSON.stringify({ events });
}
