import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsOwner, migrateToLatest, startEmbeddedPostgres } from '@wedsync/db/platform';

export type LocalDatabase = { readonly url: string; readonly migrations: number; stop(): Promise<void> };

const databaseName = 'wedsync';
const staleServerTimeoutMs = 20_000;

/** The embedded PostgreSQL, or the one DATABASE_URL names; brought to the newest schema either way. */
export async function openDatabase({
  dataDir,
  url,
}: {
  dataDir: string;
  url: string | undefined;
}): Promise<LocalDatabase> {
  if (url !== undefined) return { url, migrations: (await migrateToLatest(url)).length, stop: async () => undefined };
  const cluster = join(dataDir, 'postgres');
  await stopStaleServer(cluster);
  const server = await startEmbeddedPostgres({ dataDir: cluster });
  const ours = new URL(server.url);
  ours.pathname = `/${databaseName}`;
  await createIfMissing(server.url);
  return { url: ours.href, migrations: (await migrateToLatest(ours.href)).length, stop: server.stop };
}

async function createIfMissing(serverUrl: string): Promise<void> {
  const owner = connectAsOwner(serverUrl);
  const found = await owner.raw('select 1 from pg_database where datname = ?', [databaseName]);
  if (found.rows.length === 0) await owner.raw(`create database ${databaseName}`);
  await owner.destroy();
}

/** A supervisor that was killed outright leaves its PostgreSQL running; it is asked to stop, so that one server owns the folder. */
async function stopStaleServer(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const deadline = Date.now() + staleServerTimeoutMs;
  if (!signal(pid, 'SIGINT')) return;
  while (signal(pid, 0)) {
    if (Date.now() > deadline)
      throw new Error(`A PostgreSQL of an earlier start (process ${pid}) does not stop. End it, then start again.`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
