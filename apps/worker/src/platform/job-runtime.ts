import { channels, claimRuns, reviveLostRuns, type ClaimedRun, type Listener } from '@wedsync/db/platform';
import type { AnyJob } from './job.ts';
import { runJob, type RunHandle, type RunReport } from './job-run.ts';
import { startLoop, within } from './loop.ts';
import type { WorkerServices } from './services.ts';

export type JobRuntime = { stop(limitMs: number): Promise<void> };

type Options = {
  readonly services: WorkerServices;
  readonly listener: Listener;
  readonly workerId: string;
  readonly jobs: readonly AnyJob[];
  /** Runs under way at once in this process. */
  readonly concurrency: number;
  readonly report?: (report: RunReport) => void;
};

const sweepMs = 1_000;
const defaultPerJob = 4;

/** Takes due runs as they come and runs them, never more than there is room for. */
export function startJobRuntime({ services, listener, workerId, jobs, concurrency, report }: Options): JobRuntime {
  const { store, log } = services;
  const running = new Set<RunHandle>();
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const roomFor = (job: AnyJob) =>
    (job.concurrency ?? defaultPerJob) - [...running].filter((handle) => handle.run.name === job.name).length;

  const launch = (run: ClaimedRun) => {
    const job = byName.get(run.name);
    if (job === undefined) return;
    const handle = runJob(services, job, run, report);
    running.add(handle);
    void handle.done.finally(() => {
      running.delete(handle);
      loop.wake();
    });
  };
  const claimOnce = async () => {
    for (const lost of await reviveLostRuns(store.pool)) log.warn(lost, 'a job run lost its worker');
    const rooms = jobs
      .map((job) => ({ name: job.name, lockMs: job.lockMs, room: roomFor(job) }))
      .filter(({ room }) => room > 0);
    const free = concurrency - running.size;
    if (free <= 0 || rooms.length === 0) return 0;
    const claimed = await claimRuns(store.pool, workerId, rooms, free);
    claimed.forEach(launch);
    return claimed.length;
  };
  const loop = startLoop({ name: 'jobs', sweepMs, concurrency: 1, log, pass: claimOnce });
  listener.on(channels.jobs, loop.wake);
  return {
    async stop(limitMs) {
      await loop.stop(2_000);
      await within(limitMs, Promise.allSettled([...running].map(({ done }) => done)));
      const left = [...running];
      for (const handle of left) handle.abandon();
      await within(5_000, Promise.allSettled(left.map(({ released }) => released)));
    },
  };
}
