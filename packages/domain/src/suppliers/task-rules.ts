import { DAY_MS } from '@wedsync/domain/platform';
import { supplierLimits } from './limits.ts';
import type { TaskStatus } from './vocabulary.ts';

export type TaskMove = 'complete' | 'cancel' | 'snooze' | 'reopen' | 'assign';

/** From which states each move is possible. */
const possibleFrom: Readonly<Record<TaskMove, readonly TaskStatus[]>> = {
  complete: ['open', 'snoozed'],
  cancel: ['open', 'snoozed'],
  snooze: ['open', 'snoozed'],
  reopen: ['snoozed', 'done', 'cancelled'],
  assign: ['open', 'snoozed'],
};

const stateWords: Readonly<Record<TaskStatus, string>> = {
  open: 'open',
  snoozed: 'snoozed',
  done: 'done already',
  cancelled: 'cancelled',
};

/** Why a task cannot be moved so from where it stands; null when it can. */
export function taskMoveRefusal(status: TaskStatus, move: TaskMove): string | null {
  return possibleFrom[move].includes(status) ? null : `This task is ${stateWords[status]}.`;
}

/** Why a task cannot sleep until then; null when it can. */
export function snoozeRefusal(until: Date, now: Date): string | null {
  const ms = until.getTime() - now.getTime();
  if (ms <= 0) return 'Choose a time in the future.';
  if (ms > supplierLimits.maxSnoozeDays * DAY_MS) return `Snooze for at most ${supplierLimits.maxSnoozeDays} days.`;
  return null;
}

export type TaskAge = { readonly ageDays: number; readonly overdueDays: number };

/** How long a task has waited, and how many days past its due day it is (0 when it is not). Days are whole, in the reporting zone. */
export function taskAge(task: { createdOn: string; dueOn: string | null }, today: string): TaskAge {
  const days = (from: string) => Math.max(0, Math.round((Date.parse(today) - Date.parse(from)) / DAY_MS));
  return { ageDays: days(task.createdOn), overdueDays: task.dueOn === null ? 0 : days(task.dueOn) };
}
