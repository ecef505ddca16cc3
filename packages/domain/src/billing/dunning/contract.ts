import {
  calendarDateSchema,
  currencySchema,
  idListSchema,
  idSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { caseStates } from './case-move.ts';
import { dunningStages } from './class-plan.ts';
import { declineClasses } from './decline-class.ts';

export const stepStates = ['planned', 'done', 'skipped', 'passed'] as const;

const stepSchema = z.object({
  stage: z.enum(dunningStages),
  state: z.enum(stepStates),
  dueAt: instantSchema,
  actsAt: instantSchema,
  /** Why it does not act on the day it was due. */
  guard: z.enum(['saturday', 'wedding']).nullable(),
  guardDate: calendarDateSchema.nullable(),
  doneAt: instantSchema.nullable(),
  /** What it did, or why it did not. */
  note: z.string().nullable(),
  messageId: z.string().nullable(),
});
export type DunningStep = z.infer<typeof stepSchema>;

const entrySchema = z.object({ at: instantSchema, actorName: z.string(), title: z.string() });

const restrictions = ['read_only', 'suspended'] as const;
export const holdKinds = ['pause', 'promise'] as const;

export const dunningCaseSchema = z.object({
  id: idSchema('dunningCase'),
  provider: z.string(),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  timeZone: z.string().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  customerId: z.string().nullable(),
  invoiceId: z.string(),
  invoiceNumber: z.string().nullable(),
  hostedUrl: z.string().nullable(),
  subscriptionId: z.string().nullable(),
  planCode: z.string().nullable(),
  currency: currencySchema,
  amountMinor: z.int(),
  state: z.enum(caseStates),
  declineClass: z.enum(declineClasses),
  declineCode: z.string().nullable(),
  attemptCount: z.int(),
  /** When the provider tries again by itself. */
  nextAttemptAt: instantSchema.nullable(),
  /** The payment method that failed: a new default of the customer does not mend a subscription that has its own. */
  cardBrand: z.string().nullable(),
  cardLast4: z.string().nullable(),
  stage: z.enum(dunningStages).nullable(),
  /** What it took away; null while the supplier has everything. */
  access: z.enum(restrictions).nullable(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  holdKind: z.enum(holdKinds).nullable(),
  heldUntil: instantSchema.nullable(),
  holdReason: z.string().nullable(),
  heldBy: z.string().nullable(),
  graceDays: z.int(),
  nextStage: z.enum(dunningStages).nullable(),
  nextStepAt: instantSchema.nullable(),
  nextGuard: z.enum(['saturday', 'wedding']).nullable(),
  nextGuardDate: calendarDateSchema.nullable(),
  cap: z.object({ used: z.int(), attempts: z.int(), days: z.int(), left: z.int() }),
  nextBest: z.object({ label: z.string(), why: z.string(), verb: z.string().nullable() }),
  version: z.int(),
});
export type DunningCase = z.infer<typeof dunningCaseSchema>;

/** One case with its whole story. */
export const dunningCaseDetailSchema = dunningCaseSchema.extend({
  steps: z.array(stepSchema),
  entries: z.array(entrySchema),
  /** The last link for a new card that was made, while it works. */
  cardLink: z.object({ url: z.url(), at: instantSchema }).nullable(),
  attempts: z.array(
    z.object({
      chargeId: z.string(),
      at: instantSchema,
      status: z.string(),
      declineCode: z.string().nullable(),
      cardLast4: z.string().nullable(),
    }),
  ),
});
export type DunningCaseDetail = z.infer<typeof dunningCaseDetailSchema>;

export const dunningCaseFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(caseStates)).optional(),
  declineClass: oneOrMany(z.enum(declineClasses)).optional(),
  stage: oneOrMany(z.enum(dunningStages)).optional(),
  access: oneOrMany(z.enum(restrictions)).optional(),
  ownerId: z.string().max(64).optional(),
  supplierId: z.string().max(128).optional(),
  invoiceId: z.string().max(255).optional(),
  held: z.boolean().optional(),
  openedFrom: calendarDateSchema.optional(),
  openedTo: calendarDateSchema.optional(),
});
export type DunningCaseFilter = z.infer<typeof dunningCaseFilterSchema>;

const recoverySchema = z.object({
  cases: z.int(),
  recovered: z.int(),
  open: z.int(),
  lost: z.int(),
  /** Reporting currency. */
  amountMinor: z.int(),
  recoveredMinor: z.int(),
});

/** What is at stake now, and what became of what failed before. */
export const dunningFiguresSchema = z.object({
  currency: currencySchema,
  openCases: z.int(),
  openMinor: z.int(),
  restricted: z.int(),
  suspended: z.int(),
  /** Currencies without a rate; their money is not in the sums. */
  withoutRate: z.array(z.string()),
  byClass: z.array(recoverySchema.extend({ declineClass: z.enum(declineClasses) })),
  /** By the month in which the first attempt failed, the newest first. */
  byCohort: z.array(recoverySchema.extend({ month: z.string() })),
  asOf: instantSchema,
});
export type DunningFigures = z.infer<typeof dunningFiguresSchema>;

/** The longest a case may rest without anybody looking at it again. */
export const longestHoldDays = 60;
export const longestGraceDays = 30;

const until = calendarDateSchema.meta({ title: 'Until' });
export const casePauseInputSchema = z.strictObject({ until });
export const casePromiseInputSchema = z.strictObject({ until: calendarDateSchema.meta({ title: 'Promised for' }) });
export const caseGraceInputSchema = z.strictObject({
  days: z.int().min(1).max(longestGraceDays).meta({ title: 'Days to add' }),
});
export const caseNoteInputSchema = z.strictObject({
  text: z.string().trim().min(1).max(2_000).meta({ title: 'Note' }),
});
export const caseNoInputSchema = z.strictObject({});
