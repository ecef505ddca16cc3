import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Store } from '@wedsync/db/platform';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { RunReport, Worker } from '../platform/index.ts';

export type WorkerDoor = {
  readonly port: number;
  /** Counts how long a job took. */
  readonly observe: (report: RunReport) => void;
  /** From here on /readyz can say yes. */
  ready(worker: Pick<Worker, 'listening'>): void;
  close(): Promise<void>;
};

type Options = { readonly host: string; readonly port: number; readonly store: Store; readonly log: Logger };

const readyWithinMs = 2_000;
const secondsBuckets = [0.05, 0.2, 1, 5, 15, 60, 300, 1_800];

/** A small door for the platform that runs the worker: is it alive, is it ready, how long do jobs take. */
export async function openWorkerDoor({ host, port, store, log }: Options): Promise<WorkerDoor> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'wedsync_job_seconds',
    help: 'How long job attempts took',
    labelNames: ['job', 'outcome'] as const,
    buckets: secondsBuckets,
    registers: [registry],
  });
  let worker: Pick<Worker, 'listening'> | null = null;
  const pages: Readonly<Record<string, (res: ServerResponse) => unknown>> = {
    '/healthz': (res) => json(res, 200, { status: 'ok' }),
    '/readyz': async (res) => {
      const waitingFor =
        worker === null ? 'start' : !worker.listening ? 'notifications' : await waitingForDatabase(store);
      json(
        res,
        waitingFor === null ? 200 : 503,
        waitingFor === null ? { status: 'ready' } : { status: 'not-ready', waitingFor },
      );
    },
    '/metrics': async (res) => {
      res.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
    },
  };
  const server = createServer((req, res) => {
    const page = req.method === 'GET' ? pages[req.url ?? ''] : undefined;
    if (page === undefined) return json(res, 404, { status: 'not-found' });
    Promise.resolve(page(res)).catch((error: unknown) => {
      log.warn({ err: error }, 'the worker’s door stumbled');
      if (!res.headersSent) json(res, 500, { status: 'error' });
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: portOf(server),
    observe: ({ job, outcome, durationMs }) => seconds.observe({ job, outcome }, durationMs / 1_000),
    ready: (started) => {
      worker = started;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function waitingForDatabase({ pool }: Store): Promise<'database' | null> {
  try {
    await pool.raw('select 1').timeout(readyWithinMs, { cancel: true });
    return null;
  } catch {
    return 'database';
  }
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
