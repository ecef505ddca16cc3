import { idSchema, instantSchema, oneOrMany, searchSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { interventionKinds } from '../playbooks/contract.ts';
import { arms } from '../playbooks/holdout.ts';
import { suppressionReasons } from '../playbooks/suppression.ts';
import { effectVerdicts } from './effect.ts';
import { interventionPolicySchema } from './policy.ts';

const armCountSchema = z.object({ n: z.int(), successes: z.int() });
const sampleSchema = z.object({ treated: z.int(), heldOut: z.int() });
const intervalSchema = z.object({ low: z.number(), high: z.number() });

export const effectSchema = z.object({
  treated: armCountSchema,
  heldOut: armCountSchema,
  planned: sampleSchema,
  more: sampleSchema,
  verdict: z.enum(effectVerdicts),
  uplift: z
    .object({
      treatedRate: z.number(),
      heldOutRate: z.number(),
      difference: z.number(),
      interval: intervalSchema,
      significant: z.boolean(),
    })
    .nullable(),
});

/** What became of one supplier's entering a playbook; null is what has not come due. */
export const interventionOutcomeSchema = z.object({
  id: idSchema('enrolment'),
  playbookId: idSchema('playbook'),
  playbookName: z.string(),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  ownerName: z.string().nullable(),
  arm: z.enum(arms),
  planCode: z.string(),
  healthBand: z.string(),
  month: z.string(),
  /** Whether it counts for the effect: drawn, the first time, and not cut short by us. */
  counted: z.boolean(),
  enteredAt: instantSchema,
  goalDueAt: instantSchema,
  goalMet: z.boolean().nullable(),
  retentionDueAt: instantSchema,
  paying: z.boolean(),
  retained: z.boolean().nullable(),
  residualMinor: z.int().nullable(),
  valueChangeMinor: z.int().nullable(),
  acts: z.int(),
  reached: z.int(),
  engaged: z.int(),
  costMinor: z.int(),
  measuredAt: instantSchema,
});
export type InterventionOutcome = z.infer<typeof interventionOutcomeSchema>;

const yesNo = z.boolean().optional();
const month = z.string().regex(/^\d{4}-\d{2}$/, 'Use a month such as 2026-06.');

export const interventionOutcomeFilterSchema = z.strictObject({
  id: z.array(z.string().max(128)).max(500).optional(),
  q: searchSchema.optional(),
  playbookId: z.string().max(128).optional(),
  supplierId: z.string().max(128).optional(),
  arm: z.enum(arms).optional(),
  planCode: oneOrMany(z.string().max(40)).optional(),
  healthBand: oneOrMany(z.string().max(40)).optional(),
  month: month.optional(),
  monthFrom: month.optional(),
  monthTo: month.optional(),
  counted: yesNo,
  goalJudged: yesNo,
  goalMet: yesNo,
  stayJudged: yesNo,
  retained: yesNo,
  contacted: yesNo,
});
export type InterventionOutcomeFilter = z.infer<typeof interventionOutcomeFilterSchema>;

export const interventionPolicyRowSchema = interventionPolicySchema.extend({
  id: z.string(),
  setByName: z.string(),
  setAt: instantSchema,
});
export type InterventionPolicyRow = z.infer<typeof interventionPolicyRowSchema>;

export const interventionPolicyFilterSchema = z.strictObject({ id: z.array(z.string().max(20)).max(500).optional() });
export type InterventionPolicyFilter = z.infer<typeof interventionPolicyFilterSchema>;

/** Which playbooks, and what period, a page looks at. */
export const interventionPeriodSchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  playbookId: z.string().max(128).optional(),
  supplierId: z.string().max(128).optional(),
});
export type InterventionPeriod = z.infer<typeof interventionPeriodSchema>;

const reasonsSchema = z.array(z.object({ reason: z.enum(suppressionReasons), n: z.int() }));

/** From wanting in to the goal, a playbook a row, and week by week what was done. */
export const interventionFunnelSchema = z.object({
  playbooks: z.array(
    z.object({
      playbookId: idSchema('playbook'),
      playbookName: z.string(),
      wantedIn: z.int(),
      keptOut: reasonsSchema,
      heldOut: z.int(),
      entered: z.int(),
      acts: z.int(),
      keptBack: reasonsSchema,
      awaiting: z.int(),
      sent: z.int(),
      arrived: z.int(),
      engaged: z.int(),
      goalMet: z.int(),
    }),
  ),
  weeks: z.array(z.object({ week: z.iso.date(), sent: z.int(), keptBack: z.int(), failed: z.int(), engaged: z.int() })),
});
export type InterventionFunnel = z.infer<typeof interventionFunnelSchema>;

/** What one step of a playbook, or one channel, did; what follows it is not caused by it, so it is only counted. */
export const actResultSchema = z.object({
  playbookId: idSchema('playbook'),
  playbookName: z.string(),
  step: z.string(),
  kind: z.enum(interventionKinds),
  acts: z.int(),
  keptBack: z.int(),
  sent: z.int(),
  arrived: z.int(),
  engaged: z.int(),
  goalMet: z.int(),
  costMinor: z.int(),
});
export type ActResult = z.infer<typeof actResultSchema>;
