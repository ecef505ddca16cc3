import {
  calendarDateSchema,
  idListSchema,
  idSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { storableText, type SegmentFieldInfo } from '@wedsync/domain/suppliers';
import { z } from 'zod';
import { engagements } from '../interventions/engagement.ts';
import { enrolmentStates, interventionStates } from './enrolment.ts';
import { arms } from './holdout.ts';
import { playbookDefinitionSchema, type PlaybookDefinition } from './playbook.ts';
import { playbookPolicySchema } from './policy.ts';
import { suppressionReasons } from './suppression.ts';

export const playbookStates = ['draft', 'live', 'paused', 'archived'] as const;
export type PlaybookState = (typeof playbookStates)[number];
export const interventionKinds = ['email', 'sms', 'in_app', 'task', 'alert'] as const;
export const candidateStates = ['waiting', 'entered', 'held_out', 'suppressed'] as const;

/** A playbook as lists and its page show it. `draft` is what is edited; what runs is the version named by `liveVersion`. */
export const playbookSchema = z.object({
  id: idSchema('playbook'),
  name: z.string(),
  description: z.string().nullable(),
  state: z.enum(playbookStates),
  /** Checked when it was written; a field it asks about may have gone since. */
  draft: z.custom<PlaybookDefinition>(),
  liveVersion: z.int().nullable(),
  /** What suppliers enter now; null before it was first published. */
  live: z.custom<PlaybookDefinition | null>(),
  /** Whether the draft says something else than what runs. */
  edited: z.boolean(),
  running: z.int(),
  entered30: z.int(),
  suppressed30: z.int(),
  awaitingApproval: z.int(),
  createdByName: z.string(),
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Playbook = z.infer<typeof playbookSchema>;

export const playbookFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(playbookStates)).optional(),
});
export type PlaybookFilter = z.infer<typeof playbookFilterSchema>;

/** What a new playbook says, rules in it over these fields. */
export function createPlaybookSchema(fields: readonly SegmentFieldInfo[]) {
  return z.strictObject({
    name: storableText(80),
    description: storableText(500).nullish(),
    draft: playbookDefinitionSchema(fields),
  });
}
export type CreatePlaybook = z.infer<ReturnType<typeof createPlaybookSchema>>;

export function updatePlaybookSchema(fields: readonly SegmentFieldInfo[]) {
  return createPlaybookSchema(fields).partial();
}
export type UpdatePlaybook = z.infer<ReturnType<typeof updatePlaybookSchema>>;

/** Who would enter if the playbook ran now, and who would not, for which reason. Nothing is kept of it. */
export const playbookDryRunSchema = z.object({
  asOf: instantSchema,
  /** Whom the trigger and the rule mean; for an event or a passed mark, those to whom it happened within the last 30 days. */
  considered: z.int(),
  /** How many of those were judged one by one; fewer than considered when there are very many. */
  judged: z.int(),
  entrants: z.int(),
  heldOut: z.int(),
  suppressed: z.array(z.object({ reason: z.enum(suppressionReasons), suppliers: z.int() })),
  sample: z.array(
    z.object({
      supplierId: idSchema('supplier'),
      businessName: z.string(),
      outcome: z.enum(['enters', 'held_out', 'suppressed']),
      why: z.string().nullable(),
    }),
  ),
});
export type PlaybookDryRun = z.infer<typeof playbookDryRunSchema>;

export const playbookCandidateSchema = z.object({
  id: z.int(),
  playbookId: idSchema('playbook'),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  cause: z.string(),
  since: instantSchema,
  state: z.enum(candidateStates),
  reason: z.enum(suppressionReasons).nullable(),
  why: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
});
export type PlaybookCandidate = z.infer<typeof playbookCandidateSchema>;

