import { findPlanPrice, type SubscriptionTarget } from '@wedsync/db/billing';
import {
  cancelInputSchema,
  changePlanInputSchema,
  couponInputSchema,
  creditInputSchema,
  decideCancellation,
  decideCoupon,
  decideCredit,
  decideKeep,
  decidePause,
  decidePlanChange,
  decideResume,
  decideTrial,
  decideWinBack,
  extendTrialInputSchema,
  pauseInputSchema,
  refuseUnchangeable,
  willEnd,
  winBackInputSchema,
  type CancelInput,
  type ChangePlanInput,
  type CouponInput,
  type CreditInput,
  type ExtendTrialInput,
  type PauseInput,
  type SubscriptionFacts,
  type WinBackInput,
} from '@wedsync/domain/billing';
import { dayBounds, isDomainError, reportingZone } from '@wedsync/domain/platform';
import { z } from 'zod';
import type { AnyAction } from '../../platform/index.ts';
import { deskAction } from './ask.ts';

const changePlan = deskAction<ChangePlanInput>({
  verb: 'change-plan',
  title: 'Change plan',
  description: 'Move to another plan or interval, at once or at the end of the period',
  danger: false,
  input: changePlanInputSchema,
  decide: async ({ facts }, input, { reader, now }) => {
    const price = await findPlanPrice(reader, { ...input, currency: facts.currency, provider: facts.provider });
    return decidePlanChange(facts, input, price, now);
  },
  whyNot: ({ facts }) =>
    whyNot(() => refuseUnchangeable(facts)) ?? (willEnd(facts) ? 'It is going to end. Keep it first.' : null),
});

const cancel = deskAction<CancelInput>({
  verb: 'cancel',
  title: 'Cancel subscription',
  description: 'End the subscription, at the end of its period or at once',
  danger: true,
  input: cancelInputSchema,
  decide: async ({ facts }, input) => decideCancellation(facts, input),
  whyNot: ({ facts }) => whyNot(() => refuseUnchangeable(facts)),
});

const keep = deskAction({
  verb: 'keep',
  title: 'Keep',
  description: 'Take back the cancellation that is scheduled',
  danger: false,
  input: z.strictObject({}),
  decide: async ({ facts }) => decideKeep(facts),
  whyNot: ({ facts }) => whyNot(() => decideKeep(facts)),
});

const pause = deskAction<PauseInput>({
  verb: 'pause',
  title: 'Pause for the season',
  description: 'Bill nothing until a day, when it goes on by itself',
  danger: false,
  input: pauseInputSchema,
  decide: async (target, input, { now }) => decidePause(target.facts, input, startOf(target, input.resumesOn), now),
  whyNot: ({ facts }) => whyNot(() => refuseUnchangeable(facts)) ?? whyNotPaused(facts),
});

const resume = deskAction({
  verb: 'resume',
  title: 'Resume',
  description: 'End the pause now',
  danger: false,
  input: z.strictObject({}),
  decide: async ({ facts }) => decideResume(facts),
  whyNot: ({ facts }) => whyNot(() => decideResume(facts)),
});

const extendTrial = deskAction<ExtendTrialInput>({
  verb: 'extend-trial',
  title: 'Extend trial',
  description: 'Give more time to try',
  danger: false,
  input: extendTrialInputSchema,
  decide: async (target, input, { now }) => decideTrial(target.facts, input, endOf(target, input.endsOn), now),
  whyNot: ({ facts }) =>
    whyNot(() => refuseUnchangeable(facts)) ??
    (facts.status === 'trialing' ? null : 'Only a running trial can be extended.'),
});

const credit = deskAction<CreditInput>({
  verb: 'credit',
  title: 'Give credit',
  description: 'Put money on the supplier’s balance, for the next invoices',
  danger: false,
  input: creditInputSchema,
  decide: async ({ facts }, input) => decideCredit(facts, input),
  whyNot: ({ facts }) => whyNot(() => decideCredit(facts, { amountMinor: 1, description: '-' })),
});

const applyCoupon = deskAction<CouponInput>({
  verb: 'apply-coupon',
  title: 'Give a discount',
  description: 'Percent off for some months',
  danger: false,
  input: couponInputSchema,
  decide: async ({ facts }, input) => decideCoupon(facts, input),
  whyNot: ({ facts }) => whyNot(() => refuseUnchangeable(facts)),
});

const winBack = deskAction<WinBackInput>({
  verb: 'win-back',
  title: 'Win-back offer',
  description: 'Send a discount code to a supplier that leaves or has left',
  danger: false,
  input: winBackInputSchema,
  decide: async (target, input, { now }) => decideWinBack(target.facts, input, endOf(target, input.validUntil), now),
  whyNot: ({ facts }) =>
    facts.status === 'canceled' || willEnd(facts) ? null : 'The supplier is not leaving. Give a discount instead.',
});

/** What can be done about a subscription. */
export const subscriptionActions: readonly AnyAction[] = [
  changePlan,
  cancel,
  keep,
  pause,
  resume,
  extendTrial,
  credit,
  applyCoupon,
  winBack,
];

function whyNot(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (isDomainError(error)) return error.message;
    throw error;
  }
}

function whyNotPaused({ paused, status }: SubscriptionFacts): string | null {
  if (paused) return 'It is paused already.';
  return status === 'trialing' ? 'A trial is not paused; extend it instead.' : null;
}

function zoneOf({ facts }: SubscriptionTarget): string {
  return facts.guarded?.timeZone ?? reportingZone;
}

function startOf(target: SubscriptionTarget, day: string): Date {
  return dayBounds(day, zoneOf(target)).start;
}

function endOf(target: SubscriptionTarget, day: string): Date {
  return dayBounds(day, zoneOf(target)).end;
}
