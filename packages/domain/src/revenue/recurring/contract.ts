import { currencySchema, idListSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { mrrMovementTypes, mrrReasons } from '../mrr/index.ts';
import { mrrViews } from './views.ts';

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Use a month such as 2026-04.');
const key = z.string().min(1).max(255);

/** What revenue can be split by. */
export const mrrDimensions = ['tier', 'vendorType', 'region', 'owner', 'season', 'currency'] as const;
export type MrrDimension = (typeof mrrDimensions)[number];

/** Narrows every figure and the rows behind it alike. */
const segment = {
  tier: oneOrMany(key).optional(),
  vendorType: oneOrMany(key).optional(),
  region: oneOrMany(key).optional(),
  owner: oneOrMany(key).optional(),
  season: oneOrMany(key).optional(),
  currency: oneOrMany(currencySchema).optional(),
};
export const mrrSegmentSchema = z.strictObject(segment);
export type MrrSegment = z.infer<typeof mrrSegmentSchema>;

export const mrrMovementSchema = z.object({
  id: z.int(),
  supplierId: z.string(),
  businessName: z.string().nullable(),
  type: z.enum(mrrMovementTypes),
  amountMinor: z.int(),
  nativeMinor: z.int(),
  currency: currencySchema,
  reason: z.enum(mrrReasons).nullable(),
  actor: z.string(),
  actorName: z.string(),
  sourceEventId: z.string(),
  mergedSourceEventIds: z.array(z.string()),
  subscriptionId: z.string(),
  planCode: z.string().nullable(),
  month: monthSchema,
  effectiveAt: instantSchema,
  recordedAt: instantSchema,
  publishedAt: instantSchema,
  restatement: z.boolean(),
  reversal: z.boolean(),
  restatesMovementId: z.int().nullable(),
  views: z.array(z.enum(mrrViews)),
});
export type MrrMovementRow = z.infer<typeof mrrMovementSchema>;

export const mrrMovementFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  /** The headline when nothing is said. */
  view: z.enum(mrrViews).optional(),
  type: oneOrMany(z.enum(mrrMovementTypes)).optional(),
  reason: oneOrMany(z.enum(mrrReasons)).optional(),
  month: oneOrMany(monthSchema).optional(),
  monthFrom: monthSchema.optional(),
  monthTo: monthSchema.optional(),
  cohort: oneOrMany(monthSchema).optional(),
  supplierId: key.optional(),
  subscriptionId: key.optional(),
  restatement: z.boolean().optional(),
  ...segment,
});
export type MrrMovementFilter = z.infer<typeof mrrMovementFilterSchema>;

const byType = z.object({
  new: z.int(),
  expansion: z.int(),
  contraction: z.int(),
  churn: z.int(),
  reactivation: z.int(),
  fx_impact: z.int(),
});
const monthFiguresSchema = z.object({
  month: monthSchema,
  startMinor: z.int(),
  endMinor: z.int(),
  activeEnd: z.int(),
  logos: z.int(),
  amounts: byType,
  counts: byType,
});

/** `GET /api/revenue/mrr`: start, movements and end of each month; one series, or one for each segment of a dimension. */
export const mrrSeriesQuerySchema = z.strictObject({
  from: monthSchema,
  to: monthSchema,
  view: z.enum(['net', 'committed', 'stripe']).default('net'),
  by: z.enum(mrrDimensions).optional(),
  ...segment,
});
export type MrrSeriesQuery = z.infer<typeof mrrSeriesQuerySchema>;

export const mrrSeriesSchema = z.object({
  asOf: instantSchema,
  /** When a movement was last published; null while there are none. */
  publishedAt: instantSchema.nullable(),
  /** Suppliers whose money cannot be told in the reporting currency for want of a rate. */
  withoutRate: z.int(),
  currency: currencySchema,
  segments: z.array(z.object({ key: z.string(), label: z.string(), months: z.array(monthFiguresSchema) })),
});
export type MrrSeries = z.infer<typeof mrrSeriesSchema>;

