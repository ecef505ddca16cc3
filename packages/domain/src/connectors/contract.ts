import { calendarDateSchema, idListSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';

export const providerEventStates = ['received', 'applied', 'ignored', 'refused', 'failed', 'dead'] as const;

export const providerEventSchema = z.object({
  id: z.int(),
  provider: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(providerEventStates),
  objectId: z.string().nullable(),
  customerId: z.string().nullable(),
  supplierId: z.string().nullable(),
  apiVersion: z.string().nullable(),
  occurredAt: instantSchema,
  receivedAt: instantSchema,
  appliedAt: instantSchema.nullable(),
  replayedAt: instantSchema.nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
  scrubbedNumbers: z.int(),
  /** Only when one event is shown, to people who may see contacts in full. */
  payload: z.unknown().optional(),
});
export type ProviderEvent = z.infer<typeof providerEventSchema>;

const key = z.string().min(1).max(255);

export const providerEventFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(providerEventStates)).optional(),
  type: oneOrMany(key).optional(),
  provider: oneOrMany(key).optional(),
  supplierId: key.optional(),
  customerId: key.optional(),
  objectId: key.optional(),
  occurredFrom: calendarDateSchema.optional(),
  occurredTo: calendarDateSchema.optional(),
});
export type ProviderEventFilter = z.infer<typeof providerEventFilterSchema>;
