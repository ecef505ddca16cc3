import {
  calendarDateSchema,
  currencySchema,
  idListSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';
import { exceptionStates, exceptionTypes } from './exception-types.ts';
import { leakageKinds } from './leakage-kinds.ts';

const key = z.string().min(1).max(255);
const evidence = z.record(z.string(), z.unknown()).nullable();

/** One thing that is wrong between a provider and the books, with what each side says. */
export const reconciliationExceptionSchema = z.object({
  id: z.string(),
  type: z.enum(exceptionTypes),
  provider: z.string(),
  object: z.string(),
  objectId: z.string(),
  day: calendarDateSchema,
  payoutId: z.string().nullable(),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  currency: currencySchema,
  amountMinor: z.int(),
  summary: z.string(),
  local: evidence,
  remote: evidence,
  state: z.enum(exceptionStates),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  fixError: z.string().nullable(),
  settledByName: z.string().nullable(),
  settledBecause: z.string().nullable(),
  approvedBy: z.string().nullable(),
  foundAt: instantSchema,
  lastSeenAt: instantSchema,
  settledAt: instantSchema.nullable(),
  version: z.int(),
});
export type ReconciliationException = z.infer<typeof reconciliationExceptionSchema>;

export const reconciliationExceptionFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  state: oneOrMany(z.enum(exceptionStates)).optional(),
  type: oneOrMany(z.enum(exceptionTypes)).optional(),
  provider: oneOrMany(z.enum(['stripe', 'paypal', 'manual'])).optional(),
  ownerId: key.optional(),
  supplierId: key.optional(),
  payoutId: key.optional(),
  dayFrom: calendarDateSchema.optional(),
  dayTo: calendarDateSchema.optional(),
  amountFromMinor: z.int().optional(),
});
export type ReconciliationExceptionFilter = z.infer<typeof reconciliationExceptionFilterSchema>;

/** A business day in London: what was compared, what is wrong with it, and whether somebody closed it. */
export const businessDaySchema = z.object({
  id: z.string(),
  day: calendarDateSchema,
  state: z.enum(['unchecked', 'clean', 'exceptions', 'closed']),
  providers: z.array(
    z.object({ provider: z.string(), bookedLines: z.int(), listedLines: z.int(), comparedThrough: instantSchema }),
  ),
  unsettled: z.int(),
  accepted: z.int(),
  unsettledByCurrency: z.array(z.object({ currency: currencySchema, amountMinor: z.int() })),
  closedAt: instantSchema.nullable(),
  closedByName: z.string().nullable(),
  note: z.string().nullable(),
  version: z.int(),
});
export type BusinessDay = z.infer<typeof businessDaySchema>;

export const businessDayFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  closed: z.boolean().optional(),
  withExceptions: z.boolean().optional(),
  dayFrom: calendarDateSchema.optional(),
  dayTo: calendarDateSchema.optional(),
});
export type BusinessDayFilter = z.infer<typeof businessDayFilterSchema>;

/** A month of the books; once closed nothing is booked in it any more. */
export const accountingPeriodSchema = z.object({
  id: z.string(),
  days: z.int(),
  openDays: z.int(),
  unsettled: z.int(),
  lateEntries: z.int(),
  closedAt: instantSchema.nullable(),
  closedByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  note: z.string().nullable(),
  version: z.int(),
});
export type AccountingPeriod = z.infer<typeof accountingPeriodSchema>;

export const accountingPeriodFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  closed: z.boolean().optional(),
});
export type AccountingPeriodFilter = z.infer<typeof accountingPeriodFilterSchema>;

/** A payout and what it carried. */
export const reconciledPayoutSchema = z.object({
  id: z.string(),
  provider: z.string(),
  currency: currencySchema,
  amountMinor: z.int(),
  arrivalDate: calendarDateSchema,
  lines: z.int(),
  linesMinor: z.int(),
  unsettled: z.int(),
  checkedAt: instantSchema,
});
export type ReconciledPayout = z.infer<typeof reconciledPayoutSchema>;

export const reconciledPayoutFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  off: z.boolean().optional(),
  arrivalFrom: calendarDateSchema.optional(),
  arrivalTo: calendarDateSchema.optional(),
});
export type ReconciledPayoutFilter = z.infer<typeof reconciledPayoutFilterSchema>;

/** Money that goes missing quietly; `monthlyMinor` in the reporting currency. */
export const leakageFindingSchema = z.object({
  id: z.int(),
  kind: z.enum(leakageKinds),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  resource: z.string(),
  resourceId: z.string(),
  monthlyMinor: z.int(),
  detail: z.string(),
  foundAt: instantSchema,
  lastSeenAt: instantSchema,
  goneAt: instantSchema.nullable(),
});
export type LeakageFinding = z.infer<typeof leakageFindingSchema>;

export const leakageFindingFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  kind: oneOrMany(z.enum(leakageKinds)).optional(),
  gone: z.boolean().optional(),
  supplierId: key.optional(),
});
export type LeakageFindingFilter = z.infer<typeof leakageFindingFilterSchema>;

/** One thing that must always hold of the books. */
export const consistencyCheckSchema = z.object({
  name: z.string(),
  title: z.string(),
  holds: z.boolean(),
  detail: z.string(),
  checkedAt: instantSchema,
  brokenSince: instantSchema.nullable(),
});
export type ConsistencyCheck = z.infer<typeof consistencyCheckSchema>;
