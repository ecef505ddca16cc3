import { createServer } from 'node:http';
import { connectDatabase, createStore, systemClock, systemUuids } from '@wedsync/db/platform';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { capabilities } from './capabilities.ts';
import { readEnv } from './platform/index.ts';

const env = readEnv(process.env);
const log = pino({ level: env.log.level, name: 'api' });
const store = createStore(connectDatabase({ url: env.database.url, applicationName: 'wedsync-api', poolMax: 20 }));
const services = { store, clock: systemClock, uuids: systemUuids, env, log };
const server = createServer(createApp({ services, capabilities, identify: [] }));

server.listen(env.http.port, env.http.host, () => log.info({ url: env.http.publicUrl }, 'api ready'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

/** Answers what is under way, takes nothing new, then lets the database go. */
async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await store.close();
}
