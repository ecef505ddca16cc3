import { DAY_MS, formatMoney, money, plusMs, type Money } from '@wedsync/domain/platform';
import type { GuardedAct, GuardedSupplier } from '@wedsync/domain/suppliers';
import type { SubscriptionStatus } from './mirror.ts';
import { monthlyMinor, prorate, type ProratedPrice } from './proration.ts';
import { BadRequest, ChangeUnderWay, SubscriptionNotChangeable } from './subscription-desk-errors.ts';
import type {
  CancelInput,
  ChangePlanInput,
  CouponInput,
  CreditInput,
  ExtendTrialInput,
  PauseInput,
  SubscriptionRequestKind,
  SubscriptionRequestParams,
  SubscriptionRequestState,
  WinBackInput,
} from './subscription-request.ts';

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

/** A season without weddings is at most half a year; longer counts as leaving. */
const maxPauseDays = 183;
const maxTrialDays = 90;
const maxOfferDays = 92;
/** Plans due at the end of a period change this long before it, so that the next period is billed at the new price. */
const beforePeriodEndMs = 3_600_000;

const ended: readonly SubscriptionStatus[] = ['canceled', 'incomplete_expired'];
const billed: readonly SubscriptionStatus[] = ['active', 'past_due'];

/** Refuses whatever cannot be changed at all. @throws SubscriptionNotChangeable, ChangeUnderWay */
export function refuseUnchangeable(facts: SubscriptionFacts): void {
  if (facts.provider !== 'stripe') throw not(`Subscriptions at ${facts.provider} are changed there, not from here.`);
  if (ended.includes(facts.status)) throw not('The subscription has ended.');
  if (facts.status === 'incomplete') throw not('The first payment has not been made; there is nothing to change yet.');
  if (facts.openRequest !== null) throw ChangeUnderWay({ title: facts.openRequest.title });
}

export function decidePlanChange(
  facts: SubscriptionFacts,
  input: ChangePlanInput,
  price: NewPrice | undefined,
  now: Date,
): Decision<'change_plan'> {
  refuseUnchangeable(facts);
  const { item, periodStart, periodEnd } = facts;
  if (item === null || periodStart === null || periodEnd === null) throw not('The provider has not told what is sold.');
  if (price === undefined)
    throw BadRequest({ why: `That plan is not sold by the ${input.interval} in ${facts.currency}.` });
  if (price.priceId === item.priceId) throw BadRequest({ why: 'The subscription is on this plan already.' });
  if (willEnd(facts)) throw not('It is going to end. Keep it first, then change the plan.');
  const to = { unitAmountMinor: price.unitAmountMinor, quantity: item.quantity, interval: input.interval };
  const later = input.when === 'period_end';
  const share = facts.grossMrrMinor > 0 ? facts.netMrrMinor / facts.grossMrrMinor : 1;
  const money_ = prorate(item, to, { start: periodStart, end: periodEnd }, now, share);
  const prorates = !later && billed.includes(facts.status);
  const show = (minor: number) => formatMoney(money(minor, facts.currency));
  const lowers = facts.planRank !== null && price.rank < facts.planRank;
  const before = Math.round(monthlyMinor(item));
  const after = Math.round(monthlyMinor(to));
  const lost = prorates && money_.dueMinor < 0 ? money(-money_.dueMinor, facts.currency) : null;
  return {
    kind: 'change_plan',
    title: `Change from ${facts.planName} to ${price.planName}${input.interval === 'year' ? ', yearly' : ''}`,
    params: {
      itemId: item.id,
      priceId: price.priceId,
      planCode: input.planCode,
      prorates,
      prorateAfter: later ? periodEnd.toISOString() : null,
    },
    conceded: lost,
    lines: [
      { label: 'From', value: `${facts.planName}, ${show(item.unitAmountMinor)} a ${item.interval}` },
      { label: 'To', value: `${price.planName}, ${show(price.unitAmountMinor)} a ${input.interval}` },
      { label: 'When', value: later ? `At the end of the period, ${dayOf(periodEnd)}` : 'At once' },
      ...(prorates
        ? [
            { label: 'Unused time given back', value: show(money_.creditMinor) },
            { label: money_.billedNow ? 'New period' : 'Rest of the period', value: show(money_.chargeMinor) },
            {
              label: money_.billedNow ? 'Charged now, before tax' : 'On the next invoice, before tax',
              value: show(money_.dueMinor),
            },
          ]
        : [{ label: 'Charged now', value: show(0) }]),
      { label: 'List price by the month', value: `${show(before)} → ${show(after)}` },
    ],
    warnings: [
      ...(prorates ? ['The amounts are our estimate; the provider works out the invoice.'] : []),
      ...(facts.itemCount > 1 ? ['Only the plan changes; add-ons stay.'] : []),
      ...(facts.status === 'past_due' ? ['An invoice is overdue.'] : []),
    ],
    guardedAct: lowers ? 'downgrade' : null,
    notBefore: later ? latest(now, plusMs(periodEnd, -beforePeriodEndMs)) : null,
  };
}

