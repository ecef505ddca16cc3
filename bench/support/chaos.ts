import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsOwner, freePort } from '@wedsync/db/platform';
import { surviveKilledSync, type KilledSync } from './killed-sync.ts';
import { differencesToTruth } from './ledger-truth.ts';
import { benchDatabase, sessionSecret, untilAnswers, webhookSecret } from './product.ts';

export type ChaosPlan = {
  readonly suppliers: number;
  readonly months: number;
  /** A kill falls after so many further events have been stored: paced by the work, not by the clock of the machine. */
  readonly killEveryEvents: readonly [number, number];
  readonly say: (line: string) => void;
};
export type ChaosResult = {
  readonly events: number;
  readonly kills: number;
  readonly differences: readonly string[];
  /** What became of a sync of everything whose worker was killed. */
  readonly sync: KilledSync;
};

const ingestToken = 'wst_chaos_0123456789abcdef0123456789abcdef';

/**
 * Sends a whole world through the product while api and worker are killed with -9 at random and started again, then holds the ledger to the
 * outside world's truth. Then a house that has nothing syncs everything, is killed in the middle, and is held to the same truth.
 * @returns every account and currency that differs
 */
export async function surviveKills(plan: ChaosPlan): Promise<ChaosResult> {
  const database = await benchDatabase();
  const [apiPort, workerPort, sandboxPort, smtpPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const outside = `http://127.0.0.1:${sandboxPort}`;
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    API_PORT: String(apiPort),
    WORKER_HTTP_PORT: String(workerPort),
    SESSION_SECRET: sessionSecret,
    CREDENTIALS_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'silent',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_KEY: 'sk_test_sandbox',
    STRIPE_API_BASE: outside,
    WEDSYNC_API_URL: `http://127.0.0.1:${apiPort}`,
    INGEST_TOKEN: ingestToken,
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    SANDBOX_SUPPLIERS: String(plan.suppliers),
    SANDBOX_MONTHS: String(plan.months),
  };
  const processes = new Map<string, ChildProcess>();
  const startOn = (databaseUrl: string) => (name: string) => {
    const its = { ...env, DATABASE_URL: databaseUrl };
    processes.set(name, spawn(process.execPath, [`apps/${name}/dist/main.js`], { env: its, stdio: 'ignore' }));
  };
  const start = startOn(database.url);
  const owner = connectAsOwner(database.url);
  try {
    await bootstrap(env);
    for (const name of ['api', 'worker', 'sandbox']) start(name);
    await untilAnswers(`${outside}/progress`);
    const kills = await killUntilLive({
      outside,
      plan,
      eventsStored: () => eventsStored(owner),
      restart: (name) => killAndRestart(processes, name, start),
    });
    const differences = await differencesToTruth(owner, outside, plan.say);
    const events = await eventsStored(owner);
    const sync = await surviveKilledSync({
      server: owner,
      serverUrl: database.url,
      outside,
      say: plan.say,
      prepare: (databaseUrl) => bootstrap({ ...env, DATABASE_URL: databaseUrl }),
      restartOn: (databaseUrl, name) => killAndRestart(processes, name, startOn(databaseUrl)),
    });
    return { events, kills, differences, sync };
  } finally {
    for (const child of processes.values()) await stop(child);
    await owner.destroy();
    await database.stop();
  }
}

async function bootstrap(env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, ['apps/api/dist/main.js', 'bootstrap'], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(
    JSON.stringify({ staff: [], tokens: [{ name: 'host-application', scopes: ['ingest'], secret: ingestToken }] }),
  );
  const [code]: (number | null)[] = await once(child, 'exit');
  if (code !== 0) throw new Error('The token of the host application could not be made.');
}

type KillingTools = {
  readonly outside: string;
  readonly plan: ChaosPlan;
  readonly eventsStored: () => Promise<number>;
  readonly restart: (name: string) => Promise<void>;
};
type Progress = { readonly phase: string; readonly percent: number; readonly pending: number };

async function killUntilLive({ outside, plan, eventsStored, restart }: KillingTools): Promise<number> {
  let kills = 0;
  let nextKillAt = randomInt(...plan.killEveryEvents);
  for (;;) {
    const progress: Progress = JSON.parse(await (await fetch(`${outside}/progress`)).text());
    const stored = await eventsStored();
    if (stored >= nextKillAt) {
      const victim = randomInt(2) === 0 ? 'api' : 'worker';
      await restart(victim);
      kills += 1;
      nextKillAt = stored + randomInt(...plan.killEveryEvents);
      plan.say(`  killed the ${victim} at ${Math.round(progress.percent)} %, ${progress.pending} webhooks under way`);
      // A quick machine has told all of its past while most of it is still under way.
    } else if (progress.phase === 'live' && progress.pending === 0) return kills;
    await sleep(randomInt(20, 200));
  }
}

async function killAndRestart(
  processes: ReadonlyMap<string, ChildProcess>,
  name: string,
  start: (name: string) => unknown,
): Promise<void> {
  const child = processes.get(name);
  if (child !== undefined) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  start(name);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function eventsStored(owner: ReturnType<typeof connectAsOwner>): Promise<number> {
  const [row]: { count: string }[] = await owner('provider_events').count();
  return Number(row?.count ?? 0);
}
