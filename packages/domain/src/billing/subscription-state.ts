import type { BillingInterval, Provider, SubscriptionStatus } from './mirror.ts';

/** What one item of a subscription sold at a moment. */
export type StatedItem = {
  readonly productId: string | null;
  readonly unitAmountMinor: number | null;
  readonly quantity: number;
  readonly interval: BillingInterval | null;
  readonly intervalCount: number | null;
  readonly usageType: string | null;
  readonly discountIds: readonly string[];
};

/**
 * How a subscription was from one moment on, as one event of its provider tells it. The mirror knows only the present; these are kept for ever, so
 * that MRR can be followed through time and worked out again from the beginning.
 */
export type SubscriptionState = {
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly provider: Provider;
  readonly sourceEventId: string;
  readonly eventType: string;
  readonly effectiveAt: Date;
  readonly status: SubscriptionStatus;
  readonly currency: string;
  readonly collectionPaused: boolean;
  /** It will end by itself: at the end of its period or on a day named. */
  readonly cancelScheduled: boolean;
  readonly endedAt: Date | null;
  /** As the provider words it: cancellation_requested, payment_failed, payment_disputed. */
  readonly cancellationReason: string | null;
  /** Start of the service period, whose closing rate converts it. */
  readonly periodStart: Date | null;
  readonly discountIds: readonly string[];
  readonly items: readonly StatedItem[];
};
