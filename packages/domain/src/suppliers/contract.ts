import {
  calendarDateSchema,
  currencySchema,
  idListSchema,
  idSchema,
  instantSchema,
  limits,
  oneOrMany,
  searchSchema,
  timeZoneSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { countrySchema, emailSchema, tagSchema, tagsSchema } from './ingest.ts';
import { supplierLimits } from './limits.ts';
import { storableText } from './text.ts';
import {
  healthBands,
  lifecycles,
  noteKinds,
  planCodes,
  recordSources,
  taskPriorities,
  taskStatuses,
  vendorTypes,
} from './vocabulary.ts';

const key = z.string().min(1).max(128);
const byIds = { id: idListSchema.optional() };
const stamps = { version: z.int(), createdAt: instantSchema, updatedAt: instantSchema };

// --- suppliers

export const supplierSchema = z.object({
  id: idSchema('supplier'),
  externalId: z.string(),
  businessName: z.string(),
  vendorType: z.enum(vendorTypes),
  region: z.string(),
  country: z.string(),
  timeZone: z.string(),
  currency: currencySchema,
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  tags: z.array(z.string()),
  signedUpAt: instantSchema,
  planCode: z.enum(planCodes).nullable(),
  lifecycle: z.enum(lifecycles),
  /** Effective MRR now, in minor units of the reporting currency (GBP). */
  mrrMinor: z.int(),
  healthScore: z.int().nullable(),
  healthBand: z.enum(healthBands),
  /** Points against 14 days ago. */
  healthTrend: z.int(),
  /** Chance of leaving within the model's horizon, 0 to 1. */
  churnProbability: z.number().nullable(),
  openTaskCount: z.int(),
  nextWeddingOn: calendarDateSchema.nullable(),
  lastSeenAt: instantSchema.nullable(),
  ...stamps,
});
export type Supplier = z.infer<typeof supplierSchema>;

const amount = z.int().min(-1_000_000_000_000).max(1_000_000_000_000);
const score = z.int().min(0).max(100);
const share = z.number().min(0).max(1);

/** "me" is whoever asks, "none" is nobody. */
const ownerFilterSchema = z.string().min(1).max(128);

export const supplierFilterSchema = z.strictObject({
  ...byIds,
  q: searchSchema.optional(),
  externalId: z.string().max(supplierLimits.maxExternalIdChars).optional(),
  healthBand: oneOrMany(z.enum(healthBands)).optional(),
  planCode: oneOrMany(z.enum([...planCodes, 'none'])).optional(),
  vendorType: oneOrMany(z.enum(vendorTypes)).optional(),
  region: oneOrMany(z.string().max(supplierLimits.maxRegionChars)).optional(),
  country: oneOrMany(countrySchema).optional(),
  lifecycle: oneOrMany(z.enum(lifecycles)).optional(),
  ownerId: oneOrMany(ownerFilterSchema).optional(),
  tag: oneOrMany(tagSchema).optional(),
  /** Members as of the segment's last refresh. */
  segmentId: oneOrMany(idSchema('segment')).optional(),
  mrrMinor_gte: amount.optional(),
  mrrMinor_lte: amount.optional(),
  healthScore_gte: score.optional(),
  healthScore_lte: score.optional(),
  churnProbability_gte: share.optional(),
  churnProbability_lte: share.optional(),
  /** An instant, or a day for its beginning in UTC. */
  signedUpAt_gte: z.union([calendarDateSchema, instantSchema]).optional(),
  signedUpAt_lt: z.union([calendarDateSchema, instantSchema]).optional(),
  /** The next wedding is at most this many days away. */
  weddingWithinDays: z.int().min(0).max(730).optional(),
  /** The next wedding is in this month, YYYY-MM. */
  weddingMonth: z
    .string()
    .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'Use a month such as 2026-06.')
    .optional(),
});
export type SupplierFilter = z.infer<typeof supplierFilterSchema>;

/** Values that filters offer, as far as the reader's suppliers have them. */
export const supplierFacetsSchema = z.object({ regions: z.array(z.string()), countries: z.array(z.string()) });
export type SupplierFacets = z.infer<typeof supplierFacetsSchema>;

/** Whose suppliers there are, for whoever sees more than their own. */
export const supplierBookSchema = z.object({
  ownerId: z.string(),
  ownerName: z.string(),
  suppliers: z.int(),
  openTasks: z.int(),
});
export type SupplierBook = z.infer<typeof supplierBookSchema>;

