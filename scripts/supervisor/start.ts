import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildAll } from './build.ts';
import { startChild, type Child } from './child-process.ts';
import { openDatabase, type LocalDatabase } from './database.ts';
import { demoPassword, demoPeople } from './demo-people.ts';
import { childEnv, type Ports } from './environment.ts';
import { refuseBusyPorts } from './ports.ts';
import { introduce } from './introduce.ts';
import { untilHealthy, worldProgress } from './progress.ts';
import { publishDemoPlaybooks } from './publish-demo-playbooks.ts';
import { localSecrets } from './secrets.ts';

const stopTimeoutMs = 25_000;
const dataDir = resolve(process.env.WEDSYNC_DATA_DIR ?? '.data');
const runningFile = join(dataDir, 'running.json');
const ports: Ports = {
  api: Number(process.env.API_PORT ?? 4000),
  sandbox: Number(process.env.SANDBOX_PORT ?? 4010),
  smtp: Number(process.env.SANDBOX_SMTP_PORT ?? 4025),
  worker: Number(process.env.WORKER_HTTP_PORT ?? 4001),
};
/** With real keys the outside world is the real one. */
const withSandbox = process.env.STRIPE_WEBHOOK_SECRET === undefined;

/** Worker and api before sandbox before PostgreSQL: each may still need the ones after it while it finishes. */
const stopOrder = [['worker', 'api'], ['sandbox']] as const;

const children: Child[] = [];
let database: LocalDatabase | null = null;
let stopping: Promise<void> | null = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shutDown(0));

try {
  await start();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await shutDown(1);
}

/** Database first, then those who write to it; the page opens as soon as the api answers, the world fills in behind it. */
async function start(): Promise<void> {
  const startedAt = Date.now();
  mkdirSync(dataDir, { recursive: true });
  await refuseSecondStart();
  await refuseBusyPorts(Object.values(ports));
  const secrets = localSecrets(join(dataDir, 'secrets.json'));
  say('Building and starting PostgreSQL …');
  const [opened] = await Promise.all([openDatabase({ dataDir, url: process.env.DATABASE_URL }), buildAll()]);
  database = opened;
  if (opened.migrations > 0) say(`The schema is up to date (${opened.migrations} migrations applied).`);
  const env = childEnv({ databaseUrl: opened.url, secrets, ports, withSandbox, dataDir });
  if (withSandbox) await makeOutsideRoot(env);
  launch('api', ['apps/api/dist/main.js'], env);
  await untilHealthy(`http://127.0.0.1:${ports.api}/readyz`, children);
  if (withSandbox)
    await introduce({ people: demoPeople, password: demoPassword, ingestToken: secrets.ingestToken, env });
  launch('worker', ['apps/worker/dist/main.js'], env);
  if (withSandbox) launch('sandbox', ['apps/sandbox/dist/main.js'], env);
  writeFileSync(
    runningFile,
    JSON.stringify({ pid: process.pid, children: children.map(({ name, pid }) => ({ name, pid })) }),
  );
  welcome(Date.now() - startedAt);
  watchChildren();
  if (withSandbox) await worldProgress(`http://127.0.0.1:${ports.sandbox}/progress`, say);
  if (withSandbox)
    await publishDemoPlaybooks(`http://127.0.0.1:${ports.api}`).catch((error: unknown) => {
      say(`  The demo playbooks could not be published: ${error instanceof Error ? error.message : String(error)}`);
    });
}

/** The worker is told which authority signs PayPal's certificates before the sandbox that runs it starts. */
async function makeOutsideRoot(env: NodeJS.ProcessEnv): Promise<void> {
  await promisify(execFile)(process.execPath, ['apps/sandbox/dist/main.js', '--paypal-root'], { env });
}

function launch(name: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  children.push(
    startChild({
      name,
      args: ['--enable-source-maps', ...args],
      env,
      logFile: join(dataDir, 'logs', `${name}.log`),
      stopTimeoutMs,
    }),
  );
}

/** A process that ends by itself takes the rest down in order, rather than leaving half a product that looks alive. */
function watchChildren(): void {
  for (const child of children) {
    void child.exited.then((code) => {
      if (stopping !== null) return;
      console.error(
        `\n${child.name} ended unexpectedly (code ${code}). Its last words are in ${join(dataDir, 'logs', `${child.name}.log`)}.`,
      );
      return shutDown(1);
    });
  }
}

function shutDown(code: number): Promise<void> {
  stopping ??= (async () => {
    say('\nStopping …');
    for (const names of stopOrder)
      await Promise.all(children.filter(({ name }) => names.some((one) => one === name)).map((child) => child.stop()));
    await database?.stop();
    rmSync(runningFile, { force: true });
    say('Stopped. Your data is kept; npm run reset clears it.');
    process.exit(code);
  })();
  return stopping;
}

/** Processes of a supervisor that was killed outright notice and stop by themselves; they are given the time to. */
async function refuseSecondStart(): Promise<void> {
  if (!existsSync(runningFile)) return;
  const running: { pid: number; children: { pid: number }[] } = JSON.parse(readFileSync(runningFile, 'utf8'));
  if (isAlive(running.pid))
    throw new Error(`The product already runs from ${dataDir} (process ${running.pid}). Stop it with Ctrl-C first.`);
  const deadline = Date.now() + stopTimeoutMs;
  while (running.children.some(({ pid }) => isAlive(pid)) && Date.now() < deadline) await sleep(100);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function welcome(tookMs: number): void {
  const signIns = demoPeople.map(({ email, roles }) => `    ${email.padEnd(26)} ${roles.join(', ')}`);
  say(
    [
      '',
      `  WedSync Back Office   http://127.0.0.1:${ports.api}   (ready in ${(tookMs / 1000).toFixed(1)} s)`,
      ...(withSandbox
        ? [
            `  The outside world     http://127.0.0.1:${ports.sandbox}   (mail, Slack, SMS, faults)`,
            '',
            `  Sign in with password ${demoPassword} as`,
            ...signIns,
          ]
        : []),
      '',
      '  Ctrl-C stops everything; logs are in .data/logs.',
      '',
    ].join('\n'),
  );
}

function say(line: string): void {
  console.log(line);
}
