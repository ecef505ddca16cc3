import { createCipher, readCredential, type Cipher } from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { pino } from 'pino';
import { testClock, testUuids, type TestDatabase } from '../../../../packages/db/test/support/index.ts';
import { readEnv, sealedCredentials, type JobContext, type WorkerServices } from '../../src/platform/index.ts';

export const testCipher: Cipher = createCipher([{ id: 'test', secret: Buffer.alloc(32, 7) }]);

/** Services of a worker on a test database, with a clock that stands still; `env` adds variables. Logs only what would be an error. */
export function testServices(
  database: TestDatabase,
  { env = {}, ...over }: Partial<Omit<WorkerServices, 'env'>> & { env?: Readonly<Record<string, string>> } = {},
): WorkerServices {
  return {
    store: database.store,
    clock: testClock(),
    uuids: testUuids,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
    env: readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      ...env,
    }),
    credentials: sealedCredentials(database.store, testCipher, readCredential),
    random: () => 0.5,
    ...over,
  };
}

/** What a job is given when a test runs it by hand: the first attempt, asked for, that nobody stops. */
export function asJob(
  services: WorkerServices,
  over: Partial<Pick<JobContext, 'runId' | 'plannedAt' | 'actor' | 'signal'>> = {},
): JobContext {
  return {
    ...services,
    runId: 1,
    attempt: 1,
    plannedAt: null,
    actor: systemActor('test', 'req_test'),
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
    ...over,
  };
}

/** Waits until a condition holds; fails with its own words when it never does. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  limitMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (performance.now() > deadline) throw new Error(`Never came true within ${limitMs} ms: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
