import { DAY_MS, formatMoney, money } from '@wedsync/domain/platform';
import type { PauseInput } from '../subscription-request.ts';
import { bad, dayOf, daysUntil, not, refuseUnchangeable, type Decision, type SubscriptionFacts } from './facts.ts';

/** A season without weddings is at most half a year; longer counts as leaving. */
const maxPauseDays = 183;
const averageMonthMs = (365 / 12) * DAY_MS;

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
