import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { channels, openListener, type Listener } from '@wedsync/db/platform';
import type { WorkerCapability } from './capability.ts';
import { startConsumers } from './consumer-runtime.ts';
import { startDrains } from './drain-runtime.ts';
import type { RunReport } from './job-run.ts';
import { startJobRuntime } from './job-runtime.ts';
import { checkNames } from './registrations.ts';
import { startScheduleRuntime } from './schedule-runtime.ts';
import type { WorkerServices } from './services.ts';

export type Worker = {
  readonly id: string;
  /** False while the listening connection is away; work goes on by sweeps. */
  readonly listening: boolean;
  /** Takes nothing new, lets what is under way end within the limit, and gives the rest back for others. */
  stop(limitMs?: number): Promise<void>;
};

type Parts = {
  readonly services: WorkerServices;
  readonly capabilities: readonly WorkerCapability[];
  /** Hears how each job attempt went. */
  readonly report?: (report: RunReport) => void;
};

/** What takes longer is given back and taken up again from its last checkpoint: neither Ctrl-C nor a deployment waits for it. */
const defaultStopLimitMs = 5_000;

/**
 * Starts everything the capabilities ask for. Any number of workers may run beside each other.
 * @throws when the database does not answer, two things have one name, or a schedule cannot be kept
 */
export async function startWorker({ services, capabilities, report }: Parts): Promise<Worker> {
  const jobs = capabilities.flatMap((capability) => capability.jobs);
  const consumers = capabilities.flatMap((capability) => capability.consumers);
  const drains = capabilities.flatMap((capability) => capability.drains);
  checkNames({ job: jobs, consumer: consumers, drain: drains });
  const workerId = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const { env, log, store } = services;
  const listener = await listen(
    services,
    drains.flatMap(({ channel }) => channel ?? []),
  );
  const schedule = await startScheduleRuntime({ store, databaseUrl: env.database.url, workerId, log, jobs });
  const following = await startConsumers(services, listener, consumers);
  const running = startJobRuntime({ services, listener, workerId, jobs, concurrency: env.jobs.concurrency, report });
  const draining = startDrains(services, listener, drains);
  const stop = async (limitMs: number) => {
    await schedule.stop();
    await Promise.all([running.stop(limitMs), following.stop(limitMs), ...draining.map((loop) => loop.stop(limitMs))]);
    await listener.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    id: workerId,
    get listening() {
      return listener.connected;
    },
    stop: (limitMs = defaultStopLimitMs) => (stopped ??= stop(limitMs)),
  };
}

async function listen({ env, log }: WorkerServices, drainChannels: readonly string[]): Promise<Listener> {
  const own = [channels.jobs, channels.outbox, channels.deadLetters];
  return openListener({
    url: env.database.url,
    applicationName: 'wedsync-worker-listen',
    channels: [...new Set([...own, ...drainChannels])],
    onTrouble: (error) => log.warn({ err: error }, 'the listening connection was lost; it comes back by itself'),
  });
}