export const playbookCandidateFilterSchema = z.strictObject({
  id: z.array(z.coerce.number().int()).max(500).optional(),
  playbookId: z.string().max(128).optional(),
  supplierId: z.string().max(128).optional(),
  state: oneOrMany(z.enum(candidateStates)).optional(),
  reason: oneOrMany(z.enum(suppressionReasons)).optional(),
  /** Days of the reporting zone, both included. */
  decidedFrom: calendarDateSchema.optional(),
  decidedTo: calendarDateSchema.optional(),
});
export type PlaybookCandidateFilter = z.infer<typeof playbookCandidateFilterSchema>;

/** One supplier's way through one version of a playbook. */
export const enrolmentSchema = z.object({
  id: idSchema('enrolment'),
  playbookId: idSchema('playbook'),
  playbookName: z.string(),
  versionNumber: z.int(),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  arm: z.enum(arms),
  stratum: z.string(),
  /** Who started it by hand; null: it was drawn. */
  chosenByName: z.string().nullable(),
  state: z.enum(enrolmentStates),
  step: z.string().nullable(),
  enteredAt: instantSchema,
  dueAt: instantSchema.nullable(),
  goalDueAt: instantSchema,
  goalMetAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endReason: z.string().nullable(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** When the supplier entered the playbook: days of the reporting zone, both included. */
const enteredDays = { enteredFrom: calendarDateSchema.optional(), enteredTo: calendarDateSchema.optional() };

export const enrolmentFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  playbookId: z.string().max(128).optional(),
  supplierId: z.string().max(128).optional(),
  state: oneOrMany(z.enum(enrolmentStates)).optional(),
  arm: z.enum(arms).optional(),
  ...enteredDays,
});
export type EnrolmentFilter = z.infer<typeof enrolmentFilterSchema>;

/** One act for one supplier, done or kept back. */
export const interventionSchema = z.object({
  id: idSchema('intervention'),
  enrolmentId: idSchema('enrolment'),
  playbookId: idSchema('playbook'),
  playbookName: z.string(),
  supplierId: idSchema('supplier'),
  businessName: z.string(),
  step: z.string(),
  kind: z.enum(interventionKinds),
  state: z.enum(interventionStates),
  title: z.string(),
  reason: z.enum(suppressionReasons).nullable(),
  why: z.string().nullable(),
  /** The message, task or alert that it became. */
  outcomeId: z.string().nullable(),
  proposedAt: instantSchema,
  sentAt: instantSchema.nullable(),
  engagedAt: instantSchema.nullable(),
  /** By which sign; null also for what was kept before signs were. */
  engagedBy: z.enum(engagements).nullable(),
  /** Where the whole way ended that this act is part of: at its goal, without, or elsewhere. */
  ending: z.enum(enrolmentStates),
  ownerName: z.string().nullable(),
  decidedByName: z.string().nullable(),
  version: z.int(),
});
export type Intervention = z.infer<typeof interventionSchema>;

export const interventionFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  playbookId: z.string().max(128).optional(),
  supplierId: z.string().max(128).optional(),
  enrolmentId: z.string().max(128).optional(),
  step: z.string().max(40).optional(),
  kind: oneOrMany(z.enum(interventionKinds)).optional(),
  state: oneOrMany(z.enum(interventionStates)).optional(),
  reason: oneOrMany(z.enum(suppressionReasons)).optional(),
  q: searchSchema.optional(),
  ending: oneOrMany(z.enum(enrolmentStates)).optional(),
  /** Whose suppliers. */
  ownerId: oneOrMany(z.string().max(128)).optional(),
  proposedFrom: calendarDateSchema.optional(),
  proposedTo: calendarDateSchema.optional(),
  ...enteredDays,
});
export type InterventionFilter = z.infer<typeof interventionFilterSchema>;

/** The one row of what holds for all playbooks; its id is "all". */
export const playbookPolicyRowSchema = z.object({
  id: z.literal('all'),
  policy: playbookPolicySchema,
  /** 0: the usual policy, which nobody has changed yet. */
  version: z.int(),
  updatedAt: instantSchema.nullable(),
});
export type PlaybookPolicyRow = z.infer<typeof playbookPolicyRowSchema>;
