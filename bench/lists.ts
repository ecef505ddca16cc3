import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectAsOwner, migrateToLatest, startEmbeddedPostgres } from '@wedsync/db/platform';
import { serveApi } from './lists/api.ts';
import { fillSuppliers } from './lists/fill.ts';
import { serveFloor } from './lists/floor.ts';
import { measureLists } from './lists/measure.ts';
import { signInForBench } from './lists/sign-in.ts';
import { startRole } from './lists/serving.ts';

const supplierCount = Number(process.env.BENCH_SUPPLIERS ?? 1_000_000);

/** Lists of a million suppliers through the real api, against the raw floor, in one run. */
export async function run(): Promise<void> {
  const given = process.env.BENCH_LISTS_URL;
  const server = given === undefined ? await startThrowAway() : { url: given, stop: async () => undefined };
  try {
    await migrateToLatest(server.url);
    await fillOnce(server.url);
    const program = fileURLToPath(import.meta.url);
    const [floor, api] = [await startRole(program, 'floor', server.url), await startRole(program, 'api', server.url)];
    try {
      const cookie = await signInForBench(server.url, api.port);
      await measureLists({ floorPort: floor.port, apiPort: api.port, cookie, supplierCount });
    } finally {
      await api.stop();
      await floor.stop();
    }
  } finally {
    await server.stop();
  }
}

async function startThrowAway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'wedsync-bench-lists-'));
  // PostgreSQL does not run as root; as nobody it must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    settings: { maintenance_work_mem: '256MB' },
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fillOnce(url: string): Promise<void> {
  const owner = connectAsOwner(url);
  const startedMs = performance.now();
  const [filled] = await owner('suppliers').limit(1);
  if (filled === undefined) await fillSuppliers(owner, supplierCount);
  await owner.destroy();
  process.stdout.write(`${supplierCount} suppliers in ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
}

const roles: Readonly<Record<string, (databaseUrl: string) => Promise<void>>> = { floor: serveFloor, api: serveApi };
const role = roles[process.env.BENCH_ROLE ?? ''];
// The servers are this same bundle in processes of their own, told by the environment which of them to be.
if (role !== undefined) await role(process.env.BENCH_DATABASE_URL ?? '');
