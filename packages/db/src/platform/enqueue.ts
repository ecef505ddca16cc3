import type { Writer } from './store.ts';

export type JobRequest = {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** At most one run with this key is ever accepted; repeat the call as often as you like. */
  readonly key?: string;
  readonly runAt?: Date;
};

/** Channels of LISTEN/NOTIFY; a notification is delivered when the transaction that sent it commits. */
export const channels = {
  jobs: 'wedsync_jobs',
  inbox: 'wedsync_inbox',
  outbox: 'wedsync_outbox',
  /** Payload: id of a person or token whose rights, sessions or visits changed. */
  access: 'wedsync_access',
  refunds: 'wedsync_refunds',
  subscriptions: 'wedsync_subscriptions',
  entitlements: 'wedsync_entitlements',
  collections: 'wedsync_collections',
  deadLetters: 'wedsync_dead_letters',
  /** Payload: id of a job run whose state or progress changed. */
  jobRuns: 'wedsync_job_runs',
} as const;

/**
 * Asks the worker for a job inside the caller's transaction: it runs once the transaction commits and never if it rolls back.
 * @returns the id of the job run, or null when a run with the same key was accepted before
 */
export async function enqueueJob(writer: Writer, job: JobRequest): Promise<number | null> {
  const row = {
    name: job.name,
    input: JSON.stringify(job.input),
    job_key: job.key ?? null,
    ...(job.runAt === undefined ? {} : { run_at: job.runAt }),
    requested_by: writer.actor.id,
    request_id: writer.actor.requestId,
  };
  const inserted: { id: number }[] = await writer
    .sql('job_runs')
    .insert(row)
    .onConflict('job_key')
    .ignore()
    .returning('id');
  await writer.sql.raw('select pg_notify(?, ?)', [channels.jobs, job.name]);
  return inserted[0]?.id ?? null;
}
