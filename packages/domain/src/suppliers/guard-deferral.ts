import { calendarDateSchema, idListSchema, idSchema, instantSchema, oneOrMany } from '@wedsync/domain/platform';
import { z } from 'zod';

/** What a guarded day puts off. */
export const guardedActs = ['cancel', 'downgrade', 'restrict', 'suspend', 'limit', 'message'] as const;
export type GuardedAct = (typeof guardedActs)[number];

/** Something that waits for a free day, and who said it need not. */
export const guardDeferralSchema = z.object({
  id: idSchema('guardDeferral'),
  supplierId: z.string(),
  businessName: z.string(),
  timeZone: z.string(),
  kind: z.enum(guardedActs),
  title: z.string(),
  /** Who put it off, such as "subscription-desk", and what: together they name the thing. */
  source: z.string(),
  sourceId: z.string(),
  guard: z.enum(['saturday', 'wedding']),
  /** The guarded day where the supplier is. */
  localDate: calendarDateSchema,
  weddingOn: calendarDateSchema.nullable(),
  deferredAt: instantSchema,
  until: instantSchema,
  overriddenByName: z.string().nullable(),
  overrideReason: z.string().nullable(),
  overriddenAt: instantSchema.nullable(),
  version: z.int(),
});
export type GuardDeferral = z.infer<typeof guardDeferralSchema>;

export const guardDeferralFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  supplierId: z.string().max(128).optional(),
  kind: oneOrMany(z.enum(guardedActs)).optional(),
  source: z.string().max(64).optional(),
  sourceId: z.string().max(128).optional(),
  /** Still waiting: its day has not come and nobody has overridden it. */
  waiting: z.boolean().optional(),
});
export type GuardDeferralFilter = z.infer<typeof guardDeferralFilterSchema>;
