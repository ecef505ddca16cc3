import type { Cipher, CredentialName, Store } from '@wedsync/db/platform';
import type { Clock, Uuids } from '@wedsync/domain/platform';
import type { Logger } from 'pino';
import type { WorkerEnv } from './env.ts';

/** Secrets of third parties, opened only when they are used. */
export type Credentials = { read(name: CredentialName): Promise<string | null> };

/** What every job, consumer and drain may use; made once at start. */
export type WorkerServices = {
  readonly store: Store;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly log: Logger;
  readonly env: WorkerEnv;
  readonly credentials: Credentials;
  /** Numbers in [0, 1), for jitter. */
  readonly random: () => number;
};

/** Reads sealed credentials; without keys there are none. */
export function sealedCredentials(
  store: Store,
  cipher: Cipher | null,
  read: (sql: Store['pool'], cipher: Cipher, name: CredentialName) => Promise<string | null>,
): Credentials {
  return { read: (name) => (cipher === null ? Promise.resolve(null) : read(store.pool, cipher, name)) };
}
