import { idListSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
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
  runAt: z.date(),
  plannedAt: z.date().nullable(),
  startedAt: z.date().nullable(),
  heartbeatAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  createdAt: z.date(),
});
export type JobRun = z.infer<typeof jobRunSchema>;

export const jobRunFilterSchema = z.strictObject({
  q: searchSchema.optional(),
  id: idListSchema.optional(),
  name: oneOrMany(z.string().max(128)).optional(),
  state: oneOrMany(z.enum(jobRunStates)).optional(),
  changedSince: z.iso.datetime({ offset: true }).optional(),
});
export type JobRunFilter = z.infer<typeof jobRunFilterSchema>;

export const deadLetterKinds = ['job', 'consumer-event', 'message', 'provider-event'] as const;
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
  payload: z.record(z.string(), z.unknown()),
  state: z.enum(deadLetterStates),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decisionReason: z.string().nullable(),
  createdAt: z.date(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

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
  oldestWaitingAt: z.date().nullable(),
  failures: z.int(),
  lastError: z.string().nullable(),
  retryAt: z.date().nullable(),
  updatedAt: z.date(),
});
export type ConsumerStanding = z.infer<typeof consumerSchema>;

export const consumerFilterSchema = z.strictObject({ q: searchSchema.optional(), id: idListSchema.optional() });
export type ConsumerFilter = z.infer<typeof consumerFilterSchema>;