const fraction = z.number().nullable();
export const mrrRateTableSchema = z.object({
  asOf: instantSchema,
  segments: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      sums: z.object({
        startMinor: z.int(),
        endMinor: z.int(),
        amounts: byType,
        newSuppliers: z.int(),
        activeStart: z.int(),
        activeEnd: z.int(),
        retainedMinor: z.int(),
        retainedCappedMinor: z.int(),
        inactiveSuppliers: z.int(),
        suppliersStart: z.int(),
        lostSuppliers: z.int(),
        involuntaryChurnMinor: z.int(),
        pauseChurnMinor: z.int(),
        trialsEnded: z.int(),
        trialsConverted: z.int(),
      }),
      rates: z.object({
        nrr: fraction,
        grr: fraction,
        grossMrrChurn: fraction,
        netMrrChurn: fraction,
        churnExPause: fraction,
        logoChurn: fraction,
        logoChurnWithPauses: fraction,
        quickRatio: fraction,
        quickRatioWithoutReactivation: fraction,
        arpaMinor: fraction,
        aspMinor: fraction,
        trialConversion: fraction,
        involuntaryShare: fraction,
      }),
    }),
  ),
});
export type MrrRateTable = z.infer<typeof mrrRateTableSchema>;

/** `GET /api/revenue/rates`: the rates of the months from one to another, taken as one period. */
export const mrrRatesQuerySchema = z.strictObject({
  from: monthSchema,
  to: monthSchema,
  by: z.enum(mrrDimensions).optional(),
  ...segment,
});
export type MrrRatesQuery = z.infer<typeof mrrRatesQuerySchema>;

/** `GET /api/revenue/lines`: the month-end figure in each view, side by side. */
export const mrrViewLinesQuerySchema = z.strictObject({ from: monthSchema, to: monthSchema, ...segment });
export type MrrViewLinesQuery = z.infer<typeof mrrViewLinesQuerySchema>;
export const mrrViewLinesSchema = z.object({
  months: z.array(z.object({ month: monthSchema, netMinor: z.int(), committedMinor: z.int(), stripeMinor: z.int() })),
});
export type MrrViewLines = z.infer<typeof mrrViewLinesSchema>;

/** `GET /api/revenue/cohorts`: what became of the suppliers that began paying in each month. */
export const mrrCohortsQuerySchema = z.strictObject({ from: monthSchema, to: monthSchema, ...segment });
export type MrrCohortsQuery = z.infer<typeof mrrCohortsQuerySchema>;
export const mrrCohortsSchema = z.object({
  asOf: instantSchema,
  cohorts: z.array(
    z.object({
      cohort: monthSchema,
      suppliers: z.int(),
      startMinor: z.int(),
      /** One for each month since, the cohort's own month first. */
      months: z.array(z.object({ month: monthSchema, active: z.int(), mrrMinor: z.int() })),
    }),
  ),
});
export type MrrCohorts = z.infer<typeof mrrCohortsSchema>;

/** A month of MRR: what it says now, and what it said when it was closed. */
export const mrrMonthSchema = z.object({
  id: monthSchema,
  state: z.enum(['running', 'open', 'closed', 'restated']),
  startMinor: z.int(),
  endMinor: z.int(),
  amounts: byType,
  activeEnd: z.int(),
  /** How long debts that began in the month may last before MRR counts them as lost. */
  pastDueDays: z.int(),
  closedVersion: z.int().nullable(),
  closedAt: instantSchema.nullable(),
  closedByName: z.string().nullable(),
  closedEndMinor: z.int().nullable(),
  /** What restatements since the last closing changed about the month's end. */
  restatedMinor: z.int(),
  restatements: z.int(),
});
export type MrrMonthRow = z.infer<typeof mrrMonthSchema>;
export const mrrMonthFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  state: oneOrMany(z.enum(['running', 'open', 'closed', 'restated'])).optional(),
});
export type MrrMonthFilter = z.infer<typeof mrrMonthFilterSchema>;
