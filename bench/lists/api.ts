import { createServer } from 'node:http';
import { connectDatabase, connectForReading, createStore, systemClock, systemUuids } from '@wedsync/db/platform';
import { pino } from 'pino';
import { access, createIdentity } from '../../apps/api/src/access/index.ts';
import { createApp } from '../../apps/api/src/app.ts';
import { readEnv } from '../../apps/api/src/platform/index.ts';
import { suppliers } from '../../apps/api/src/suppliers/index.ts';
import { announce } from './serving.ts';

/** The real api with real sessions, as main.ts puts it together. */
export async function serveApi(databaseUrl: string): Promise<void> {
  const connection = { url: databaseUrl, applicationName: 'bench-api', poolMax: 20 };
  const services = {
    store: createStore(connectDatabase(connection), connectForReading(connection)),
    clock: systemClock,
    uuids: systemUuids,
    env: readEnv({ DATABASE_URL: databaseUrl, SESSION_SECRET: 'bench '.repeat(8), LOG_LEVEL: 'error' }),
    log: pino({ level: 'error' }),
  };
  const identity = await createIdentity(services);
  await announce(createServer(createApp({ services, capabilities: [access, suppliers], identify: identity.handlers })));
}
