import { calendarDate, DAY_MS, type Money } from '@wedsync/domain/platform';
import type { GuardedAct, GuardedSupplier } from '@wedsync/domain/suppliers';
import type { SubscriptionStatus } from '../mirror.ts';
import type { ProratedPrice } from '../proration.ts';
import { providerName } from '../providers.ts';
import type {
  SubscriptionRequestKind,
  SubscriptionRequestParams,
  SubscriptionRequestState,
} from '../subscription-request.ts';
import { BadRequest, ChangeUnderWay, SubscriptionNotChangeable } from './errors.ts';

/** Everything a decision about a subscription rests on, read in one transaction. Amounts are minor units of its currency, without tax. */
export type SubscriptionFacts = {
  readonly id: string;
  readonly provider: string;
  readonly customerId: string;
  readonly status: SubscriptionStatus;
  readonly currency: string;
  readonly planCode: string | null;
  readonly planName: string;
  readonly planRank: number | null;
  /** The item that carries the plan; null when the provider told of none. */
  readonly item: (ProratedPrice & { readonly id: string; readonly priceId: string }) | null;
  readonly itemCount: number;
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly trialEnd: Date | null;
  readonly cancelAt: Date | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly paused: boolean;
  readonly pauseResumesAt: Date | null;
  readonly netMrrMinor: number;
  readonly grossMrrMinor: number;
  readonly balanceMinor: number;
  /** The change that is not done yet, if there is one. */
  readonly openRequest: { readonly title: string; readonly state: SubscriptionRequestState } | null;
  readonly guarded: GuardedSupplier | null;
};

export type NewPrice = {
  readonly priceId: string;
  readonly unitAmountMinor: number;
  readonly planName: string;
  readonly rank: number;
};

/** What is going to be asked of the provider, and what it means for the supplier and for us. */
export type Decision<Kind extends SubscriptionRequestKind = SubscriptionRequestKind> = {
  readonly kind: Kind;
  readonly title: string;
  readonly params: SubscriptionRequestParams[Kind];
  /** Money we give away; null when none is. */
  readonly conceded: Money | null;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly warnings: readonly string[];
  /** What a guarded day holds back; null when the supplier loses nothing. */
  readonly guardedAct: GuardedAct | null;
  /** When it is to be done; null is at once. */
  readonly notBefore: Date | null;
};

/** Refuses whatever cannot be changed at all. @throws SubscriptionNotChangeable, ChangeUnderWay */
export function refuseUnchangeable(facts: SubscriptionFacts): void {
  if (facts.provider !== 'stripe')
    throw not(`Subscriptions at ${providerName(facts.provider)} are changed there, not from here.`);
  if (hasEnded(facts)) throw not('The subscription has ended.');
  if (facts.status === 'incomplete') throw not('The first payment has not been made; there is nothing to change yet.');
  if (facts.openRequest !== null) throw ChangeUnderWay({ title: facts.openRequest.title });
}

/** Refuses what only its own provider can change. @throws SubscriptionNotChangeable */
export function refuseForeign({ provider }: SubscriptionFacts): void {
  if (provider !== 'stripe') throw not(`Subscriptions at ${providerName(provider)} are changed there, not from here.`);
}

/** Whether the end is in sight. */
export function willEnd({
  cancelAt,
  cancelAtPeriodEnd,
}: Pick<SubscriptionFacts, 'cancelAt' | 'cancelAtPeriodEnd'>): boolean {
  return cancelAtPeriodEnd || cancelAt !== null;
}

/** Text that changes whenever a fact changes that the person saw in the preview. */
export function subscriptionFingerprint(facts: SubscriptionFacts): string {
  return JSON.stringify([
    facts.status,
    facts.item,
    facts.periodEnd,
    facts.trialEnd,
    facts.cancelAt,
    facts.cancelAtPeriodEnd,
    facts.paused,
    facts.pauseResumesAt,
    facts.netMrrMinor,
    facts.balanceMinor,
    facts.openRequest,
  ]);
}

export function hasEnded({ status }: Pick<SubscriptionFacts, 'status'>): boolean {
  return ended.includes(status);
}

const ended: readonly SubscriptionStatus[] = ['canceled', 'incomplete_expired'];

export function not(why: string) {
  return SubscriptionNotChangeable({ why });
}

export function bad(field: string, why: string) {
  return BadRequest({ why }, { fields: { [field]: why } });
}

export function daysUntil(to: Date, from: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / DAY_MS);
}

/** The day it is where is reported. */
export function dayOf(instant: Date): string {
  return calendarDate(instant);
}
