import type { Calibration, Classifier } from '@wedsync/domain/platform/statistics';
import { limits, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { judgedOn } from './cost-table.ts';
import { driftStates, type Drift } from './drift.ts';
import type { FeatureMeaning } from './features.ts';
import type { FrozenBins } from './frozen-bins.ts';
import type { LabelDrift } from './label-drift.ts';
import { qualityStates } from './quality.ts';
import type { ChurnReason } from './reasons.ts';
import { churnAlgorithms, type ChurnReport } from './train-churn-model.ts';

const instant = z.iso.datetime({ offset: true });
const id = z.string().max(64);
const number = z.number();
const numbers = z.array(number);
const known = number.nullable();

const columnBase = { feature: z.int(), name: z.string() };
const designSchema = z.object({
  features: z.array(z.object({ name: z.string(), kind: z.enum(['number', 'flag', 'category']) })),
  columns: z.array(
    z.discriminatedUnion('kind', [
      z.object({ ...columnBase, kind: z.literal('standardised'), mean: number, scale: number }),
      z.object({ ...columnBase, kind: z.literal('flag') }),
      z.object({ ...columnBase, kind: z.literal('missing') }),
      z.object({ ...columnBase, kind: z.literal('raw') }),
      z.object({ ...columnBase, kind: z.literal('level'), level: z.string() }),
      z.object({ ...columnBase, kind: z.literal('target'), byLevel: z.record(z.string(), number), otherwise: number }),
    ]),
  ),
  levels: z.record(z.string(), z.array(z.string())),
});
const treeSchema = z.object({
  column: numbers,
  threshold: numbers,
  missingLeft: numbers,
  left: numbers,
  right: numbers,
  value: numbers,
  cover: numbers,
});

/** What is read back from the registry; a model that does not parse is never scored with. */
export const classifierSchema: z.ZodType<Classifier> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('logistic'),
    design: designSchema,
    l2: number,
    intercept: number,
    weights: numbers,
    centres: numbers,
  }),
  z.object({ kind: z.literal('boosted'), design: designSchema, base: number, trees: z.array(treeSchema) }),
]);

export const calibrationSchema: z.ZodType<Calibration> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('platt'), a: number, b: number }),
  z.object({ kind: z.literal('isotonic'), scores: numbers, probabilities: numbers }),
]);

export const frozenBinsSchema: z.ZodType<FrozenBins[]> = z.array(
  z.object({
    name: z.string(),
    edges: numbers.nullable(),
    levels: z.array(z.string()).nullable(),
    counts: numbers,
    monthly: z.array(numbers).default([]),
  }),
);

const confusionSchema = z.object({ tp: number, fp: number, fn: number, tn: number });
const metricsSchema = z.object({
  n: z.int(),
  positives: z.int(),
  baseRate: number,
  auc: known,
  averagePrecision: known,
  ks: known,
  accuracy: number,
  brier: number,
  logLoss: number,
  topLift: known,
  topRecall: known,
  topPrecision: number,
  calibrationError: number,
  calibrationIntercept: known,
  calibrationSlope: known,
  confusion: confusionSchema,
  bins: z.array(z.object({ n: z.int(), meanPredicted: number, observed: number })),
});
const intervalSchema = z.object({ lower: number, upper: number, standardError: number }).nullable();
const pair = z.tuple([number, number]);
const days = z.array(z.iso.date());

const capacityFiguresSchema = z.object({ precision: number, recall: known, lift: known, savedMinor: z.int() });

