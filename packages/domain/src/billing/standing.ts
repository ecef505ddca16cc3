import { roundHalfEven } from '@wedsync/domain/platform';
import type { Lifecycle } from '@wedsync/domain/suppliers';
import type { SubscriptionStatus } from './mirror.ts';

/** What of a subscription decides where its supplier stands. */
export type StandingSubscription = {
  readonly status: SubscriptionStatus;
  readonly collectionPaused: boolean;
  readonly planCode: string | null;
  readonly netMinor: number;
  readonly currency: string;
  /** The day (YYYY-MM-DD) whose closing rate converts it: the start of the service period. */
  readonly rateDay: string;
  readonly createdAt: Date;
};

/** Weekends and holidays take the last rate before them; the longest run without one is Easter's four days. */
export const fxStaleDays = 7;

/** Where a supplier stands with us, from all of its subscriptions. */
export type Standing = {
  readonly lifecycle: Lifecycle;
  readonly planCode: string | null;
  /** Reporting currency, minor units. */
  readonly mrrMinor: number;
  /** Currencies nobody has a rate for; their MRR is not in the sum. */
  readonly withoutRate: readonly string[];
};

type Phase = { readonly lifecycle: Lifecycle; readonly is: (subscription: StandingSubscription) => boolean };

const live = (...statuses: readonly SubscriptionStatus[]) => {
  const included = new Set<SubscriptionStatus>(statuses);
  return ({ status, collectionPaused }: StandingSubscription) => included.has(status) && !collectionPaused;
};
const ended: ReadonlySet<SubscriptionStatus> = new Set<SubscriptionStatus>(['canceled', 'incomplete_expired']);

/** With several subscriptions the first row that fits any of them decides: owing money weighs more than paying it, and anything more than the past. */
const phases: readonly Phase[] = [
  { lifecycle: 'past_due', is: live('past_due', 'unpaid') },
  { lifecycle: 'active', is: live('active') },
  { lifecycle: 'trial', is: live('trialing', 'incomplete') },
  { lifecycle: 'paused', is: ({ status }) => !ended.has(status) },
  { lifecycle: 'cancelled', is: () => true },
];

/**
 * Sums up a supplier's subscriptions. The plan is that of the subscription that decides; when several do, of the one that brings most.
 * @param rateOn minor units of the reporting currency for one of a currency on a day; undefined when there is no rate
 */
export function standingOf(
  subscriptions: readonly StandingSubscription[],
  rateOn: (currency: string, day: string) => number | undefined,
): Standing {
  const phase = phases.find(({ is }) => subscriptions.some(is));
  const deciding = subscriptions.filter((subscription) => phase?.is(subscription) ?? false).toSorted(byWeight);
  const lifecycle = phase?.lifecycle ?? 'trial';
  const planCode = lifecycle === 'cancelled' ? null : (deciding[0]?.planCode ?? null);
  const counted = subscriptions.filter(({ netMinor }) => netMinor !== 0);
  const rated = counted.map((one) => ({ ...one, rate: rateOn(one.currency, one.rateDay) }));
  const withoutRate = rated.flatMap(({ currency, rate }) => (rate === undefined ? currency : []));
  // Each subscription is rounded by itself, as its movements are, so that these add up to this.
  const mrrMinor = rated.reduce((sum, { netMinor, rate = 0 }) => sum + roundHalfEven(netMinor * rate), 0);
  return { lifecycle, planCode, mrrMinor, withoutRate: [...new Set(withoutRate)] };
}

function byWeight(a: StandingSubscription, b: StandingSubscription): number {
  return b.netMinor - a.netMinor || b.createdAt.getTime() - a.createdAt.getTime();
}
