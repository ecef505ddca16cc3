import { planCodes } from '@wedsync/domain/suppliers';
import type { SubscriptionStatus } from './mirror.ts';

/** What of a PayPal subscription says how it stands. */
export type PaypalStanding = {
  readonly status: string;
  readonly failedPayments: number;
  /** A free cycle is not over yet. */
  readonly onTrial: boolean;
};

/** In the house's words. Suspended for want of money it is past due, not lost; suspended by hand it is paused. */
export function paypalSubscriptionStatus({ status, failedPayments, onTrial }: PaypalStanding): SubscriptionStatus {
  if (status === 'ACTIVE') return failedPayments > 0 ? 'past_due' : onTrial ? 'trialing' : 'active';
  if (status === 'SUSPENDED') return failedPayments > 0 ? 'past_due' : 'paused';
  return status === 'CANCELLED' || status === 'EXPIRED' ? 'canceled' : 'incomplete';
}

/** PayPal knows no customers: whoever a subscription was made for (its custom id, our supplier's id at the host application) is one. */
export function paypalCustomerId(customId: string): string {
  return `paypal:${customId}`;
}

/** The tier a product is, by the last word of its stock-keeping unit (`WEDSYNC-STARTER`) or its name; null when it is none of ours. */
export function planCodeOfProduct(sku: string, name: string): string | null {
  const words = [sku, name].map((text) =>
    text
      .toLowerCase()
      .split(/[^a-z]+/)
      .findLast((word) => word !== ''),
  );
  return planCodes.find((code) => words.includes(code)) ?? null;
}

const decided: Readonly<Record<string, string>> = {
  RESOLVED_SELLER_FAVOUR: 'won',
  CANCELED_BY_BUYER: 'won',
  DENIED: 'won',
  RESOLVED_BUYER_FAVOUR: 'lost',
  RESOLVED_WITH_PAYOUT: 'lost',
  ACCEPTED: 'lost',
};
const waiting: Readonly<Record<string, string>> = {
  OPEN: 'needs_response',
  WAITING_FOR_SELLER_RESPONSE: 'needs_response',
  WAITING_FOR_BUYER_RESPONSE: 'under_review',
  UNDER_REVIEW: 'under_review',
};

/** A dispute in the words shared by all providers. Without an outcome PayPal calls nobody's, a resolved one is taken as lost until it says more. */
export function paypalDisputeStatus(status: string, outcome: string | null): string {
  if (status === 'RESOLVED') return decided[outcome ?? ''] ?? 'lost';
  return waiting[status] ?? 'under_review';
}
