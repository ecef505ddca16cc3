import type { Effect, EffectVerdict, Engagement, Enrolment } from '@wedsync/domain/success';
import { missingToTell } from '@wedsync/domain/success';
import { countOf, formatCount, formatPercent, type Tone } from '../../platform/index.ts';

export const engagementWords: Readonly<Record<Engagement, string>> = {
  replied: 'They answered',
  clicked: 'They used its link',
  dismissed: 'They closed it in the app',
  came_back: 'They were quiet and signed in',
  task_done: 'The task was done',
};

export const endingWords: Readonly<Record<Enrolment['state'], string>> = {
  running: 'Still under way',
  finished: 'Ran through',
  goal_met: 'Goal met',
  goal_missed: 'Goal missed',
  exited: 'Left early',
  cancelled: 'Cut short by us',
};

export const verdictWords: Readonly<Record<EffectVerdict, { readonly words: string; readonly tone: Tone }>> = {
  not_enough: { words: 'Not enough data', tone: 'neutral' },
  preliminary: { words: 'Preliminary', tone: 'info' },
  undecided: { words: 'May be chance', tone: 'caution' },
  better: { words: 'Works', tone: 'positive' },
  worse: { words: 'Harms', tone: 'critical' },
};

/** "+4.2 points (95 %: +1.0 to +7.4)"; a difference of shares is told in points. */
export function upliftWords({ uplift }: Pick<Effect, 'uplift'>): string {
  if (uplift === null) return '–';
  return `${pointsOf(uplift.difference)} points (95 %: ${intervalWords({ uplift })})`;
}

/** "+1.0 to +7.4" */
export function intervalWords({ uplift }: Pick<Effect, 'uplift'>): string {
  return uplift === null ? '–' : `${pointsOf(uplift.interval.low)} to ${pointsOf(uplift.interval.high)}`;
}

export function pointsOf(difference: number): string {
  const words = formatPercent(Math.abs(difference)).replace('%', '');
  return `${difference < 0 ? '−' : '+'}${words}`;
}

/** What is missing until more can be said; nothing when nothing is. */
export function missingWords(effect: Effect): string | null {
  const { verdict, more } = effect;
  if (verdict === 'not_enough') {
    const { treated, heldOut } = missingToTell(effect);
    const parts = [
      ...(treated > 0 ? [`${formatCount(treated)} treated`] : []),
      ...(heldOut > 0 ? [`${formatCount(heldOut)} held out`] : []),
    ];
    return `${parts.join(' and ')} more must be judged before anything is told`;
  }
  if (verdict === 'preliminary')
    return `${countOf(more.heldOut, 'more supplier')} held out to be judged until the planned sample; a look before may show what is not there`;
  return null;
}
