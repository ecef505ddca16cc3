import { currencySchema, defineError, instantSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { disputeSchema } from '../contract.ts';
import { evidenceFields } from './evidence-checklist.ts';

/** A bank reads 20,000 characters a field and 150,000 altogether. */
const longestText = 20_000;
const longestAnswer = 150_000;

export const evidenceSchema = z
  .partialRecord(z.enum(evidenceFields), z.string().trim().max(longestText))
  .refine(
    (evidence) => Object.values(evidence).join('').length <= longestAnswer,
    'The whole answer may have 150,000 characters.',
  );
export type Evidence = z.infer<typeof evidenceSchema>;

export const evidenceInputSchema = z.strictObject({ evidence: evidenceSchema });

/** A dispute with what has been prepared, handed in and booked. */
export const disputeCaseSchema = disputeSchema.extend({
  evidence: evidenceSchema,
  lastSavedByName: z.string().nullable(),
  submittedAt: instantSchema.nullable(),
  submittedByName: z.string().nullable(),
  /** How far the handing-in is: null when nothing is on its way. */
  request: z.object({ state: z.string(), error: z.string().nullable(), at: instantSchema }).nullable(),
  /** What it moved at the provider, which the ledger books: withdrawn, charged as a fee, won back. */
  movements: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      amountMinor: z.int(),
      feeMinor: z.int(),
      currency: currencySchema,
      description: z.string().nullable(),
    }),
  ),
});
export type DisputeCase = z.infer<typeof disputeCaseSchema>;

/** How disputes of one reason ended; only what a bank decided counts as won or lost. */
export const disputeRecordSchema = z.object({
  reason: z.string(),
  open: z.int(),
  won: z.int(),
  lost: z.int(),
  /** Inquiries that came to nothing. */
  closed: z.int(),
});
export const disputeRecordsSchema = z.array(disputeRecordSchema);
export type DisputeRecord = z.infer<typeof disputeRecordSchema>;

/** The bank still waits for our answer. */
export const answerableStatuses: readonly string[] = [
  'needs_response',
  'warning_needs_response',
  'WAITING_FOR_SELLER_RESPONSE',
];

export const DisputeAnswered = defineError(
  'conflict',
  'dispute-answered',
  (p: { status: string }) => `This dispute is ${p.status.replaceAll('_', ' ')}: the bank takes no more evidence.`,
);
export const EvidenceEmpty = defineError(
  'conflict',
  'evidence-empty',
  () => 'Nothing has been written yet. A bank decides by what it is handed: fill in the checklist first.',
);
