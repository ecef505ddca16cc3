import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connectAsOwner, migrateToLatest, startEmbeddedPostgres } from '../../src/platform/index.ts';
import { databaseUrl, templateDatabase } from './database-url.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string;
  }
}

/** One throw-away cluster for the whole run, with one migrated template that each test file clones. TEST_DATABASE_URL uses a server that is already there. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given === undefined ? await startThrowAway() : { url: given, stop: async () => undefined };
  await makeTemplate(server.url);
  project.provide('clusterUrl', server.url);
  return server.stop;
}

async function startThrowAway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'wedsync-test-'));
  // PostgreSQL does not run as root; as nobody it must be able to enter.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function makeTemplate(clusterUrl: string): Promise<void> {
  const owner = connectAsOwner(clusterUrl);
  await owner.raw(`drop database if exists ${templateDatabase} with (force)`);
  await owner.raw(`create database ${templateDatabase}`);
  await owner.destroy();
  await migrateToLatest(databaseUrl(clusterUrl, templateDatabase));
}
