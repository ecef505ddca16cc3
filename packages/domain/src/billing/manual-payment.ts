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

/** What people book by hand about an invoice: money that reached the bank, or money nobody expects any more. */
export const manualPaymentKinds = ['bank_transfer', 'write_off'] as const;
export type ManualPaymentKind = (typeof manualPaymentKinds)[number];

const key = z.string().min(1).max(255);

export const manualPaymentSchema = z.object({
  id: idSchema('manualPayment'),
  provider: z.string(),
  createdAt: instantSchema,
  currency: currencySchema,
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  customerId: z.string().nullable(),
  kind: z.enum(manualPaymentKinds),
  status: z.enum(['recorded', 'reversed']),
  invoiceId: z.string(),
  invoiceNumber: z.string().nullable(),
  amountMinor: z.int(),
  receivedOn: calendarDateSchema,
  reference: z.string().nullable(),
  requestedByName: z.string(),
  approvedBy: z.string().nullable(),
  reversedAt: instantSchema.nullable(),
  /** Why it gave way without anybody asking; null when a person took it back. */
  reversedBecause: z.string().nullable(),
});
export type ManualPayment = z.infer<typeof manualPaymentSchema>;

export const manualPaymentFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  status: oneOrMany(z.string().max(64)).optional(),
  currency: oneOrMany(currencySchema).optional(),
  provider: oneOrMany(z.string().max(64)).optional(),
  createdFrom: calendarDateSchema.optional(),
  createdTo: calendarDateSchema.optional(),
  amountFromMinor: z.int().optional(),
  amountToMinor: z.int().optional(),
  supplierId: key.optional(),
  customerId: key.optional(),
  invoiceId: key.optional(),
  kind: oneOrMany(z.enum(manualPaymentKinds)).optional(),
});
export type ManualPaymentFilter = z.infer<typeof manualPaymentFilterSchema>;