/** A report as it is kept; what was not measured yet when an old model was trained is not known of it. */
export const churnReportSchema: z.ZodType<ChurnReport> = z.object({
  skill: z.boolean(),
  verdict: z.string(),
  split: z.object({ train: days, validation: days, test: days }),
  candidates: z.array(
    z.object({ kind: z.enum(['logistic', 'boosted']), auc: known, logLoss: number, l2: known, trees: known }),
  ),
  metrics: metricsSchema,
  uncalibrated: metricsSchema,
  intervals: z.object({ auc: intervalSchema, averagePrecision: intervalSchema, brier: intervalSchema }),
  curves: z.object({ roc: z.array(pair), precisionRecall: z.array(pair) }),
  baselines: z.object({ baseRate: number, tenureOnlyAuc: known, ruleAuc: known }),
  unseenSuppliers: z.object({ n: z.int(), positives: z.int(), auc: known }),
  leaks: z.array(z.object({ feature: z.string().nullable(), title: z.string(), detail: z.string() })),
  costs: z.object({
    costs: z.object({ falseAlarm: number, missed: number }),
    ideal: known,
    empirical: known,
    rows: z.array(z.object({ threshold: known, cost: number, falseAlarms: z.int(), missed: z.int(), called: z.int() })),
    judgedOn: z.enum(judgedOn).default('validation'),
    confusion: confusionSchema.nullable().default(null),
  }),
  atCapacity: z
    .object({
      dates: z.int(),
      calls: z.int(),
      byExpectedSaving: capacityFiguresSchema,
      byLikelihood: capacityFiguresSchema,
    })
    .nullable()
    .default(null),
  backtest: z.array(
    z.object({
      asOf: z.iso.date(),
      trainedOn: z.int(),
      n: z.int(),
      positives: z.int(),
      auc: known,
      tenureOnlyAuc: known,
      lift: known,
      predictedLosses: number,
      predictedMrrPounds: number,
      lostMrrPounds: number,
    }),
  ),
});

const driftSchema: z.ZodType<Drift> = z.object({
  name: z.string(),
  title: z.string(),
  psi: number,
  chance: number.default(0),
  moved: number.default(0),
  state: z.enum(driftStates),
  missingBefore: number,
  missingNow: number,
  unseenNow: number.default(0),
});
const labelDriftSchema: z.ZodType<LabelDrift> = z.object({
  asOf: z.iso.date(),
  n: z.int(),
  left: z.int(),
  before: number,
  now: number,
  state: z.enum(driftStates),
});

export const churnModelStates = ['draft', 'shadow', 'champion', 'retired'] as const;
export type ChurnModelState = (typeof churnModelStates)[number];

const qualityFiguresSchema = z.object({
  n: z.int(),
  positives: z.int(),
  auc: known,
  accuracy: number,
  baseRate: number,
  brier: number,
  calibrationSlope: known,
});
export type QualityFigures = z.infer<typeof qualityFiguresSchema>;

const featureMeaningSchema: z.ZodType<FeatureMeaning> = z.object({
  name: z.string(),
  title: z.string(),
  definition: z.string(),
});

/** One model of the registry as lists show it. */
export const churnModelRowSchema = z.object({
  id: z.string(),
  number: z.int(),
  name: z.string(),
  horizonDays: z.int(),
  algorithm: z.enum(churnAlgorithms),
  state: z.enum(churnModelStates),
  stateSince: instant,
  stateByName: z.string(),
  approverName: z.string().nullable(),
  authorName: z.string(),
  trainedAt: instant,
  seed: z.int(),
  codeHash: z.string(),
  /** What it was trained with, by name and version; null where that was not kept. */
  runtime: z.record(z.string(), z.string()).nullable(),
  /** What counted as leaving when it was trained; null where that was not kept. */
  label: z.string().nullable(),
  featureVersion: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), number, z.null()])),
  snapshot: z.object({
    id: z.string(),
    rows: z.int(),
    losses: z.int(),
    sha256: z.string(),
    asOfDays: days,
    knownThrough: z.iso.date(),
  }),
  report: churnReportSchema,
  /** What it looks at, as it was meant when it was trained. */
  features: z.array(featureMeaningSchema),
  quality: z
    .object({ state: z.enum(qualityStates), why: z.string(), day: z.iso.date(), figures: qualityFiguresSchema })
    .nullable(),
  drift: z
    .object({
      state: z.enum(driftStates),
      day: z.iso.date(),
      features: z.array(driftSchema),
      label: labelDriftSchema.nullable(),
    })
    .nullable(),
  /** What people said against its predictions, and how many of those suppliers left within the horizon after all. */
  feedback: z.object({ dismissed: z.int(), left: z.int() }),
  version: z.int(),
});
export type ChurnModelRow = z.infer<typeof churnModelRowSchema>;