/** What a person may change of a supplier; the rest comes from the host application, billing and scoring. */
export const updateSupplierSchema = z
  .strictObject({
    businessName: storableText(supplierLimits.maxNameChars),
    vendorType: z.enum(vendorTypes),
    region: storableText(supplierLimits.maxRegionChars),
    country: countrySchema,
    timeZone: timeZoneSchema,
    ownerId: idSchema('staff').nullable(),
    tags: tagsSchema,
  })
  .partial();
export type UpdateSupplier = z.infer<typeof updateSupplierSchema>;

// --- contacts

export const contactSchema = z.object({
  id: idSchema('contact'),
  supplierId: idSchema('supplier'),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: z.string().nullable(),
  isPrimary: z.boolean(),
  source: z.enum(recordSources),
  ...stamps,
});
export type Contact = z.infer<typeof contactSchema>;

export const contactFilterSchema = z.strictObject({ ...byIds, supplierId: oneOrMany(key).optional() });
export type ContactFilter = z.infer<typeof contactFilterSchema>;

const contactFields = {
  name: storableText(supplierLimits.maxNameChars),
  email: emailSchema,
  phone: storableText(supplierLimits.maxPhoneChars).nullish(),
  role: storableText(supplierLimits.maxRoleChars).nullish(),
  isPrimary: z.boolean(),
};
export const createContactSchema = z.strictObject({
  ...contactFields,
  isPrimary: contactFields.isPrimary.default(false),
  supplierId: idSchema('supplier'),
});
export type CreateContact = z.infer<typeof createContactSchema>;
export const updateContactSchema = z.strictObject(contactFields).partial();
export type UpdateContact = z.infer<typeof updateContactSchema>;

// --- wedding dates

export const weddingDateSchema = z.object({
  id: idSchema('weddingDate'),
  supplierId: idSchema('supplier'),
  date: calendarDateSchema,
  label: z.string().nullable(),
  source: z.enum(recordSources),
  ...stamps,
});
export type WeddingDate = z.infer<typeof weddingDateSchema>;

export const weddingDateFilterSchema = z.strictObject({
  ...byIds,
  supplierId: oneOrMany(key).optional(),
  date_gte: calendarDateSchema.optional(),
  date_lte: calendarDateSchema.optional(),
});
export type WeddingDateFilter = z.infer<typeof weddingDateFilterSchema>;

const weddingDateFields = {
  date: calendarDateSchema,
  label: storableText(supplierLimits.maxLabelChars).nullish(),
};
export const createWeddingDateSchema = z.strictObject({ ...weddingDateFields, supplierId: idSchema('supplier') });
export type CreateWeddingDate = z.infer<typeof createWeddingDateSchema>;
export const updateWeddingDateSchema = z.strictObject(weddingDateFields).partial();
export type UpdateWeddingDate = z.infer<typeof updateWeddingDateSchema>;

// --- notes

export const noteSchema = z.object({
  id: idSchema('note'),
  supplierId: idSchema('supplier'),
  kind: z.enum(noteKinds),
  body: z.string(),
  pinned: z.boolean(),
  /** A pinned block: while it stands, no automatic message goes to this supplier. */
  blocksAutomation: z.boolean(),
  authorId: z.string(),
  authorName: z.string(),
  ...stamps,
});
export type Note = z.infer<typeof noteSchema>;

export const noteFilterSchema = z.strictObject({
  ...byIds,
  q: searchSchema.optional(),
  supplierId: oneOrMany(key).optional(),
  kind: oneOrMany(z.enum(noteKinds)).optional(),
  pinned: z.boolean().optional(),
  blocksAutomation: z.boolean().optional(),
  authorId: key.optional(),
});
export type NoteFilter = z.infer<typeof noteFilterSchema>;

const noteFields = {
  kind: z.enum(noteKinds),
  body: storableText(supplierLimits.maxNoteChars),
  pinned: z.boolean(),
  blocksAutomation: z.boolean(),
};
export const createNoteSchema = z.strictObject({
  supplierId: idSchema('supplier'),
  kind: noteFields.kind.default('general'),
  body: noteFields.body,
  pinned: noteFields.pinned.default(false),
  blocksAutomation: noteFields.blocksAutomation.default(false),
});
export type CreateNote = z.infer<typeof createNoteSchema>;
export const updateNoteSchema = z.strictObject(noteFields).partial();
export type UpdateNote = z.infer<typeof updateNoteSchema>;

// --- tasks

export const taskSchema = z.object({
  id: idSchema('task'),
  /** Null for work about money or records that belong to no supplier yet. */
  supplierId: idSchema('supplier').nullable(),
  supplierName: z.string().nullable(),
  type: z.string(),
  reason: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  priority: z.enum(taskPriorities),
  status: z.enum(taskStatuses),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: calendarDateSchema.nullable(),
  /** Of its supplier: what is due around a wedding is read differently. */
  nextWeddingOn: calendarDateSchema.nullable(),
  snoozedUntil: instantSchema.nullable(),
  source: z.string(),
  outcome: z.string().nullable(),
  createdBy: z.string(),
  closedBy: z.string().nullable(),
  closedAt: instantSchema.nullable(),
  ...stamps,
});
export type Task = z.infer<typeof taskSchema>;