export function decideCancellation(
  facts: SubscriptionFacts,
  input: CancelInput,
): Decision<'cancel_now'> | Decision<'cancel_at_period_end'> {
  refuseUnchangeable(facts);
  const atEnd = input.when === 'period_end';
  if (atEnd && willEnd(facts)) throw not('It is going to end already.');
  const show = (minor: number) => formatMoney(money(minor, facts.currency));
  const common = {
    params: { feedback: input.feedback, comment: input.comment ?? null },
    conceded: null,
    lines: [
      { label: 'Plan', value: facts.planName },
      { label: 'Ends', value: atEnd && facts.periodEnd !== null ? dayOf(facts.periodEnd) : 'At once' },
      { label: 'MRR lost', value: show(facts.netMrrMinor) },
      { label: 'Money given back', value: `${show(0)}; refund the payment when it was agreed` },
      ...(facts.balanceMinor < 0 ? [{ label: 'Credit left unused', value: show(-facts.balanceMinor) }] : []),
    ],
    warnings: facts.status === 'past_due' ? ['An invoice is overdue and stays open.'] : [],
    notBefore: null,
  };
  if (atEnd)
    return {
      ...common,
      kind: 'cancel_at_period_end',
      title: `Cancel ${facts.planName} at the end of its period`,
      guardedAct: null,
    };
  return { ...common, kind: 'cancel_now', title: `Cancel ${facts.planName} now`, guardedAct: 'cancel' };
}

export function decideKeep(facts: SubscriptionFacts): Decision<'keep'> {
  refuseUnchangeable(facts);
  if (!willEnd(facts)) throw not('No cancellation is scheduled.');
  const ends = facts.cancelAt ?? facts.periodEnd;
  return {
    kind: 'keep',
    title: `Keep ${facts.planName}`,
    params: {},
    conceded: null,
    lines: [
      { label: 'Would have ended', value: ends === null ? 'at the end of its period' : dayOf(ends) },
      { label: 'MRR kept', value: formatMoney(money(facts.netMrrMinor, facts.currency)) },
    ],
    warnings: [],
    guardedAct: null,
    notBefore: null,
  };
}

/** @param resumesAt the start of the chosen day where the supplier is */
export function decidePause(
  facts: SubscriptionFacts,
  { resumesOn }: PauseInput,
  resumesAt: Date,
  now: Date,
): Decision<'pause'> {
  refuseUnchangeable(facts);
  if (facts.paused) throw not('It is paused already.');
  if (facts.status === 'trialing') throw not('A trial is not paused; extend it instead.');
  const days = daysUntil(resumesAt, now);
  if (days < 1) throw bad('resumesOn', 'Choose a day that has not come yet.');
  if (days > maxPauseDays) throw bad('resumesOn', `A pause lasts at most ${maxPauseDays} days.`);
  const show = (minor: number) => formatMoney(money(minor, facts.currency));
  const waived = waivedByPause(facts, resumesAt, now);
  return {
    kind: 'pause',
    title: `Pause ${facts.planName} until ${resumesOn}`,
    params: { resumesAt: resumesAt.toISOString() },
    conceded: waived,
    lines: [
      { label: 'Not billed from', value: facts.periodEnd === null ? 'the next invoice' : dayOf(facts.periodEnd) },
      { label: 'Billed again from', value: resumesOn },
      { label: 'MRR until then', value: `${show(facts.netMrrMinor)} → ${show(0)}` },
      { label: 'Not asked for', value: waived === null ? 'Nothing' : formatMoney(waived) },
      { label: 'Access meanwhile', value: 'Read only' },
    ],
    warnings: ['Invoices that fall into the pause are voided.'],
    guardedAct: 'restrict',
    notBefore: null,
  };
}

/** An invoice that falls into the pause is voided whole, however little of its period the pause lasts. */
function waivedByPause({ item, periodEnd, netMrrMinor, currency }: SubscriptionFacts, resumesAt: Date, now: Date) {
  const first = periodEnd ?? now;
  if (first >= resumesAt || netMrrMinor === 0) return null;
  const months = item?.interval === 'year' ? 12 : 1;
  const further = Math.floor((resumesAt.getTime() - first.getTime()) / (months * averageMonthMs));
  return money(netMrrMinor * months * (1 + further), currency);
}

export function decideResume(facts: SubscriptionFacts): Decision<'resume'> {
  refuseUnchangeable(facts);
  if (!facts.paused) throw not('It is not paused.');
  return {
    kind: 'resume',
    title: `Resume ${facts.planName}`,
    params: {},
    conceded: null,
    lines: [
      {
        label: 'Would have resumed',
        value: facts.pauseResumesAt === null ? 'when somebody resumes it' : dayOf(facts.pauseResumesAt),
      },
      { label: 'Next invoice', value: facts.periodEnd === null ? 'at the end of the period' : dayOf(facts.periodEnd) },
    ],
    warnings: [],
    guardedAct: null,
    notBefore: null,
  };
}

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
    warnings: ended.includes(facts.status) ? ['The subscription has ended: there may be no next invoice.'] : [],
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
  if (!ended.includes(facts.status) && !willEnd(facts))
    throw not('The supplier is not leaving. Give a coupon instead.');
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

function refuseForeign({ provider }: SubscriptionFacts): void {
  if (provider !== 'stripe') throw not(`Subscriptions at ${provider} are changed there, not from here.`);
}

/** At the price that is paid now, or would be if it went on. A discount of one month on a bill for a year takes off a year. */
function worthOf({ item, netMrrMinor, currency }: SubscriptionFacts, percentOff: number, months: number): Money {
  const monthMinor = netMrrMinor > 0 ? netMrrMinor : item === null ? 0 : monthlyMinor(item);
  const billedMonths = item?.interval === 'year' ? Math.max(months, 12) : months;
  return money(Math.round((monthMinor * percentOff * billedMonths) / 100), currency);
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

function not(why: string) {
  return SubscriptionNotChangeable({ why });
}

function bad(field: string, why: string) {
  return BadRequest({ why }, { fields: { [field]: why } });
}

const averageMonthMs = (365 / 12) * DAY_MS;

function daysUntil(to: Date, from: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / DAY_MS);
}

function latest(left: Date, right: Date): Date {
  return left > right ? left : right;
}

function monthsInWords(months: number): string {
  return months === 1 ? '1 month' : `${months} months`;
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
