import type { Store } from '@wedsync/db/platform';
import type { Actor, Clock, Uuids } from '@wedsync/domain/platform';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** What every job and consumer may use; made once at start. */
export type WorkerServices = {
  readonly store: Store;
  readonly clock: Clock;
  readonly uuids: Uuids;
  readonly log: Logger;
};

/** One attempt at one job. */
export type JobContext = WorkerServices & {
  readonly runId: number;
  readonly attempt: number;
  /** System actor named after the job; changes made as it carry the run's id into the audit trail. */
  readonly actor: Actor;
  /** Fires when the lock is lost or the process is stopping: leave at the next checkpoint. */
  readonly signal: AbortSignal;
  /** Tells the admin how far it is; also keeps the lock. */
  progress(done: number, total: number | null, note?: string): Promise<void>;
};

export type JobDefinition<Input, Services extends WorkerServices = WorkerServices> = {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Cron in the reporting time zone, or an interval in milliseconds; without one it runs when enqueued. */
  readonly schedule?: { readonly cron: string } | { readonly everyMs: number };
  readonly maxAttempts: number;
  /** Another worker may take over when this long passes without a heartbeat. */
  readonly lockMs: number;
  readonly run: (context: JobContext & Services, input: Input) => Promise<Readonly<Record<string, unknown>> | void>;
};

/** A job with its input type sealed inside. */
export type AnyJob<Services extends WorkerServices = WorkerServices> = Omit<
  JobDefinition<unknown, Services>,
  'input' | 'run'
> & {
  run(context: JobContext & Services, input: unknown): Promise<Readonly<Record<string, unknown>> | void>;
};

export function defineJob<Input, Services extends WorkerServices = WorkerServices>(
  definition: JobDefinition<Input, Services>,
): AnyJob<Services> {
  const { input, run, ...rest } = definition;
  return { ...rest, run: (context, raw) => run(context, input.parse(raw)) };
}
