import { formatMoney, money } from '@wedsync/domain/platform';
import type { CancelInput } from '../subscription-request.ts';
import { dayOf, not, refuseUnchangeable, willEnd, type Decision, type SubscriptionFacts } from './facts.ts';

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
