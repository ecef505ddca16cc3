import { idListSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';

export const jobRunStates = ['queued', 'running', 'succeeded', 'failed', 'dead', 'cancelled'] as const;

export const jobRunSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(jobRunStates),
  attempt: z.int(),
  input: z.record(z.string(), z.unknown()),
  progress: z.object({ done: z.number(), total: z.number().nullable(), note: z.string().optional() }).nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  errorKind: z.string().nullable(),
  lockedBy: z.string().nullable(),
  requestedBy: z.string().nullable(),
  runAt: instantSchema,
  plannedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  heartbeatAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type JobRun = z.infer<typeof jobRunSchema>;

export const jobRunFilterSchema = z.strictObject({
  q: searchSchema.optional(),
  id: idListSchema.optional(),
  name: oneOrMany(z.string().max(128)).optional(),
  state: oneOrMany(z.enum(jobRunStates)).optional(),
  changedSince: instantSchema.optional(),
});
export type JobRunFilter = z.infer<typeof jobRunFilterSchema>;

export const deadLetterKinds = ['job', 'consumer-event', 'message', 'provider-event', 'refused-event'] as const;
export const deadLetterStates = ['open', 'rerun', 'resolved', 'skipped'] as const;

export const deadLetterSchema = z.object({
  id: z.string(),
  kind: z.enum(deadLetterKinds),
  source: z.string(),
  reference: z.string(),
  supplierId: z.string().nullable(),
  reason: z.string(),
  errorKind: z.string().nullable(),
  attempts: z.int(),
  /** What failed, as it was. */
  payload: z.record(z.string(), z.unknown()),
  /** What somebody put right before having it done again; null while nobody did. */
  correction: z.record(z.string(), z.unknown()).nullable(),
  correctedBy: z.string().nullable(),
  correctedAt: instantSchema.nullable(),
  state: z.enum(deadLetterStates),
  decidedBy: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
  decisionReason: z.string().nullable(),
  createdAt: instantSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** An event that its schema refused, as its dead letter keeps it. */
export const refusedEventSchema = z.object({
  type: z.string(),
  supplierId: z.string().nullable(),
  resource: z.string(),
  resourceId: z.string(),
  summary: z.string(),
  payload: z.record(z.string(), z.unknown()).optional(),
  occurredAt: z.coerce.date(),
});

export const deadLetterFilterSchema = z.strictObject({
  q: searchSchema.optional(),
  id: idListSchema.optional(),
  kind: oneOrMany(z.enum(deadLetterKinds)).optional(),
  source: oneOrMany(z.string().max(128)).optional(),
  state: oneOrMany(z.enum(deadLetterStates)).optional(),
});
export type DeadLetterFilter = z.infer<typeof deadLetterFilterSchema>;

export const consumerSchema = z.object({
  id: z.string(),
  lastId: z.int(),
  headId: z.int(),
  behind: z.int(),
  oldestWaitingAt: instantSchema.nullable(),
  failures: z.int(),
  lastError: z.string().nullable(),
  retryAt: instantSchema.nullable(),
  updatedAt: instantSchema,
  description: z.string(),
  /** What it follows; everything when null. */
  types: z.array(z.string()).nullable(),
  replay: z.enum(['repeats', 'refuses']),
  /** What a replay does, or why there is none. */
  replayWords: z.string(),
  pausedAt: instantSchema.nullable(),
  pausedBy: z.string().nullable(),
  pauseReason: z.string().nullable(),
  /** The replay under way, or the last one; null when there was none. */
  lastReplay: z
    .object({
      state: z.enum(['running', 'done', 'stopped']),
      since: instantSchema,
      eventsTotal: z.int(),
      eventsApplied: z.int(),
      requestedByName: z.string(),
      startedAt: instantSchema,
      finishedAt: instantSchema.nullable(),
      lastError: z.string().nullable(),
    })
    .nullable(),
});
export type ConsumerStanding = z.infer<typeof consumerSchema>;

export const consumerFilterSchema = z.strictObject({ q: searchSchema.optional(), id: idListSchema.optional() });
export type ConsumerFilter = z.infer<typeof consumerFilterSchema>;
