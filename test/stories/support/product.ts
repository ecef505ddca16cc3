import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { freePort } from '@wedsync/db/platform';
import { localSecrets } from '../../../scripts/supervisor/secrets.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    apiUrl: string;
    outsideUrl: string;
    /** As its owner: to set up a past that no door lets in. */
    databaseUrl: string;
    /** With which the host application sends and asks. */
    ingestToken: string;
  }
}

const readyTimeoutMs = 240_000;
const stopTimeoutMs = 60_000;

/** The product as a person starts it, with a small world of its own, complete before the first story begins. */
export default async function startProduct(project: TestProject): Promise<() => Promise<void>> {
  const [api, sandbox, smtp, worker] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const dataDir = mkdtempSync(join(tmpdir(), 'wedsync-stories-'));
  chmodSync(dataDir, 0o755);
  const product = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      WEDSYNC_DATA_DIR: dataDir,
      WEDSYNC_SKIP_BUILD: '1',
      API_PORT: String(api),
      SANDBOX_PORT: String(sandbox),
      SANDBOX_SMTP_PORT: String(smtp),
      WORKER_HTTP_PORT: String(worker),
      SANDBOX_SUPPLIERS: '40',
      SANDBOX_MONTHS: '8',
      SANDBOX_SEED: '7',
      SANDBOX_RECENT_DECLINES: '0',
    },
  });
  const outsideUrl = `http://127.0.0.1:${sandbox}`;
  await untilComplete(product, dataDir);
  project.provide('apiUrl', `http://127.0.0.1:${api}`);
  project.provide('outsideUrl', outsideUrl);
  project.provide('databaseUrl', databaseOf(dataDir));
  project.provide('ingestToken', localSecrets(join(dataDir, 'secrets.json')).ingestToken);
  return () => stop(product, dataDir);
}

/** PostgreSQL itself writes down on which port it listens. */
function databaseOf(dataDir: string): string {
  const port =
    readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
      .split('\n')[3]
      ?.trim() ?? '';
  return `postgresql://postgres@127.0.0.1:${port}/wedsync`;
}

async function untilComplete(product: ChildProcess, dataDir: string): Promise<void> {
  let said = '';
  product.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  product.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const deadline = Date.now() + readyTimeoutMs;
  while (!said.includes('The world is complete')) {
    if (product.exitCode !== null || Date.now() > deadline)
      throw new Error(`The product did not become ready:\n${said}\n${lastWords(dataDir)}`);
    await sleep(200);
  }
}

function lastWords(dataDir: string): string {
  return ['api', 'worker', 'sandbox']
    .map((name) => `${name}: ${readTail(join(dataDir, 'logs', `${name}.log`))}`)
    .join('\n');
}

function readTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-1_500);
  } catch {
    return '(no log)';
  }
}

async function stop(product: ChildProcess, dataDir: string): Promise<void> {
  product.kill('SIGINT');
  await Promise.race([once(product, 'exit'), sleep(stopTimeoutMs)]);
  rmSync(dataDir, { recursive: true, force: true });
}
