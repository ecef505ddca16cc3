import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, migrateToLatest, startEmbeddedPostgres } from '@wedsync/db/platform';

export type BenchDatabase = { readonly url: string; readonly pid: number; stop(): Promise<void> };
export type BenchProcess = {
  readonly origin: string;
  readonly pid: number;
  readonly child: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

export const webhookSecret = 'whsec_0123456789abcdef0123456789abcdef';
export const sessionSecret = 'a-secret-for-benchmarks-of-no-other-use';

/** A durable, migrated, throw-away PostgreSQL: the floor and the product both write to it. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'wedsync-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  await migrateToLatest(server.url);
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, pid: server.pid, stop };
}

/** The api as it ships. */
export async function startApi(databaseUrl: string, env: NodeJS.ProcessEnv = {}): Promise<BenchProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', 'apps/api/dist/main.js'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      API_PORT: String(port),
      SESSION_SECRET: sessionSecret,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      LOG_LEVEL: 'error',
      ...env,
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(`${origin}/healthz`);
  return running(origin, child);
}

/** The worker as it ships, told where the outside world is. */
export async function startWorker(databaseUrl: string, env: NodeJS.ProcessEnv): Promise<BenchProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', 'apps/worker/dist/main.js'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      WORKER_HTTP_PORT: String(port),
      CREDENTIALS_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      LOG_LEVEL: 'error',
      ...env,
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(`${origin}/healthz`);
  return running(origin, child);
}

/** A floor: a script that prints "listening <port>". */
export async function startFloor(script: string, env: NodeJS.ProcessEnv): Promise<BenchProcess> {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [line]: string[] = await once(createInterface({ input: child.stdout }), 'line');
  return running(`http://127.0.0.1:${line?.split(' ')[1]}`, child);
}

export async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer.`);
}

function running(origin: string, child: ChildProcess): BenchProcess {
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return { origin, pid: child.pid ?? 0, child, stop };
}
