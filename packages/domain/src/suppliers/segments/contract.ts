import { idListSchema, idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { storableText } from '../text.ts';
import { segmentRuleSchema } from './read-rule.ts';
import { segmentLimits, type SegmentFieldInfo, type SegmentRule } from './rule.ts';

/** Suppliers that a rule means, under a name. */
export const segmentSchema = z.object({
  id: idSchema('segment'),
  name: z.string(),
  description: z.string().nullable(),
  /** Checked when it was written; a field may have gone since, which `trouble` then says. */
  rule: z.custom<SegmentRule>(),
  /** Kept for its history: its members are no longer looked for. */
  archived: z.boolean(),
  /** Members when it was last refreshed; of the suppliers in scope for whoever does not see all. */
  size: z.int(),
  refreshedAt: instantSchema.nullable(),
  trouble: z.string().nullable(),
  /** Sizes at the end of the last 30 days that have one, oldest first; none for whoever does not see all. */
  sizes: z.array(z.int()),
  createdByName: z.string(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Segment = z.infer<typeof segmentSchema>;

export const segmentFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  archived: z.boolean().optional(),
});
export type SegmentFilter = z.infer<typeof segmentFilterSchema>;

const fieldsOver = (fields: readonly SegmentFieldInfo[]) => ({
  name: storableText(segmentLimits.maxNameChars),
  description: storableText(segmentLimits.maxDescriptionChars).nullish(),
  rule: segmentRuleSchema(fields),
});

/** What a new segment says, its rule over these fields. */
export function createSegmentSchema(fields: readonly SegmentFieldInfo[]) {
  return z.strictObject(fieldsOver(fields));
}
export type CreateSegment = z.infer<ReturnType<typeof createSegmentSchema>>;

export function updateSegmentSchema(fields: readonly SegmentFieldInfo[]) {
  return z.strictObject({ ...fieldsOver(fields), archived: z.boolean() }).partial();
}
export type UpdateSegment = z.infer<ReturnType<typeof updateSegmentSchema>>;

/** A rule being written: how many it means among those the reader sees, and a few of them. */
export function previewSegmentSchema(fields: readonly SegmentFieldInfo[]) {
  return z.strictObject({ rule: segmentRuleSchema(fields) });
}

export const segmentPreviewSchema = z.object({
  count: z.int(),
  of: z.int(),
  sample: z.array(z.object({ id: z.string(), businessName: z.string() })),
});
export type SegmentPreview = z.infer<typeof segmentPreviewSchema>;

/** From when to when a supplier was in a segment; still in it while `leftAt` is null. */
export const segmentMembershipSchema = z.object({
  id: z.int(),
  segmentId: idSchema('segment'),
  segmentName: z.string(),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  enteredAt: instantSchema,
  leftAt: instantSchema.nullable(),
});
export type SegmentMembership = z.infer<typeof segmentMembershipSchema>;

const key = z.string().min(1).max(128);

export const segmentMembershipFilterSchema = z.strictObject({
  id: z.array(z.coerce.number().int()).max(500).optional(),
  segmentId: oneOrMany(key).optional(),
  supplierId: oneOrMany(key).optional(),
  /** True: in it now. False: has left. */
  current: z.boolean().optional(),
});
export type SegmentMembershipFilter = z.infer<typeof segmentMembershipFilterSchema>;

export const segmentSizeSchema = z.object({ at: instantSchema, size: z.int(), entered: z.int(), left: z.int() });
export type SegmentSize = z.infer<typeof segmentSizeSchema>;
