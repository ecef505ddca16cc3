import {
  calendarDateSchema,
  idListSchema,
  idSchema,
  instantSchema,
  oneOrMany,
  searchSchema,
} from '@wedsync/domain/platform';
import { planCodes } from '@wedsync/domain/suppliers';
import { z } from 'zod';

/** What staff ask the provider to do about a subscription. `keep` takes back a cancellation that has not happened yet. */
export const subscriptionRequestKinds = [
  'change_plan',
  'cancel_now',
  'cancel_at_period_end',
  'keep',
  'pause',
  'resume',
  'extend_trial',
  'credit',
  'coupon',
  'resend_invoice',
  'win_back',
] as const;
export type SubscriptionRequestKind = (typeof subscriptionRequestKinds)[number];

/**
 * scheduled: waits for its day. queued: the worker has not called the provider yet. sending: it is about to, or did and has not told. unknown: a call ended
 * without an answer; the next attempt asks before it repeats. pending: the provider did it, its own word has not arrived.
 */
export const subscriptionRequestStates = [
  'scheduled',
  'queued',
  'sending',
  'unknown',
  'pending',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type SubscriptionRequestState = (typeof subscriptionRequestStates)[number];

/** States in which the subscription is spoken for. */
export const openRequestStates: readonly SubscriptionRequestState[] = [
  'scheduled',
  'queued',
  'sending',
  'unknown',
  'pending',
];

export const cancelFeedbacks = [
  'too_expensive',
  'missing_features',
  'switched_service',
  'unused',
  'customer_service',
  'too_complex',
  'low_quality',
  'other',
] as const;
export type CancelFeedback = (typeof cancelFeedbacks)[number];

export const billingIntervals = ['month', 'year'] as const;

const amountMinor = z.int().positive('Give an amount above zero.').max(100_000_000);
const comment = z.string().trim().max(500).optional().meta({ title: 'In the supplier’s words' });
const notGuarded = z
  .boolean()
  .default(false)
  .meta({ title: 'Although the day is guarded', description: 'Customer success leads only.' });
const day = calendarDateSchema;

export const changePlanInputSchema = z.strictObject({
  planCode: z.enum(planCodes).meta({ title: 'Plan' }),
  interval: z.enum(billingIntervals).meta({ title: 'Billed by' }),
  when: z.enum(['now', 'period_end']).default('now').meta({ title: 'When' }),
  despiteGuard: notGuarded,
});
export type ChangePlanInput = z.infer<typeof changePlanInputSchema>;

export const cancelInputSchema = z.strictObject({
  when: z.enum(['period_end', 'now']).default('period_end').meta({ title: 'When' }),
  feedback: z.enum(cancelFeedbacks).meta({ title: 'Why the supplier leaves' }),
  comment,
  despiteGuard: notGuarded,
});
export type CancelInput = z.infer<typeof cancelInputSchema>;

export const pauseInputSchema = z.strictObject({
  resumesOn: day.meta({ title: 'Collected again from' }),
});
export type PauseInput = z.infer<typeof pauseInputSchema>;

export const extendTrialInputSchema = z.strictObject({ endsOn: day.meta({ title: 'Last day of the trial' }) });
export type ExtendTrialInput = z.infer<typeof extendTrialInputSchema>;

export const creditInputSchema = z.strictObject({
  amountMinor: amountMinor.meta({ title: 'Amount' }),
  description: z.string().trim().min(1).max(200).meta({ title: 'What the supplier reads on the invoice' }),
});
export type CreditInput = z.infer<typeof creditInputSchema>;

const percentOff = z.int().min(1).max(100).meta({ title: 'Percent off' });
const months = z.int().min(1).max(12).meta({ title: 'For how many months' });

export const couponInputSchema = z.strictObject({ percentOff, months });
export type CouponInput = z.infer<typeof couponInputSchema>;

export const winBackInputSchema = z.strictObject({
  percentOff,
  months,
  validUntil: day.meta({ title: 'Offer ends on' }),
  message: z.string().trim().min(1).max(1_000).meta({ title: 'What we say to the supplier' }),
});
export type WinBackInput = z.infer<typeof winBackInputSchema>;

/** What the worker needs besides the subscription, by kind. */
export type SubscriptionRequestParams = {
  readonly change_plan: {
    readonly itemId: string;
    readonly priceId: string;
    readonly planCode: string;
    /** None when the change is due at the end of the period that is paid. */
    readonly prorates: boolean;
    /** After this moment the old plan was billed again, so unused time is credited after all. */
    readonly prorateAfter: string | null;
  };
  readonly cancel_now: { readonly feedback: CancelFeedback; readonly comment: string | null };
  readonly cancel_at_period_end: { readonly feedback: CancelFeedback; readonly comment: string | null };
  readonly keep: Readonly<Record<string, never>>;
  readonly pause: { readonly resumesAt: string };
  readonly resume: Readonly<Record<string, never>>;
  readonly extend_trial: { readonly trialEnd: string };
  readonly credit: { readonly description: string };
  readonly coupon: { readonly percentOff: number; readonly months: number };
  readonly resend_invoice: Readonly<Record<string, never>>;
  readonly win_back: {
    readonly percentOff: number;
    readonly months: number;
    readonly validUntil: string;
    readonly message: string;
  };
};

export const subscriptionRequestSchema = z.object({
  id: idSchema('subscriptionRequest'),
  kind: z.enum(subscriptionRequestKinds),
  title: z.string(),
  subscriptionId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  supplierId: z.string().nullable(),
  businessName: z.string().nullable(),
  provider: z.string(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
  state: z.enum(subscriptionRequestStates),
  providerReference: z.string().nullable(),
  error: z.string().nullable(),
  attempts: z.int(),
  nextAttemptAt: instantSchema.nullable(),
  actionRunId: z.string(),
  requestedBy: z.string(),
  requestedByName: z.string(),
  approvedByName: z.string().nullable(),
  createdAt: instantSchema,
  settledAt: instantSchema.nullable(),
  version: z.int(),
});
export type SubscriptionRequest = z.infer<typeof subscriptionRequestSchema>;

export const subscriptionRequestFilterSchema = z.strictObject({
  id: idListSchema.optional(),
  q: searchSchema.optional(),
  kind: oneOrMany(z.enum(subscriptionRequestKinds)).optional(),
  state: oneOrMany(z.enum(subscriptionRequestStates)).optional(),
  supplierId: z.string().max(128).optional(),
  subscriptionId: z.string().max(128).optional(),
  createdFrom: calendarDateSchema.optional(),
  createdTo: calendarDateSchema.optional(),
});
export type SubscriptionRequestFilter = z.infer<typeof subscriptionRequestFilterSchema>;