export const churnModelFilterSchema = z.strictObject({
  id: z.array(id).max(limits.maxFilterListItems).optional(),
  state: oneOrMany(z.enum(churnModelStates)).optional(),
  horizonDays: z.coerce.number().optional(),
});
export type ChurnModelFilter = z.infer<typeof churnModelFilterSchema>;

export const churnReasonSchema: z.ZodType<ChurnReason> = z.object({
  feature: z.string(),
  title: z.string(),
  words: z.string(),
  weight: number,
});

/** One prediction; the id is the supplier's with the horizon. */
export const churnPredictionRowSchema = z.object({
  id: z.string(),
  supplierId: z.string(),
  businessName: z.string(),
  ownerId: z.string().nullable(),
  planCode: z.string().nullable(),
  mrrMinor: z.int(),
  residualValueMinor: z.int().nullable(),
  horizonDays: z.int(),
  probability: number,
  expectedSavedMinor: z.int().nullable(),
  modelId: z.string(),
  modelName: z.string(),
  reasons: z.array(churnReasonSchema),
  scoredAt: instant,
  dismissed: z.object({ at: instant, byName: z.string(), reason: z.string() }).nullable(),
});
export type ChurnPredictionRow = z.infer<typeof churnPredictionRowSchema>;

export const churnPredictionFilterSchema = z.strictObject({
  id: z.array(id).max(limits.maxFilterListItems).optional(),
  supplierId: oneOrMany(id).optional(),
  horizonDays: z.coerce.number().optional(),
  ownerId: id.optional(),
  dismissed: z.boolean().optional(),
  probabilityFrom: number.min(0).max(1).optional(),
  q: searchSchema.optional(),
});
export type ChurnPredictionFilter = z.infer<typeof churnPredictionFilterSchema>;

/** How far ahead is foretold, and by whom; the id is the number of days. */
export const churnHorizonRowSchema = z.object({
  id: z.string(),
  horizonDays: z.int(),
  championId: z.string().nullable(),
  championName: z.string().nullable(),
  /** It was trained on features that have another meaning now: it foretells nothing until another is trained and promoted. */
  championOutdated: z.boolean(),
  /** How the newest training ended, or where it is. */
  lastTraining: z.object({ state: z.string(), at: instant, words: z.string().nullable() }).nullable(),
});
export type ChurnHorizonRow = z.infer<typeof churnHorizonRowSchema>;

export const churnHorizonFilterSchema = z.strictObject({ id: z.array(id).max(limits.maxFilterListItems).optional() });
export type ChurnHorizonFilter = z.infer<typeof churnHorizonFilterSchema>;

/** What contacting costs and brings, as set on a day; the newest counts. */
export const churnPolicyRowSchema = z.object({
  id: z.string(),
  saveRate: number,
  contactCostMinor: z.int(),
  weeklyCapacity: z.int(),
  setByName: z.string(),
  setAt: instant,
});
export type ChurnPolicyRow = z.infer<typeof churnPolicyRowSchema>;

export const churnPolicyFilterSchema = z.strictObject({ id: z.array(id).max(limits.maxFilterListItems).optional() });
export type ChurnPolicyFilter = z.infer<typeof churnPolicyFilterSchema>;

export const reviseChurnPolicySchema = z.strictObject({
  saveRate: number.min(0).max(1).describe('Share of those called who would have left and stay because of it, 0 to 1'),
  contactCostMinor: z.int().min(0).max(1_000_000).describe('What a call costs, in pence'),
  weeklyCapacity: z.int().min(1).max(100_000).describe('Suppliers all CSMs together can call in a week'),
});
