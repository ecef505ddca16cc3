import { classPlans, type DunningCase, type DunningStage } from '@wedsync/domain/billing';
import { calendarDate } from '@wedsync/domain/platform';
import { formatDate, type Tone, ToneChip } from '../../platform/index.ts';

export const stageWords: Readonly<Record<DunningStage, string>> = {
  notice: 'First letter',
  reminder: 'Reminder',
  restrict: 'Read-only',
  suspend: 'Suspended',
  cancel: 'Ended',
  win_back: 'Win back',
};

const stageTones: Readonly<Record<DunningStage, Tone>> = {
  notice: 'info',
  reminder: 'caution',
  restrict: 'caution',
  suspend: 'critical',
  cancel: 'critical',
  win_back: 'neutral',
};

/** How far a case is; before the first step it has only begun. */
export function StageChip({ stage }: Pick<DunningCase, 'stage'>) {
  if (stage === null) return <ToneChip tone="neutral">Just failed</ToneChip>;
  return <ToneChip tone={stageTones[stage]}>{stageWords[stage]}</ToneChip>;
}

export const classChoices = Object.entries(classPlans).map(([id, { title }]) => ({ id, name: title }));

/** The next step, its day, and why it is not sooner. */
export function nextStepWords({ nextStage, nextStepAt, nextGuard, nextGuardDate, timeZone }: DunningCase): string {
  if (nextStage === null || nextStepAt === null) return 'Nothing planned';
  return `${stageWords[nextStage]} on ${formatDate(localDay(nextStepAt, timeZone))}${guardWords(nextGuard, nextGuardDate)}`;
}

/** The calendar day at the supplier's desk. */
function localDay(at: string, timeZone: string | null): string {
  return calendarDate(new Date(at), timeZone ?? undefined);
}

export function guardWords(guard: DunningCase['nextGuard'], date: string | null): string {
  if (guard === null) return '';
  return guard === 'saturday' ? ', put off: Saturday' : `, put off: wedding around ${date ?? 'then'}`;
}

export function daysOpen({ openedAt, closedAt }: Pick<DunningCase, 'openedAt' | 'closedAt'>, now: Date): number {
  const until = closedAt === null ? now : new Date(closedAt);
  return Math.max(0, Math.floor((until.getTime() - new Date(openedAt).getTime()) / 86_400_000));
}
