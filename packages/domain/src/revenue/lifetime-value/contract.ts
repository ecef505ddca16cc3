import { calendarDateSchema, idListSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { valueStates } from './supplier-value.ts';

const key = z.string().min(1).max(255);
const fraction = z.number().nullable();
const amount = z.int().nullable();
const interval = z.enum(['month', 'year']);
const estimate = z.object({ valueMinor: amount, reason: z.string().nullable() });
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
const model = z.object({
  curve: parameters,
  standardErrors: parameters.nullable(),
  logLik: z.number(),
  aic: z.number(),
  converged: z.boolean(),
  boundary: z.boolean(),
});

/** How long customers of a segment stay and what a new one is worth: one immutable fit. */
export const retentionCurveSchema = z.object({
  id: z.int(),
  level: z.enum(['segment', 'plan', 'all']),
  plan: z.string().nullable(),
  vendorType: z.string().nullable(),
  interval,
  current: z.boolean(),
  fittedAt: instantSchema,
  checkedAt: instantSchema.nullable(),
  methodVersion: z.string(),
  inputsHash: z.string(),
  terms: z.object({ grossMargin: z.number(), annualDiscount: z.number(), capMonths: z.int(), periodMonths: z.int() }),
  n: z.int(),
  lost: z.int(),
  observed: z.int(),
  paying: z.int(),
  arpaMinor: fraction,
  headline: estimate.extend({
    lowerMinor: amount,
    upperMinor: amount,
    observedMonths: z.int(),
    observedMinor: z.int(),
  }),
  simple: estimate,
  margin: estimate,
  tailOf: z.enum(['segment', 'plan', 'all']).nullable(),
  tail: parameters.nullable(),
  /** From how many starts the curve behind the seen months was fitted. */
  tailStarts: z.int().nullable(),
  /** Fitted from fewer starts than a fit asks for: a figure to go by, not to promise. */
  indicative: z.boolean(),
  models: z.object({ sbg: model, bdw: model, why: z.string() }).nullable(),
  holdOut: z.object({ sbg: fraction, bdw: fraction }).nullable(),
  backtest: z.object({
    customers: z.int(),
    opportunities: z.int(),
    expected: z.number(),
    actual: z.int(),
    relativeError: fraction,
  }),
  lifetimes: z.object({ months36: z.number(), months60: z.number(), endless: z.number() }).nullable(),
  base: z.object({ valueMinor: z.int(), naiveMinor: amount }).nullable(),
  points: z.array(
    z.object({
      t: z.int(),
      atRisk: amount,
      lost: amount,
      seen: fraction,
      lower: fraction,
      upper: fraction,
      sbg: fraction,
      bdw: fraction,
      used: fraction,
      foreseen: fraction,
    }),
  ),
});
export type RetentionCurveRow = z.infer<typeof retentionCurveSchema>;

export const retentionCurveFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  current: z.boolean().optional(),
  interval: oneOrMany(interval).optional(),
  level: oneOrMany(z.enum(['segment', 'plan', 'all'])).optional(),
  plan: oneOrMany(key).optional(),
  vendorType: oneOrMany(key).optional(),
});
export type RetentionCurveFilter = z.infer<typeof retentionCurveFilterSchema>;

/** What one supplier has brought and is still expected to bring. Amounts without tax, in the reporting currency. */
export const supplierValueSchema = z.object({
  id: z.string(),
  supplierId: z.string(),
  businessName: z.string(),
  state: z.enum(valueStates),
  /** The plan its present life began on. */
  plan: z.string().nullable(),
  vendorType: z.string(),
  interval: interval.nullable(),
  beganAt: instantSchema.nullable(),
  periods: z.int(),
  mrrMinor: z.int(),
  paidMinor: amount,
  taxMinor: amount,
  refundsMinor: amount,
  lostDisputesMinor: amount,
  processorFeesMinor: amount,
  disputeFeesMinor: amount,
  realisedMinor: amount,
  residualMinor: amount,
  residualLowerMinor: amount,
  residualUpperMinor: amount,
  predictedMinor: amount,
  predictedLowerMinor: amount,
  predictedUpperMinor: amount,
  reason: z.string().nullable(),
  /** In words. */
  why: z.string().nullable(),
  missingRate: z.string().nullable(),
  curve: z
    .object({
      id: z.int(),
      level: z.enum(['segment', 'plan', 'all']),
      n: z.int(),
      tailStarts: z.int().nullable(),
      indicative: z.boolean(),
      fittedAt: instantSchema,
    })
    .nullable(),
  methodVersion: z.string(),
  computedAt: instantSchema,
  /** Days on which it changed, oldest first; the last two hundred. */
  history: z.array(z.object({ day: calendarDateSchema, realisedMinor: amount, predictedMinor: amount })),
});
export type SupplierValueRow = z.infer<typeof supplierValueSchema>;

export const supplierValueFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(valueStates)).optional(),
  plan: oneOrMany(key).optional(),
  vendorType: oneOrMany(key).optional(),
  interval: oneOrMany(interval).optional(),
});
export type SupplierValueFilter = z.infer<typeof supplierValueFilterSchema>;
