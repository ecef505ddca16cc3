import type { Currency } from '@wedsync/domain/platform';
import { mrrOfSubscription, type MrrSubscription } from '@wedsync/domain/billing';
import { reportingDay } from '../fx/reporting-day.ts';
import type { MrrChange, MrrReason } from './change.ts';

/** A subscription as it stood from `effectiveAt` on, until its next version. */
export type SubscriptionVersion = {
  readonly subscriptionId: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  readonly subscription: MrrSubscription;
  readonly currency: Currency;
  readonly planCode: string | null;
  readonly quantity: number;
  readonly servicePeriodStart: Date;
  /** A cancellation is scheduled: the committed view loses it at once. */
  readonly cancelScheduled: boolean;
  readonly reason: MrrReason | null;
  readonly actor: string;
  readonly sourceEventId: string;
};

/**
 * What each version of one subscription is worth, by billing's one rule of MRR, including what time alone changes: a discount that runs out between
 * two versions is a change of its own.
 * @param versions of one subscription, in any order
 */
export function changesOfVersions(versions: readonly SubscriptionVersion[], asOf: Date): MrrChange[] {
  const ordered = versions.toSorted(
    (a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime(),
  );
  return ordered.flatMap((version, index) => {
    const until = ordered[index + 1]?.effectiveAt ?? null;
    const ends = expiries(version).filter((at) => (until === null ? at <= asOf : at < until));
    return [changeAt(version, version.effectiveAt), ...ends.map((at) => changeAt(version, at))];
  });
}

function expiries({ subscription, effectiveAt }: SubscriptionVersion): Date[] {
  const discounts = [...subscription.discounts, ...subscription.items.flatMap((item) => item.discounts)];
  const times = discounts.flatMap(({ endsAt }) => (endsAt !== null && endsAt > effectiveAt ? [endsAt.getTime()] : []));
  return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
}

function changeAt(version: SubscriptionVersion, at: Date): MrrChange {
  const mrr = mrrOfSubscription(version.subscription, at);
  const later = at > version.effectiveAt;
  return {
    subscriptionId: version.subscriptionId,
    effectiveAt: at,
    recordedAt: later && at > version.recordedAt ? at : version.recordedAt,
    currency: version.currency,
    rateDay: reportingDay(version.servicePeriodStart),
    grossMrrMinor: mrr.grossMinor,
    netMrrMinor: mrr.netMinor,
    stripeCompatibleMinor: mrr.stripeCompatibleMinor,
    committedMrrMinor: version.cancelScheduled ? 0 : mrr.netMinor,
    reason: later ? null : version.reason,
    planCode: version.planCode,
    quantity: version.quantity,
    pastDueSince: version.subscription.status === 'past_due' ? version.subscription.pastDueSince : null,
    actor: later ? 'system' : version.actor,
    sourceEventId: version.sourceEventId,
  };
}
