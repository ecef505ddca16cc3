import { formatMoney, money, type Money } from '@wedsync/domain/platform';
import { monthlyMinor } from '../proration.ts';
import type { CouponInput, CreditInput, ExtendTrialInput, WinBackInput } from '../subscription-request.ts';
import {
  bad,
  dayOf,
  daysUntil,
  hasEnded,
  not,
  refuseForeign,
  refuseUnchangeable,
  willEnd,
  type Decision,
  type SubscriptionFacts,
} from './facts.ts';

const maxTrialDays = 90;
const maxOfferDays = 92;

/** @param trialEnd the end of the chosen day where the supplier is */
export function decideTrial(
  facts: SubscriptionFacts,
  { endsOn }: ExtendTrialInput,
  trialEnd: Date,
  now: Date,
): Decision<'extend_trial'> {
  refuseUnchangeable(facts);
  if (facts.status !== 'trialing' || facts.trialEnd === null) throw not('Only a running trial can be extended.');
  if (trialEnd <= facts.trialEnd) throw bad('endsOn', `The trial lasts until ${dayOf(facts.trialEnd)} already.`);
  if (daysUntil(trialEnd, now) > maxTrialDays)
    throw bad('endsOn', `A trial ends within ${maxTrialDays} days from today.`);
  const days = daysUntil(trialEnd, facts.trialEnd);
  const monthMinor = facts.item === null ? 0 : monthlyMinor(facts.item);
  const conceded = money(Math.round((monthMinor * 12 * days) / 365), facts.currency);
  return {
    kind: 'extend_trial',
    title: `Extend the trial until ${endsOn}`,
    params: { trialEnd: trialEnd.toISOString() },
    conceded,
    lines: [
      { label: 'Trial ends', value: `${dayOf(facts.trialEnd)} → ${endsOn}` },
      { label: 'Longer by', value: `${days} days` },
      { label: 'Worth at list price', value: formatMoney(conceded) },
    ],
    warnings: [],
    guardedAct: null,
    notBefore: null,
  };
}

/** Credit and coupons change no schedule, so they may go along with a change that waits. */
export function decideCredit(facts: SubscriptionFacts, { amountMinor, description }: CreditInput): Decision<'credit'> {
  refuseForeign(facts);
  const conceded = money(amountMinor, facts.currency);
  const show = (minor: number) => formatMoney(money(minor, facts.currency));
  return {
    kind: 'credit',
    title: `Credit of ${formatMoney(conceded)}`,
    params: { description },
    conceded,
    lines: [
      { label: 'Credit', value: formatMoney(conceded) },
      { label: 'Balance before', value: show(-facts.balanceMinor) },
      { label: 'Balance after', value: show(amountMinor - facts.balanceMinor) },
      { label: 'Used for', value: 'The next invoices, by themselves' },
      { label: 'Effect on MRR', value: 'None: credit moves cash, not MRR' },
    ],
    warnings: hasEnded(facts) ? ['The subscription has ended: there may be no next invoice.'] : [],
    guardedAct: null,
    notBefore: null,
  };
}

export function decideCoupon(facts: SubscriptionFacts, { percentOff, months }: CouponInput): Decision<'coupon'> {
  refuseUnchangeable(facts);
  const conceded = worthOf(facts, percentOff, months);
  const show = (minor: number) => formatMoney(money(minor, facts.currency));
  return {
    kind: 'coupon',
    title: `${percentOff} % off for ${monthsInWords(months)}`,
    params: { percentOff, months },
    conceded,
    lines: [
      { label: 'Off', value: `${percentOff} % for ${monthsInWords(months)}, beside what there is already` },
      { label: 'Given away', value: formatMoney(conceded) },
      {
        label: 'MRR meanwhile',
        value: `${show(facts.netMrrMinor)} → ${show(Math.round(facts.netMrrMinor * (1 - percentOff / 100)))}`,
      },
    ],
    warnings: [],
    guardedAct: null,
    notBefore: null,
  };
}

/** @param validUntil the end of the chosen day where the supplier is */
export function decideWinBack(
  facts: SubscriptionFacts,
  input: WinBackInput,
  validUntil: Date,
  now: Date,
): Decision<'win_back'> {
  refuseForeign(facts);
  if (!hasEnded(facts) && !willEnd(facts)) throw not('The supplier is not leaving. Give a coupon instead.');
  const days = daysUntil(validUntil, now);
  if (days < 1 || days > maxOfferDays) throw bad('validUntil', `An offer ends within ${maxOfferDays} days.`);
  const { percentOff, months, message } = input;
  const conceded = worthOf(facts, percentOff, months);
  return {
    kind: 'win_back',
    title: `Win-back offer: ${percentOff} % off for ${monthsInWords(months)}`,
    params: { percentOff, months, validUntil: validUntil.toISOString(), message },
    conceded,
    lines: [
      { label: 'Offer', value: `${percentOff} % off ${facts.planName} for ${monthsInWords(months)}` },
      { label: 'Valid until', value: input.validUntil },
      { label: 'Given away if it is taken', value: formatMoney(conceded) },
      { label: 'How', value: 'A code for this supplier only; its letter waits under Messages to be released' },
    ],
    warnings: [],
    guardedAct: null,
    notBefore: null,
  };
}

/** At the price that is paid now, or would be if it went on. A discount of one month on a bill for a year takes off a year. */
function worthOf({ item, netMrrMinor, currency }: SubscriptionFacts, percentOff: number, months: number): Money {
  const monthMinor = netMrrMinor > 0 ? netMrrMinor : item === null ? 0 : monthlyMinor(item);
  const billedMonths = item?.interval === 'year' ? Math.max(months, 12) : months;
  return money(Math.round((monthMinor * percentOff * billedMonths) / 100), currency);
}

function monthsInWords(months: number): string {
  return months === 1 ? '1 month' : `${months} months`;
}
