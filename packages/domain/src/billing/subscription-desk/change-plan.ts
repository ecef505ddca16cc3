import { formatMoney, latest, money, plusMs } from '@wedsync/domain/platform';
import { monthlyMinor, prorate } from '../proration.ts';
import type { ChangePlanInput } from '../subscription-request.ts';
import type { SubscriptionStatus } from '../mirror.ts';
import { BadRequest } from './errors.ts';
import {
  dayOf,
  not,
  refuseUnchangeable,
  willEnd,
  type Decision,
  type NewPrice,
  type SubscriptionFacts,
} from './facts.ts';

/** Plans due at the end of a period change this long before it, so that the next period is billed at the new price. */
const beforePeriodEndMs = 3_600_000;
const billed: readonly SubscriptionStatus[] = ['active', 'past_due'];

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
