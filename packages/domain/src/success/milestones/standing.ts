import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { dayOf } from './cohort.ts';
import type { SupplierMilestones } from './contract.ts';

export type MilestoneState = 'reached' | 'late' | 'next' | 'ahead' | 'open';

export type MilestoneStanding = {
  readonly milestoneId: string;
  readonly title: string;
  readonly state: MilestoneState;
  /** How it stands, for people: "day 3, sooner than 80% of its cohort". */
  readonly words: string;
  /** When it was reached, or by when it should be; null where nobody waits for it. */
  readonly at: string | null;
  readonly celebrated: boolean;
};

type Step = SupplierMilestones['milestones'][number];

/** How a supplier stands on its way: what is reached, what is late, and which comes next with its day. */
export function standingsOf({ signedUpAt, today, watched, milestones }: SupplierMilestones): MilestoneStanding[] {
  const signUp = new Date(signedUpAt);
  const next = milestones.find(
    (step) => step.reachedAt === null && !step.late && !step.optional && today <= dueDay(step),
  );
  return milestones.map((step) => ({
    milestoneId: step.milestoneId,
    title: step.title,
    celebrated: step.celebrated,
    at: step.reachedAt ?? (step.optional ? null : plusMs(signUp, dueDay(step) * DAY_MS).toISOString()),
    ...(step.reachedAt === null
      ? watched
        ? awaited(step, today, step === next)
        : { state: 'open' as const, words: 'Not reached' }
      : { state: 'reached' as const, words: reachedWords(step, dayOf(new Date(step.reachedAt), signUp)) }),
  }));
}

function awaited(step: Step, today: number, isNext: boolean): Pick<MilestoneStanding, 'state' | 'words'> {
  if (step.optional) return { state: 'open', words: 'Whenever it comes' };
  if (step.late) return { state: 'late', words: lateWords(step, today) };
  const days = dueDay(step) - today;
  if (days < 0) return { state: 'open', words: `Not reached, was due on day ${dueDay(step)}` };
  const due = days === 0 ? 'due today' : `due in ${days} ${days === 1 ? 'day' : 'days'}`;
  return { state: isNext ? 'next' : 'ahead', words: `Day ${today}, ${due}` };
}

/** The day by which it should be there: the target, or the day by which three quarters of the cohort were, whichever is sooner. */
export function dueDay({ targetDays, p75Days }: Pick<Step, 'targetDays' | 'p75Days'>): number {
  return p75Days === null ? targetDays : Math.min(targetDays, p75Days);
}

function lateWords(step: Step, today: number): string {
  const overdue = today - dueDay(step);
  const there = shareBy(step, today);
  const cohort = there === null ? '' : `; ${percent(there)} of its cohort were there by now`;
  return `${overdue} ${overdue === 1 ? 'day' : 'days'} late${cohort}`;
}

function reachedWords(step: Step, day: number): string {
  const before = shareBy(step, day - 1);
  const later = before === null ? null : 1 - before;
  return later === null ? `Day ${day}` : `Day ${day}, as soon as or sooner than ${percent(later)} of its cohort`;
}

function shareBy({ curve }: Step, day: number): number | null {
  return curve.length === 0 ? null : (curve.findLast((point) => point.day <= day)?.share ?? 0);
}

const percent = (share: number) => `${Math.round(100 * share)}%`;
