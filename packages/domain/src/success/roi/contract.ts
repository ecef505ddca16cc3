import { idSchema, instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { actResultSchema, effectSchema } from '../interventions/contract.ts';
import { recommendationKinds } from './recommendations.ts';

const month = z.string().regex(/^\d{4}-\d{2}$/, 'Use a month such as 2026-06.');

/** Months of entering, both included, and one playbook or all. */
export const roiQuerySchema = z.strictObject({
  from: month,
  to: month,
  playbookId: z.string().max(128).optional(),
});
export type RoiQuery = z.infer<typeof roiQuerySchema>;

const moneyInterval = z.object({ minor: z.int(), low: z.int(), high: z.int() }).nullable();

const sums = {
  entered: z.int(),
  heldOut: z.int(),
  acts: z.int(),
  saved: moneyInterval,
  contactedAndStayed: z.object({ suppliers: z.int(), minor: z.int() }),
  valueImpact: moneyInterval,
  costMinor: z.int(),
  judgedCostMinor: z.int().nullable(),
  net: moneyInterval,
  ratio: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
};

export const roiLineSchema = z.object({
  ...sums,
  goal: effectSchema,
  staying: effectSchema,
  residualMinor: z.int().nullable(),
});

const ofPlaybook = { playbookId: idSchema('playbook'), playbookName: z.string() };

/** What playbooks brought and cost. Amounts in minor units of the reporting currency. */
export const roiReportSchema = z.object({
  /** Null: it was never measured. */
  measuredAt: instantSchema.nullable(),
  currency: z.literal('GBP'),
  retentionDays: z.int(),
  smallestEffect: z.number(),
  total: z.object(sums),
  playbooks: z.array(roiLineSchema.extend({ ...ofPlaybook, state: z.string() })),
  months: z.array(
    z.object({
      month,
      entered: z.int(),
      costMinor: z.int(),
      contactedAndStayedMinor: z.int(),
      savedMinor: z.int().nullable(),
    }),
  ),
  /** Plan and health band of a playbook, where both arms are large enough. */
  groups: z.array(z.object({ ...ofPlaybook, planCode: z.string(), healthBand: z.string(), staying: effectSchema })),
  milestones: z.array(
    z.object({
      ...ofPlaybook,
      milestoneId: idSchema('milestone'),
      title: z.string(),
      effect: effectSchema,
      /** Share of everybody who ever signed up that is there. */
      cohortShare: z.number().nullable(),
    }),
  ),
  acts: z.array(actResultSchema),
  recommendations: z.array(
    z.object({
      kind: z.enum(recommendationKinds),
      expectedMinor: z.int(),
      playbookId: z.string().nullable(),
      playbookName: z.string().nullable(),
      planCode: z.string().nullable(),
      arithmetic: z.array(
        z.object({ label: z.string(), kind: z.enum(['count', 'money', 'share']), value: z.number() }),
      ),
    }),
  ),
});
export type RoiReport = z.infer<typeof roiReportSchema>;
