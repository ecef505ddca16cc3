import { createServer } from 'node:http';
import {
  connectDatabase,
  connectForReading,
  createStore,
  logSettings,
  startTracing,
  systemClock,
  systemUuids,
  whenToldToStop,
} from '@wedsync/db/platform';
import { pino } from 'pino';
import { createBulkRunner, createIdentity, keepRunning } from './access/index.ts';
import { createApp } from './app.ts';
import { capabilities } from './capabilities.ts';
import { closeable } from './close-server.ts';
import { operationsOuter } from './operations/index.ts';
import { readEnv } from './platform/index.ts';

/** Nobody honest needs longer to say what they want, and every half-said request holds a connection. */
const patienceWithSenders = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

/** Runs the api until it is told to stop. */
export async function serve(): Promise<void> {
  const env = readEnv(process.env);
  const log = pino(logSettings('api', env.log.level));
  const stopTracing = await startTracing({ service: 'api', endpoint: env.tracing.endpoint });
  const connection = { url: env.database.url, applicationName: 'wedsync-api', poolMax: 20 };
  const store = createStore(connectDatabase(connection), connectForReading(connection));
  const services = { store, clock: systemClock, uuids: systemUuids, env, log };
  const identity = await createIdentity(services);
  const resourceNames = capabilities.flatMap(({ resources }) => resources.map(({ name }) => name));
  const { latency, ...outside } = operationsOuter(services, resourceNames);
  const server = createServer(
    patienceWithSenders,
    createApp({ services, capabilities, identify: identity.handlers, ...outside }),
  );
  const close = closeable(server);
  const bulkRuns = keepRunning(createBulkRunner(services, capabilities), log);
  const latencyReports = latency.report();

  /** Answers what is under way, takes nothing new, then lets the database go. */
  const stop = async () => {
    latencyReports.stop();
    await Promise.all([close(), bulkRuns.stop()]);
    await identity.close();
    await store.close();
    await stopTracing();
  };
  let stopping: Promise<void> | undefined;
  whenToldToStop(() => void (stopping ??= stop()));
  server.listen(env.http.port, env.http.host, () => log.info({ url: env.http.publicUrl }, 'api ready'));
}
