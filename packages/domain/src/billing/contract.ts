import {
  calendarDateSchema,
  currencySchema,
  idListSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { z } from 'zod';

const key = z.string().min(1).max(255);
const word = z.string().min(1).max(64);
const minor = z.int();
const instant = instantSchema;

/** Filters every list of money shares. `createdTo` is the first day no longer wanted; amounts are minor units, whatever the currency. */
const shared = {
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  status: oneOrMany(word).optional(),
  currency: oneOrMany(currencySchema).optional(),
  provider: oneOrMany(word).optional(),
  createdFrom: calendarDateSchema.optional(),
  createdTo: calendarDateSchema.optional(),
  amountFromMinor: minor.optional(),
  amountToMinor: minor.optional(),
};
const owned = { ...shared, supplierId: key.optional(), customerId: key.optional() };

export const moneyFilterSchema = z.strictObject(owned);
export type MoneyFilter = z.infer<typeof moneyFilterSchema>;

const party = {
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  customerId: z.string().nullable(),
};
const fact = { id: key, provider: word, createdAt: instant, currency: currencySchema };

export const chargeSchema = z.object({
  ...fact,
  ...party,
  status: word,
  amountMinor: minor,
  amountCapturedMinor: minor,
  amountRefundedMinor: minor,
  /** Null until the provider has priced it. */
  feeMinor: minor.nullable(),
  netMinor: minor.nullable(),
  disputed: z.boolean(),
  declineCode: z.string().nullable(),
  failureMessage: z.string().nullable(),
  methodType: z.string().nullable(),
  cardBrand: z.string().nullable(),
  cardLast4: z.string().nullable(),
  description: z.string().nullable(),
  receiptUrl: z.string().nullable(),
  paymentIntentId: z.string().nullable(),
  balanceTransactionId: z.string().nullable(),
  invoiceId: z.string().nullable(),
});
export type Charge = z.infer<typeof chargeSchema>;
export const chargeFilterSchema = z.strictObject({
  ...owned,
  disputed: z.boolean().optional(),
  declineCode: oneOrMany(word).optional(),
  refunded: z.boolean().optional(),
});
export type ChargeFilter = z.infer<typeof chargeFilterSchema>;

export const refundSchema = z.object({
  ...fact,
  ...party,
  status: word,
  amountMinor: minor,
  chargeId: z.string().nullable(),
  reason: z.string().nullable(),
  failureReason: z.string().nullable(),
  refundRequestId: z.string().nullable(),
});
export type Refund = z.infer<typeof refundSchema>;
export const refundFilterSchema = z.strictObject({ ...owned, chargeId: key.optional() });
export type RefundFilter = z.infer<typeof refundFilterSchema>;

export const invoiceSchema = z.object({
  ...fact,
  ...party,
  number: z.string().nullable(),
  status: word,
  subscriptionId: z.string().nullable(),
  subtotalMinor: minor,
  discountMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  amountPaidMinor: minor,
  amountRemainingMinor: minor,
  attemptCount: z.int(),
  dueAt: instant.nullable(),
  finalizedAt: instant.nullable(),
  paidAt: instant.nullable(),
  hostedUrl: z.string().nullable(),
});
export type Invoice = z.infer<typeof invoiceSchema>;
export const invoiceFilterSchema = z.strictObject({ ...owned, subscriptionId: key.optional() });
export type InvoiceFilter = z.infer<typeof invoiceFilterSchema>;

export const subscriptionSchema = z.object({
  ...fact,
  ...party,
  status: word,
  planCode: z.string().nullable(),
  billingInterval: z.string().nullable(),
  netMrrMinor: minor,
  grossMrrMinor: minor,
  discountMrrMinor: minor,
  startedAt: instant.nullable(),
  periodEnd: instant.nullable(),
  trialEnd: instant.nullable(),
  cancelAtPeriodEnd: z.boolean(),
  canceledAt: instant.nullable(),
  endedAt: instant.nullable(),
  cancellationReason: z.string().nullable(),
  cancellationFeedback: z.string().nullable(),
  pauseBehavior: z.string().nullable(),
  pauseResumesAt: instant.nullable(),
  cancelAt: instant.nullable(),
  items: z.array(
    z.object({
      id: key,
      productName: z.string().nullable(),
      planCode: z.string().nullable(),
      quantity: z.int(),
      unitAmountMinor: minor.nullable(),
      interval: z.string().nullable(),
    }),
  ),
});
export type Subscription = z.infer<typeof subscriptionSchema>;
export const subscriptionFilterSchema = z.strictObject({
  ...owned,
  planCode: oneOrMany(word).optional(),
  billingInterval: oneOrMany(word).optional(),
});
export type SubscriptionFilter = z.infer<typeof subscriptionFilterSchema>;

export const disputeSchema = z.object({
  ...fact,
  ...party,
  status: word,
  reason: word,
  amountMinor: minor,
  chargeId: z.string(),
  dueBy: instant.nullable(),
  hasEvidence: z.boolean(),
  submissionCount: z.int(),
});
export type Dispute = z.infer<typeof disputeSchema>;
export const disputeFilterSchema = z.strictObject({
  ...owned,
  chargeId: key.optional(),
  reason: oneOrMany(word).optional(),
});
export type DisputeFilter = z.infer<typeof disputeFilterSchema>;

export const payoutSchema = z.object({
  ...fact,
  status: word,
  amountMinor: minor,
  arrivalDate: calendarDateSchema,
  automatic: z.boolean(),
  failureCode: z.string().nullable(),
  failureMessage: z.string().nullable(),
  reconciliationStatus: z.string().nullable(),
  paidAt: instant.nullable(),
  failedAt: instant.nullable(),
});
export type Payout = z.infer<typeof payoutSchema>;
export const payoutFilterSchema = z.strictObject(shared);
export type PayoutFilter = z.infer<typeof payoutFilterSchema>;

export const balanceTransactionSchema = z.object({
  ...fact,
  ...party,
  type: word,
  status: word,
  amountMinor: minor,
  feeMinor: minor,
  netMinor: minor,
  sourceId: z.string().nullable(),
  sourceType: z.string().nullable(),
  payoutId: z.string().nullable(),
  availableOn: instant.nullable(),
  description: z.string().nullable(),
});
export type BalanceTransaction = z.infer<typeof balanceTransactionSchema>;
export const balanceTransactionFilterSchema = z.strictObject({
  ...owned,
  type: oneOrMany(word).optional(),
  payoutId: key.optional(),
  sourceId: key.optional(),
});
export type BalanceTransactionFilter = z.infer<typeof balanceTransactionFilterSchema>;

/** What one supplier paid, failed to pay and got back in a month, minor units. */
export const moneyMonthSchema = z.object({
  /** YYYY-MM in the reporting time zone. */
  month: z.string(),
  currency: currencySchema,
  paidMinor: minor,
  failedMinor: minor,
  refundedMinor: minor,
});
export type MoneyMonth = z.infer<typeof moneyMonthSchema>;
