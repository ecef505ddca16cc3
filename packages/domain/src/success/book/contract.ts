import { instantSchema } from '@wedsync/domain/platform';
import { healthBands } from '@wedsync/domain/suppliers';
import { z } from 'zod';

const armSchema = z.object({ n: z.int(), successes: z.int() });
const share = z.number().min(0).max(1);

/** Something that can be done, and what it is taken to save of those who would leave. */
const savingOptionSchema = z.object({
  playbook: z.object({ id: z.string(), name: z.string() }).nullable(),
  share,
  measured: z.object({ share, treated: armSchema, heldOut: armSchema }).nullable(),
});

/** One supplier of a book that may leave, and what acting is expected to save; every part of the figure is told. */
export const bookRiskSchema = z.object({
  supplierId: z.string(),
  businessName: z.string(),
  healthBand: z.enum(healthBands),
  healthScore: z.int().nullable(),
  mrrMinor: z.int(),
  nextWeddingOn: z.iso.date().nullable(),
  lastSeenAt: instantSchema.nullable(),
  /** Within 90 days; null: nobody foretells it. */
  probability: share.nullable(),
  residualValueMinor: z.int().nullable(),
  /** What higher risk is associated with, most first. */
  reasons: z.array(z.string()),
  option: savingOptionSchema,
  expectedSavedMinor: z.int().nullable(),
});
export type BookRisk = z.infer<typeof bookRiskSchema>;

/** What can be done for one supplier now, what is expected to save most first, and which playbooks cannot be started and why. */
export const nextActionsSchema = z.object({
  asOf: instantSchema,
  probability: share.nullable(),
  residualValueMinor: z.int().nullable(),
  actions: z.array(z.object({ option: savingOptionSchema, expectedSavedMinor: z.int().nullable() })),
  refused: z.array(z.object({ id: z.string(), name: z.string(), why: z.string() })),
});
export type NextActions = z.infer<typeof nextActionsSchema>;

export const bookRisksSchema = z.object({
  asOf: instantSchema,
  /** What the policy says of contact in general, for what nobody has measured. */
  priorShare: share,
  /** How many of the book are foretold or at risk; at most `rows` of them are told. */
  total: z.int(),
  rows: z.array(bookRiskSchema),
});
export type BookRisks = z.infer<typeof bookRisksSchema>;
