import { limits } from '@wedsync/domain/platform';
import { z } from 'zod';
import { healthMeasureKeySchema, healthModelConfigSchema, healthBandSchema } from './model.ts';

const id = z.string().max(64);
const instant = z.iso.datetime({ offset: true });
const title = z.string().trim().min(1).max(80);
const note = z.string().trim().max(500).nullable();

const progressSchema = z.object({ done: z.number(), total: z.number().nullable(), note: z.string().nullable() });
const jobStates = ['waiting', 'running', 'done', 'failed'] as const;

export const healthModelRowSchema = z.object({
  id: z.string(),
  /** Names the model for ever; scores and their history say which number made them. */
  number: z.int(),
  title: z.string(),
  note: z.string().nullable(),
  state: z.enum(['draft', 'published', 'retired']),
  basedOn: z.int().nullable(),
  authorName: z.string(),
  publishedBy: z.string().nullable(),
  approverName: z.string().nullable(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
  config: healthModelConfigSchema,
  /** Titles, units and definitions of the measures it uses, so that a reader needs nothing else. */
  measures: z.array(
    z.object({ key: healthMeasureKeySchema, title: z.string(), unit: z.string(), definition: z.string() }),
  ),
  /** Its newest simulation; current when neither it nor the published model changed since. */
  simulation: z
    .object({ id: z.string(), state: z.enum(jobStates), requestedAt: instant, current: z.boolean() })
    .nullable(),
  /** Scoring everybody by it, after it was published. */
  applying: z.object({ state: z.enum(jobStates), progress: progressSchema.nullable() }).nullable(),
  /** Counts the edits of a draft. */
  version: z.int(),
});
export type HealthModelRow = z.infer<typeof healthModelRowSchema>;

export const healthModelFilterSchema = z.strictObject({
  id: z.array(id).max(limits.maxFilterListItems).optional(),
  state: z.enum(['draft', 'published', 'retired']).optional(),
});
export type HealthModelFilter = z.infer<typeof healthModelFilterSchema>;

/** A draft starts as a copy of another model, the published one unless said otherwise. */
export const createHealthModelSchema = z.strictObject({ title, note: note.optional(), basedOn: id.optional() });

export const updateHealthModelSchema = z.strictObject({
  title: title.optional(),
  note: note.optional(),
  config: healthModelConfigSchema.optional(),
});
export type UpdateHealthModel = z.infer<typeof updateHealthModelSchema>;

const totalSchema = z.object({ suppliers: z.int(), mrrMinor: z.int() });
const standingSchema = z.object({ score: z.int().nullable(), band: healthBandSchema });
const moverSchema = z.object({
  supplierId: z.string(),
  businessName: z.string(),
  mrrMinor: z.int(),
  before: standingSchema,
  after: standingSchema,
});

const populationSchema = z.object({
  suppliers: z.int(),
  scoreChanged: z.int(),
  bandChanged: z.int(),
  moves: z.array(totalSchema.extend({ from: healthBandSchema, to: healthBandSchema })),
  distribution: z.array(z.object({ from: z.int(), before: z.int(), after: z.int() })),
  atRisk: z.object({ before: totalSchema, after: totalSchema }),
  falls: z.array(moverSchema),
  rises: z.array(moverSchema),
});

const estimateSchema = z
  .object({ value: z.number(), lower: z.number().nullable(), upper: z.number().nullable() })
  .nullable();
const modelBacktestSchema = z.object({
  auc: estimateSchema,
  bands: z.array(z.object({ band: healthBandSchema, snapshots: z.int(), left: z.int(), rate: z.number().nullable() })),
});
const backtestSchema = z.object({
  horizonDays: z.int(),
  days: z.array(z.iso.date()),
  snapshots: z.int(),
  suppliers: z.int(),
  leavers: z.int(),
  enough: z.boolean(),
  published: modelBacktestSchema,
  draft: modelBacktestSchema,
  difference: estimateSchema,
});

/** A model tried on everybody as they are now, and on the past. */
export const healthSimulationRowSchema = z.object({
  id: z.string(),
  modelId: z.string(),
  modelTitle: z.string(),
  /** Which edit of the draft was tried, and against which published model. */
  modelVersion: z.int(),
  against: z.int(),
  state: z.enum(jobStates),
  progress: progressSchema.nullable(),
  error: z.string().nullable(),
  requestedByName: z.string(),
  requestedAt: instant,
  finishedAt: instant.nullable(),
  population: populationSchema.nullable(),
  backtest: backtestSchema.nullable(),
});
export type HealthSimulationRow = z.infer<typeof healthSimulationRowSchema>;

export const healthSimulationFilterSchema = z.strictObject({
  id: z.array(id).max(limits.maxFilterListItems).optional(),
  modelId: id.optional(),
});
export type HealthSimulationFilter = z.infer<typeof healthSimulationFilterSchema>;
