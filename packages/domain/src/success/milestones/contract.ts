import { idListSchema, idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { lifecycles, storableText, vendorTypes } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { milestoneRuleSchema } from './rule.ts';

/** What the app shows when it is reached; null where nothing is said. */
const celebrationSchema = z.strictObject({ title: storableText(120), text: storableText(600) }).nullable();
const blank = z.union([z.literal(''), z.null()]).optional();
/** A form whose fields were left empty says nothing as well. */
const givenCelebrationSchema = z.union([
  z.strictObject({ title: blank, text: blank }).transform(() => null),
  celebrationSchema,
]);

const definition = {
  title: storableText(80),
  description: storableText(300).nullable(),
  /** Empty: suppliers of every type. */
  vendorTypes: z.array(z.enum(vendorTypes)).max(vendorTypes.length),
  rule: milestoneRuleSchema,
  /** Days since sign-up, the day of sign-up being the first. */
  targetDays: z.int().min(1).max(730),
  /** Where it stands on a supplier's way. */
  position: z.int().min(0).max(10_000),
  celebration: celebrationSchema,
  /** Nice to reach, but nobody is late for it or given a task about it. */
  optional: z.boolean(),
  /** A milestone that is retired keeps who reached it; nobody reaches it any more or is late for it. */
  active: z.boolean(),
};
const keySchema = z.string().regex(/^[a-z][a-z0-9_]{1,59}$/, 'Small letters, digits and underscores.');

/** A step a supplier should take, and by when. */
export const milestoneSchema = z.object({
  id: idSchema('milestone'),
  key: keySchema,
  ...definition,
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Milestone = z.infer<typeof milestoneSchema>;

export const createMilestoneSchema = z.strictObject({
  key: keySchema,
  ...definition,
  description: definition.description.default(null),
  vendorTypes: definition.vendorTypes.default([]),
  celebration: givenCelebrationSchema.default(null),
  optional: definition.optional.default(false),
  active: definition.active.default(true),
});
export type CreateMilestone = z.infer<typeof createMilestoneSchema>;

export const updateMilestoneSchema = z.strictObject({ ...definition, celebration: givenCelebrationSchema }).partial();
export type UpdateMilestone = z.infer<typeof updateMilestoneSchema>;

export const milestoneFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  vendorType: oneOrMany(z.enum(vendorTypes)).optional(),
  active: z.boolean().optional(),
});
export type MilestoneFilter = z.infer<typeof milestoneFilterSchema>;

export const curvePointSchema = z.object({ day: z.int(), share: z.number() });

/** How one cohort came to one milestone: suppliers of a type that signed up in the same half-year, or (`all`) in any. */
export const milestoneCohortSchema = z.object({
  id: z.string(),
  milestoneId: idSchema('milestone'),
  title: z.string(),
  position: z.int(),
  targetDays: z.int(),
  vendorType: z.enum(vendorTypes),
  cohort: z.string(),
  suppliers: z.int(),
  reached: z.int(),
  /** Kaplan and Meier's: half are there by this day; null where fewer than half are known to be. */
  medianDays: z.int().nullable(),
  p75Days: z.int().nullable(),
  /** The share that is there by each day something happened. */
  curve: z.array(curvePointSchema),
  measuredAt: instantSchema,
});
export type MilestoneCohort = z.infer<typeof milestoneCohortSchema>;

export const milestoneCohortFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  milestoneId: z.string().max(128).optional(),
  vendorType: z.enum(vendorTypes).optional(),
  cohort: z.string().max(16).optional(),
});
export type MilestoneCohortFilter = z.infer<typeof milestoneCohortFilterSchema>;

/** Who is late: past the target or past the day by which three quarters of the cohort were there. */
export const lateMilestoneSchema = z.object({
  id: z.string(),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  vendorType: z.enum(vendorTypes),
  lifecycle: z.enum(lifecycles),
  ownerName: z.string().nullable(),
  milestoneId: idSchema('milestone'),
  title: z.string(),
  because: z.enum(['target', 'cohort']),
  lateSince: instantSchema,
  /** The task its owner was given; null where it was late for long when first looked at. */
  taskId: z.string().nullable(),
});
export type LateMilestone = z.infer<typeof lateMilestoneSchema>;

export const lateMilestoneFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  supplierId: z.string().max(128).optional(),
  ownerId: z.string().max(128).optional(),
  vendorType: oneOrMany(z.enum(vendorTypes)).optional(),
  milestoneId: oneOrMany(z.string().max(128)).optional(),
});
export type LateMilestoneFilter = z.infer<typeof lateMilestoneFilterSchema>;

/** One supplier's way, a milestone a row in the order of the way. */
export const supplierMilestonesSchema = z.object({
  signedUpAt: instantSchema,
  /** The half-year of sign-up, such as 2026H1. */
  cohort: z.string(),
  /** The day it is for the supplier, the day of sign-up being the first. */
  today: z.int(),
  /** Whether it can be late: it tries or pays. */
  watched: z.boolean(),
  milestones: z.array(
    z.object({
      milestoneId: idSchema('milestone'),
      title: z.string(),
      targetDays: z.int(),
      optional: z.boolean(),
      rule: milestoneRuleSchema,
      reachedAt: instantSchema.nullable(),
      celebrated: z.boolean(),
      /** Noticed as late. */
      late: z.boolean(),
      medianDays: z.int().nullable(),
      p75Days: z.int().nullable(),
      curve: z.array(curvePointSchema),
    }),
  ),
});
export type SupplierMilestones = z.infer<typeof supplierMilestonesSchema>;
