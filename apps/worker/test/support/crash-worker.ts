import { connectDatabase, createStore, systemClock, systemUuids } from '@wedsync/db/platform';
import { pino } from 'pino';
import { readEnv, startWorker } from '../../src/platform/index.ts';
import { killsItsProcess, longWork } from './crash-jobs.ts';

// A worker in a process of its own, for tests that kill it.
const env = readEnv(process.env);
const store = createStore(connectDatabase({ url: env.database.url, applicationName: 'crash-worker', poolMax: 6 }));
const worker = await startWorker({
  services: {
    store,
    env,
    clock: systemClock,
    uuids: systemUuids,
    log: pino({ level: 'silent' }),
    credentials: { read: async () => null },
    random: Math.random,
  },
  capabilities: [{ name: 'crash', jobs: [longWork, killsItsProcess], consumers: [], drains: [] }],
});
process.stdout.write('ready\n');
process.once('SIGTERM', () => void worker.stop(500).then(() => store.close()));
