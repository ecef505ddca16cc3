import { idListSchema, idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { contactChannels, contactPurposes } from '@wedsync/domain/privacy';
import { storableText } from '@wedsync/domain/suppliers';
import { z } from 'zod';

export const staffTemplateStates = ['draft', 'published', 'archived'] as const;
export const staffTemplateLimits = {
  maxNameChars: 80,
  maxSubjectChars: 150,
  maxBodyChars: 5_000,
  maxDescriptionChars: 300,
} as const;

/** A template that staff write: what is edited is the draft; what is sent is its latest published version. */
export const staffTemplateSchema = z.object({
  id: idSchema('messageTemplate'),
  name: z.string(),
  channel: z.enum(contactChannels),
  purpose: z.enum(contactPurposes),
  subject: z.string(),
  body: z.string(),
  description: z.string().nullable(),
  state: z.enum(staffTemplateStates),
  publishedVersion: z.int().nullable(),
  /** What is sent now; null before it was first published. */
  published: z.object({ purpose: z.enum(contactPurposes), subject: z.string(), body: z.string() }).nullable(),
  /** Whether the draft says something else than what is sent. */
  edited: z.boolean(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type StaffTemplate = z.infer<typeof staffTemplateSchema>;

export const createStaffTemplateSchema = z.strictObject({
  name: storableText(staffTemplateLimits.maxNameChars),
  channel: z.enum(contactChannels),
  purpose: z.enum(contactPurposes),
  /** A text message has none. */
  subject: z.string().trim().max(staffTemplateLimits.maxSubjectChars).default(''),
  body: storableText(staffTemplateLimits.maxBodyChars),
  description: storableText(staffTemplateLimits.maxDescriptionChars).nullish(),
});
export type CreateStaffTemplate = z.infer<typeof createStaffTemplateSchema>;

/** The channel stays: what was written for one does not fit another. */
export const updateStaffTemplateSchema = createStaffTemplateSchema
  .omit({ channel: true })
  .extend({ subject: z.string().trim().max(staffTemplateLimits.maxSubjectChars) })
  .partial();
export type UpdateStaffTemplate = z.infer<typeof updateStaffTemplateSchema>;

export const staffTemplateFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  channel: oneOrMany(z.enum(contactChannels)).optional(),
  purpose: oneOrMany(z.enum(contactPurposes)).optional(),
  state: oneOrMany(z.enum(staffTemplateStates)).optional(),
});
export type StaffTemplateFilter = z.infer<typeof staffTemplateFilterSchema>;
