import { setTimeout as sleep } from 'node:timers/promises';
import { paymentSyncCursor, paymentSyncJob } from '@wedsync/db/billing';
import { connectAsOwner, migrateToLatest } from '@wedsync/db/platform';
import { paymentSyncSchema, syncTallySchema } from '@wedsync/domain/billing';
import { differencesToTruth } from './ledger-truth.ts';

type Owner = ReturnType<typeof connectAsOwner>;

type KilledSyncPlan = {
  readonly server: Owner;
  readonly serverUrl: string;
  readonly outside: string;
  readonly say: (line: string) => void;
  /** Makes a database fit for the outside world to talk to. */
  readonly prepare: (databaseUrl: string) => Promise<void>;
  /** Kills a process with -9 and starts it on another database. */
  readonly restartOn: (databaseUrl: string, name: 'api' | 'worker') => Promise<void>;
};

export type KilledSync = {
  readonly attempts: number;
  readonly seenBeforeKill: number;
  readonly seen: number;
  readonly differences: readonly string[];
};

const timeoutMs = 240_000;

/** An empty house asks the provider for everything. Its worker is killed -9 while it reads, and another goes on at the page it was at. */
export async function surviveKilledSync(plan: KilledSyncPlan): Promise<KilledSync> {
  const url = new URL(plan.serverUrl);
  url.pathname = '/rebuilt';
  await plan.server.raw('create database rebuilt');
  await migrateToLatest(url.href);
  await plan.prepare(url.href);
  const owner = connectAsOwner(url.href);
  try {
    const id = await askForEverything(owner);
    for (const name of ['api', 'worker'] as const) await plan.restartOn(url.href, name);
    const seenBeforeKill = await until(owner, id, ({ tally, state }) => state === 'running' && tally.seen > 0);
    await plan.restartOn(url.href, 'worker');
    plan.say(`  killed the worker after ${seenBeforeKill.tally.seen} rows of a full sync`);
    // The dead worker's lock is given back at once instead of half a minute later.
    await owner('job_runs')
      .where({ id, state: 'running' })
      .update({ locked_until: owner.raw('clock_timestamp()') });
    const done = await until(owner, id, ({ state }) => state === 'succeeded');
    return {
      attempts: done.attempt,
      seenBeforeKill: seenBeforeKill.tally.seen,
      seen: done.tally.seen,
      differences: await differencesToTruth(owner, plan.outside, plan.say),
    };
  } finally {
    await owner.destroy();
  }
}

async function askForEverything(owner: Owner): Promise<number> {
  const input = paymentSyncSchema.parse({ platform: 'stripe', syncType: 'full', validationLevel: 'strict' });
  const [run]: { id: number }[] = await owner('job_runs').insert({ name: paymentSyncJob, input }).returning('id');
  if (run === undefined) throw new Error('The sync could not be asked for.');
  return run.id;
}

type Look = Awaited<ReturnType<typeof look>>;

async function until(owner: Owner, id: number, holds: (look: Look) => boolean): Promise<Look> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look(owner, id);
    if (holds(seen)) return seen;
    if (Date.now() > deadline || seen.state === 'dead') throw new Error(`The sync is ${seen.state}: ${seen.error}`);
    await sleep(5);
  }
}

async function look(owner: Owner, id: number) {
  const [run]: { state: string; attempt: number; error: string | null; tally: unknown }[] = await owner('job_runs as r')
    .leftJoin('sync_cursors as c', 'c.name', owner.raw('?', [paymentSyncCursor(id)]))
    .where('r.id', id)
    .select('r.state', 'r.attempt', 'r.error', owner.raw(`c.position -> 'tally' as tally`));
  if (run === undefined) throw new Error('The sync is gone.');
  return { ...run, tally: syncTallySchema.safeParse(run.tally).data ?? { seen: 0 } };
}
