import { quantile, z95 } from '@wedsync/domain/platform/statistics';
import { leastCustomers, leastCycles, leastInvites } from './policy.ts';

/** What a group of customers did in its window. */
export type ReferralCounts = {
  readonly customers: number;
  /** Of them, those who invited anybody. */
  readonly senders: number;
  /** Different people invited, by each customer. */
  readonly invites: number;
  readonly accepted: number;
  /** Of the invites, those that earned credit and whose invitee paid within the window. */
  readonly paid: number;
  /** Sum over customers of their paid invites squared: a few who bring many make the rate less certain. */
  readonly paidSquares: number;
};

export type ReferralRate = {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
};

export type ViralFigures = {
  /** i: invites per customer; null without customers. */
  readonly invitesPerCustomer: number | null;
  /** c: paying invitees per invite; null without invites. */
  readonly conversion: number | null;
  /** K = i * c over all customers; null when there is not enough data. */
  readonly k: ReferralRate | null;
  /** The same over those who invited anybody: how well inviting works, not how far it carries. */
  readonly kSenders: number | null;
  /** 1 / (1 - K): how many customers each one brings in the end, itself included; null from K = 1 on, where it does not end. */
  readonly amplification: Amplification | null;
};

/** Without an upper end where K may be 1. */
export type Amplification = Omit<ReferralRate, 'high'> & { readonly high: number | null };

/** K and what it is made of (domain definition: K = i * c, denominator all customers). */
export function viralFigures(counts: ReferralCounts): ViralFigures {
  const { customers, senders, invites, paid } = counts;
  const k = hasEnough(counts) ? rateOf(counts) : null;
  return {
    invitesPerCustomer: customers === 0 ? null : invites / customers,
    conversion: invites === 0 ? null : paid / invites,
    k,
    kSenders: k === null || senders === 0 ? null : paid / senders,
    amplification: k === null || k.value >= 1 ? null : amplify(k),
  };
}

function hasEnough({ customers, invites }: ReferralCounts): boolean {
  return customers >= leastCustomers && invites >= leastInvites;
}

/**
 * Score interval of a count per head: the L with (paid - n L)² = z² f n L, where f >= 1 is how much more the counts vary between customers than chance
 * would have it (quasi-Poisson dispersion). At nothing paid it still has an upper end.
 */
function rateOf(counts: ReferralCounts): ReferralRate {
  const { customers: n, paid } = counts;
  const f = dispersion(counts);
  const middle = paid + (z95 * z95 * f) / 2;
  const half = z95 * Math.sqrt(f) * Math.sqrt(paid + (z95 * z95 * f) / 4);
  return { value: paid / n, low: Math.max(0, (middle - half) / n), high: (middle + half) / n };
}

function dispersion({ customers: n, paid, paidSquares }: ReferralCounts): number {
  if (paid === 0 || n < 2) return 1;
  const variance = (paidSquares - (paid * paid) / n) / (n - 1);
  return Math.max(1, variance / (paid / n));
}

function amplify({ value, low, high }: ReferralRate): Amplification {
  const of = (k: number) => 1 / (1 - k);
  return { value: of(value), low: of(low), high: high >= 1 ? null : of(high) };
}

export type CycleTime = { readonly cycles: number; readonly days: ReferralRate | null };

/**
 * Median time from an invite to the first invite that its invitee sends, with the interval between order statistics.
 * @param days of the credited invitees that went on to invite, in any order
 */
export function cycleTime(days: readonly number[]): CycleTime {
  const sorted = days.toSorted((a, b) => a - b);
  const n = sorted.length;
  const half = (z95 * Math.sqrt(n)) / 2;
  const low = sorted[Math.max(0, Math.floor(n / 2 - half) - 1)];
  const high = sorted[Math.min(n - 1, Math.ceil(n / 2 + 1 + half) - 1)];
  const value = quantile(sorted, 0.5);
  const known = n >= leastCycles && value !== null && low !== undefined && high !== undefined;
  return { cycles: n, days: known ? { value, low, high } : null };
}
