import {
  calendarDateSchema,
  idListSchema,
  idSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';

/** How the supplier gets it: money to the card, money to the card with a credit note, credit towards the next invoice, or the next month free. */
export const refundOutcomes = ['card', 'credit_note', 'balance', 'goodwill_month'] as const;
export type RefundOutcome = (typeof refundOutcomes)[number];

/** How the supplier gets it, in words that are true of every provider. */
export const refundOutcomeWords: Readonly<Record<RefundOutcome, string>> = {
  card: 'To where it came from',
  credit_note: 'To where it came from, with a credit note',
  balance: 'Credit on the next invoices',
  goodwill_month: 'Next month free',
};

export const refundReasonCodes = [
  'duplicate',
  'fraudulent',
  'cancelled_in_time',
  'service_problem',
  'billing_mistake',
  'goodwill',
  'other',
] as const;
export type RefundReasonCode = (typeof refundReasonCodes)[number];

/**
 * queued: the worker has not called the provider yet. sending: it is about to, or did and has not told. pending: the provider took it, the bank has not.
 * unknown: a call ended without an answer; the next attempt asks before it repeats.
 */
export const refundRequestStates = [
  'queued',
  'sending',
  'unknown',
  'pending',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type RefundRequestState = (typeof refundRequestStates)[number];

const outcomeChoices = refundOutcomes.map((outcome) => z.literal(outcome).meta({ title: refundOutcomeWords[outcome] }));

/** What the refund form sends. Either an amount or lines of the invoice; lines win. */
export const refundInputSchema = z.strictObject({
  outcome: z.union(outcomeChoices).default('card').meta({ title: 'How the supplier gets it' }),
  amountMinor: z
    .int()
    .positive('Give an amount above zero.')
    .max(100_000_000)
    .optional()
    .describe('Amount in minor units; left out with lines or a goodwill month'),
  lines: z
    .array(
      z.strictObject({ invoiceLineId: z.string().min(1).max(128), amountMinor: z.int().positive().max(100_000_000) }),
    )
    .min(1)
    .max(100)
    .optional()
    .describe('Parts of the invoice, tax included'),
  reasonCode: z.enum(refundReasonCodes).describe('Why, for the statistics'),
  note: z.string().trim().max(1_000).optional().describe('What colleagues should know'),
});
export type RefundInput = z.infer<typeof refundInputSchema>;

export const refundRequestSchema = z.object({
  id: idSchema('refundRequest'),
  chargeId: z.string(),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  provider: z.string(),
  outcome: z.enum(refundOutcomes),
  amountMinor: z.int(),
  currency: z.string(),
  reasonCode: z.enum(refundReasonCodes),
  note: z.string().nullable(),
  state: z.enum(refundRequestStates),
  providerRefundId: z.string().nullable(),
  error: z.string().nullable(),
  attempts: z.int(),
  nextAttemptAt: instantSchema.nullable(),
  actionRunId: z.string(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  approvedBy: z.string().nullable(),
  approvedByName: z.string().nullable(),
  createdAt: instantSchema,
  settledAt: instantSchema.nullable(),
  version: z.int(),
});
export type RefundRequest = z.infer<typeof refundRequestSchema>;

export const refundRequestFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(refundRequestStates)).optional(),
  outcome: oneOrMany(z.enum(refundOutcomes)).optional(),
  supplierId: z.string().max(128).optional(),
  chargeId: z.string().max(128).optional(),
  requestedBy: z.string().max(128).optional(),
  createdFrom: calendarDateSchema.optional(),
  createdTo: calendarDateSchema.optional(),
});
export type RefundRequestFilter = z.infer<typeof refundRequestFilterSchema>;
