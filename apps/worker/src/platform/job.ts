import type { Actor } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { WorkerServices } from './services.ts';

/** One attempt at one job. Its store refuses to commit anything once another worker has taken the job over. */
export type JobContext = WorkerServices & {
  readonly runId: number;
  readonly attempt: number;
  /** When a scheduled run was meant to run; null when it was asked for. */
  readonly plannedAt: Date | null;
  /** System actor named after the job; changes made as it carry the run's id into the audit trail. */
  readonly actor: Actor;
  /** Fires when the lock is lost or the process is stopping: leave at the next checkpoint. */
  readonly signal: AbortSignal;
  /** Tells the admin how far it is. @throws when the lock is lost */
  readonly progress: (done: number, total: number | null, note?: string) => Promise<void>;
};

export type JobSchedule = { readonly cron: string } | { readonly everyMs: number };

export type JobDefinition<Input, Services extends WorkerServices = WorkerServices> = {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Cron (five fields) in the reporting time zone, or an interval in milliseconds; without one it runs when enqueued. A scheduled run has the input {}. */
  readonly schedule?: JobSchedule;
  readonly maxAttempts: number;
  /** Another worker may take over when this long passes without a heartbeat. */
  readonly lockMs: number;
  /** How many runs of it one worker has under way at once; 4 unless told. */
  readonly concurrency?: number;
  readonly run: (context: JobContext & Services, input: Input) => Promise<Readonly<Record<string, unknown>> | void>;
};

/** A job with its input type sealed inside. */
export type AnyJob<Services extends WorkerServices = WorkerServices> = Omit<
  JobDefinition<unknown, Services>,
  'input' | 'run'
> & {
  /** JSON Schema of what it takes, for whoever puts right an input that failed. */
  describeInput(): Readonly<Record<string, unknown>>;
  run(context: JobContext & Services, input: unknown): Promise<Readonly<Record<string, unknown>> | void>;
};

export function defineJob<Input, Services extends WorkerServices = WorkerServices>(
  definition: JobDefinition<Input, Services>,
): AnyJob<Services> {
  const { input, run, ...rest } = definition;
  return {
    ...rest,
    describeInput: () => ({ ...z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) }),
    run: async (context, raw) => run(context, input.parse(raw)),
  };
}