export const taskFilterSchema = z.strictObject({
  ...byIds,
  q: searchSchema.optional(),
  supplierId: oneOrMany(key).optional(),
  ownerId: oneOrMany(ownerFilterSchema).optional(),
  status: oneOrMany(z.enum(taskStatuses)).optional(),
  priority: oneOrMany(z.enum(taskPriorities)).optional(),
  type: oneOrMany(z.string().max(supplierLimits.maxTaskTypeChars)).optional(),
  dueOn_gte: calendarDateSchema.optional(),
  dueOn_lte: calendarDateSchema.optional(),
  createdAt_gte: instantSchema.optional(),
  createdAt_lt: instantSchema.optional(),
});
export type TaskFilter = z.infer<typeof taskFilterSchema>;

const taskFields = {
  title: storableText(supplierLimits.maxTaskTitleChars),
  detail: storableText(supplierLimits.maxTaskDetailChars).nullish(),
  priority: z.enum(taskPriorities),
  dueOn: calendarDateSchema.nullish(),
  ownerId: idSchema('staff').nullish(),
};
export const createTaskSchema = z.strictObject({
  supplierId: idSchema('supplier'),
  type: storableText(supplierLimits.maxTaskTypeChars).default('follow_up'),
  /** What makes it the same task as another; the title when it is left out. */
  reason: storableText(supplierLimits.maxTaskReasonChars).optional(),
  ...taskFields,
  priority: taskFields.priority.default('normal'),
});
export type CreateTask = z.infer<typeof createTaskSchema>;
export const updateTaskSchema = z.strictObject(taskFields).partial();
export type UpdateTask = z.infer<typeof updateTaskSchema>;

// --- saved views

const viewQuerySchema = z
  .strictObject({
    filter: z.record(z.string().max(64), z.unknown()).default({}),
    sort: z.tuple([z.string().max(64), z.enum(['ASC', 'DESC'])]).nullish(),
    columns: z.array(z.string().max(64)).max(60).nullish(),
  })
  .refine(
    (query) => JSON.stringify(query).length <= supplierLimits.maxSavedViewChars,
    'This view is too large to keep.',
  );

export const savedViewSchema = z.object({
  id: idSchema('savedView'),
  staffId: z.string(),
  staffName: z.string(),
  resource: z.string(),
  name: z.string(),
  query: viewQuerySchema,
  /** Everyone sees a shared view; only its owner changes it. */
  shared: z.boolean(),
  ...stamps,
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const savedViewFilterSchema = z.strictObject({
  ...byIds,
  resource: z.string().max(64).optional(),
  mine: z.boolean().optional(),
});
export type SavedViewFilter = z.infer<typeof savedViewFilterSchema>;

const savedViewFields = {
  name: storableText(60),
  query: viewQuerySchema,
  shared: z.boolean(),
};
export const createSavedViewSchema = z.strictObject({
  ...savedViewFields,
  resource: z.string().regex(/^[a-z][a-z-]{1,60}$/, 'Name a resource such as suppliers.'),
  shared: savedViewFields.shared.default(false),
});
export type CreateSavedView = z.infer<typeof createSavedViewSchema>;
export const updateSavedViewSchema = z.strictObject(savedViewFields).partial();
export type UpdateSavedView = z.infer<typeof updateSavedViewSchema>;

// --- timeline

export const timelineEntrySchema = z.object({
  id: z.int(),
  supplierId: z.string(),
  at: instantSchema,
  kind: z.string(),
  actorName: z.string(),
  title: z.string(),
  detail: z.record(z.string(), z.unknown()),
  link: z.string().nullable(),
  source: z.string(),
  sourceId: z.string(),
  recordedAt: instantSchema,
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const timelineEntryFilterSchema = z.strictObject({
  id: z.array(z.coerce.number().int()).max(limits.maxFilterListItems).optional(),
  supplierId: oneOrMany(key).optional(),
  kind: oneOrMany(z.string().max(64)).optional(),
  actorName: oneOrMany(z.string().max(200)).optional(),
  source: oneOrMany(z.string().max(64)).optional(),
  at_gte: instantSchema.optional(),
  at_lt: instantSchema.optional(),
});
export type TimelineEntryFilter = z.infer<typeof timelineEntryFilterSchema>;
