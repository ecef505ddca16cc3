import {
  calendarDateSchema,
  currencySchema,
  idListSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { accounts, sourceKinds } from './journal.ts';

export const postingSchema = z.object({ account: z.string(), currency: currencySchema, amountMinor: z.int() });

/** A balanced entry: debits above zero, credits below, summing to zero in each currency. */
export const journalEntrySchema = z.object({
  id: z.int(),
  sourceKind: z.string(),
  sourceId: z.string(),
  revision: z.int(),
  provider: z.string(),
  customerId: z.string().nullable(),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  description: z.string(),
  note: z.string().nullable(),
  occurredAt: instantSchema,
  bookedOn: calendarDateSchema,
  reversesSourceKind: z.string().nullable(),
  recordedAt: instantSchema,
  postings: z.array(postingSchema),
});
export type JournalEntryView = z.infer<typeof journalEntrySchema>;

const key = z.string().min(1).max(255);

export const journalEntryFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  sourceKind: oneOrMany(z.enum(sourceKinds)).optional(),
  sourceId: key.optional(),
  account: oneOrMany(z.enum(accounts)).optional(),
  currency: oneOrMany(currencySchema).optional(),
  supplierId: key.optional(),
  customerId: key.optional(),
  bookedFrom: calendarDateSchema.optional(),
  bookedTo: calendarDateSchema.optional(),
});
export type JournalEntryFilter = z.infer<typeof journalEntryFilterSchema>;

/** What an account holds: `balanceMinor` on its normal side, so income and liabilities read as positive figures. */
export const accountBalanceSchema = z.object({
  account: z.string(),
  name: z.string(),
  kind: z.string(),
  normalSide: z.enum(['debit', 'credit']),
  description: z.string(),
  currency: currencySchema,
  balanceMinor: z.int(),
  postings: z.int(),
});
export type AccountBalance = z.infer<typeof accountBalanceSchema>;
