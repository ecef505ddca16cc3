import {
  buryRun,
  emitEvents,
  failRun,
  finishRun,
  recordDeadLetter,
  recordRunProgress,
  releaseRun,
  resolveDeadLetter,
  touchRun,
  traced,
  type ClaimedRun,
  type RunFailure,
} from '@wedsync/db/platform';
import { systemActor } from '@wedsync/domain/platform';
import { fencedStore, LockLost } from './fenced-store.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { AnyJob, JobContext } from './job.ts';
import { failureOf, retryDelayMs } from './retry-rules.ts';
import type { WorkerServices } from './services.ts';

export type RunHandle = {
  readonly run: ClaimedRun;
  /** Settles when the run has ended and its end is recorded; never rejects. */
  readonly done: Promise<void>;
  /** Tells the job to leave and gives the run back to the queue for another worker. */
  abandon(): void;
  readonly released: Promise<unknown>;
};

/** How one attempt went, for whoever counts. */
export type RunReport = {
  readonly job: string;
  readonly outcome: 'succeeded' | 'failed' | 'abandoned';
  readonly durationMs: number;
};

/** Runs one claimed attempt: heartbeat beside it, its end recorded whatever happens. */
export function runJob(
  services: WorkerServices,
  job: AnyJob,
  run: ClaimedRun,
  report: (report: RunReport) => void = () => undefined,
): RunHandle {
  const { store, log } = services;
  const abort = new AbortController();
  const heartbeat = startHeartbeat({
    lockMs: job.lockMs,
    touch: () => touchRun(store.pool, run, job.lockMs),
    onLost: () => abort.abort(LockLost({ runId: run.id })),
  });
  let released: Promise<unknown> = Promise.resolve();
  const started = performance.now();
  const done = tracedAttempt(services, job, run, abort.signal)
    .then((outcome) => report({ job: job.name, outcome, durationMs: performance.now() - started }))
    .catch((error: unknown) =>
      log.error({ err: error, job: job.name, runId: run.id }, 'the end of a job run could not be recorded'),
    )
    .finally(() => heartbeat.stop());
  return {
    run,
    done,
    abandon() {
      abort.abort(new Error('The worker is stopping.'));
      heartbeat.stop();
      released = releaseRun(store.pool, run).catch((error: unknown) =>
        log.warn({ err: error, runId: run.id }, 'a run stays locked until its lock ends'),
      );
    },
    get released() {
      return released;
    },
  };
}

/** A job is part of the trace of the request that asked for it. */
function tracedAttempt(
  services: WorkerServices,
  job: AnyJob,
  run: ClaimedRun,
  signal: AbortSignal,
): Promise<RunReport['outcome']> {
  const facts = { 'wedsync.run_id': run.id, 'wedsync.attempt': run.attempt };
  return traced({ name: `job ${job.name}`, requestId: run.requestId, facts }, async (span) => {
    const outcome = await attempt(services, job, run, signal);
    span.note({ 'wedsync.outcome': outcome });
    return outcome;
  });
}

async function attempt(
  services: WorkerServices,
  job: AnyJob,
  run: ClaimedRun,
  signal: AbortSignal,
): Promise<RunReport['outcome']> {
  if (run.attempt > job.maxAttempts) {
    const error = `It was tried ${job.maxAttempts} times and each time the worker went away before it ended.`;
    await bury(services, job, run, { error, errorKind: 'lost' });
    return 'abandoned';
  }
  try {
    const result = await job.run(contextOf(services, job, run, signal), run.input);
    await succeed(services, run, result ?? null);
    return 'succeeded';
  } catch (error) {
    // Whoever told it to leave has settled what becomes of the run.
    if (signal.aborted) return 'abandoned';
    await fail(services, job, run, error);
    return 'failed';
  }
}

function contextOf(services: WorkerServices, job: AnyJob, run: ClaimedRun, signal: AbortSignal): JobContext {
  const { store } = services;
  const { id: runId, attempt, plannedAt } = run;
  return {
    ...services,
    store: fencedStore(store, run),
    log: services.log.child({ job: job.name, runId }),
    runId,
    attempt,
    plannedAt,
    actor: systemActor(job.name, run.requestId ?? `job_${runId}`, { jobId: String(runId) }),
    signal,
    async progress(done, total, note) {
      const kept = await recordRunProgress(store.pool, run, { done, total, ...(note === undefined ? {} : { note }) });
      if (!kept) throw LockLost({ runId });
    },
  };
}

async function succeed(
  { store, log }: WorkerServices,
  run: ClaimedRun,
  result: Readonly<Record<string, unknown>> | null,
) {
  const kept = await finishRun(store.pool, run, result);
  if (!kept) log.warn({ runId: run.id }, 'a run that another worker took over ended here');
  else if (run.attempt > 1)
    await store.transact(systemActor(run.name, `job_${run.id}`), (writer) =>
      resolveDeadLetter(writer, 'job', run.name, String(run.id)),
    );
}

async function fail(services: WorkerServices, job: AnyJob, run: ClaimedRun, error: unknown): Promise<void> {
  const { store, log, random } = services;
  if (LockLost.matches(error))
    return log.warn({ runId: run.id, job: job.name }, 'a run was taken over by another worker');
  const failure = failureOf(error);
  const delayMs = retryDelayMs(failure, run.attempt, random());
  const kept = { error: failure.message, errorKind: failure.kind };
  log.warn({ err: error, job: job.name, runId: run.id, attempt: run.attempt, delayMs }, 'a job attempt failed');
  if (delayMs === null || run.attempt >= job.maxAttempts) await bury(services, job, run, kept);
  else await failRun(store.pool, run, kept, delayMs);
}

/** Gives up, keeps the reason for a person to decide on, and tells the house: all of it or none. */
async function bury(
  { store, clock }: WorkerServices,
  job: AnyJob,
  run: ClaimedRun,
  failure: RunFailure,
): Promise<void> {
  await store.transact(systemActor(job.name, `job_${run.id}`, { jobId: String(run.id) }), async (writer) => {
    if (!(await buryRun(writer.sql, run, failure))) return;
    const attempts = Math.min(run.attempt, job.maxAttempts);
    const reference = String(run.id);
    const payload = { input: run.input, inputSchema: job.describeInput() };
    await recordDeadLetter(writer, {
      kind: 'job',
      source: job.name,
      reference,
      supplierId: null,
      reason: failure.error,
      errorKind: failure.errorKind,
      attempts,
      payload,
    });
    await emitEvents(writer, [
      {
        type: 'job.dead',
        supplierId: null,
        resource: 'job-runs',
        resourceId: reference,
        summary: `Job ${job.name} gave up: ${failure.error}`,
        payload: { job: job.name, attempts, error: failure.error, errorKind: failure.errorKind },
        occurredAt: clock.now(),
      },
    ]);
  });
}
