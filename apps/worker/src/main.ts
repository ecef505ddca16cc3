import {
  connectDatabase,
  createCipher,
  createStore,
  logSettings,
  readCredential,
  startTracing,
  storeCredential,
  systemUuids,
  whenToldToStop,
  type Cipher,
  type CredentialName,
  type Store,
} from '@wedsync/db/platform';
import { SECOND_MS } from '@wedsync/domain/platform';
import { pino } from 'pino';
import { capabilities } from './capabilities.ts';
import { openWorkerDoor } from './operations/index.ts';
import { readEnv, sealedCredentials, startDatabaseClock, startWorker, type WorkerEnv } from './platform/index.ts';

const env = readEnv(process.env);
const log = pino(logSettings('worker', env.log.level));
const stopTracing = await startTracing({ service: 'worker', endpoint: env.tracing.endpoint });
const store = createStore(connectDatabase({ url: env.database.url, applicationName: 'wedsync-worker', poolMax: 24 }));
const cipher = env.credentials === null ? null : createCipher(env.credentials.keys);
const clock = await startDatabaseClock(store);
if (cipher !== null) await sealEnvironment(env, store, cipher);
const credentials = sealedCredentials(store, cipher, readCredential);
const services = { store, clock, uuids: systemUuids, log, env, credentials, random: Math.random };
const door = await openWorkerDoor({ ...env.http, store, log });
const worker = await startWorker({ services, capabilities, report: door.observe });
door.ready(worker);
log.info({ workerId: worker.id }, 'worker ready');

let stopping = false;
whenToldToStop(() => void stop());

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  clock.stop();
  await door.close();
  await store.close();
  await stopTracing();
  log.info('worker stopped');
  // Nothing that was given back can still be committed, so it need not keep the process.
  setTimeout(() => process.exit(), SECOND_MS).unref();
}

/** Secrets that come by environment are kept like any other: sealed, and opened only where they are used. */
async function sealEnvironment(
  { stripe, paypal, slack, sms, marketing }: WorkerEnv,
  { pool }: Store,
  cipher: Cipher,
): Promise<void> {
  const given: [CredentialName, string | undefined][] = [
    [{ connection: 'stripe', field: 'apiKey' }, stripe?.apiKey],
    [{ connection: 'paypal', field: 'clientSecret' }, paypal?.clientSecret],
    [{ connection: 'slack', field: 'botToken' }, slack?.botToken],
    [{ connection: 'twilio', field: 'authToken' }, sms?.authToken],
    [{ connection: 'marketing', field: 'secret' }, marketing?.secret],
  ];
  for (const [name, value] of given) if (value !== undefined) await storeCredential(pool, cipher, name, value);
}
