import { defineError } from '@wedsync/domain/platform';

export const TaskAlreadyOpen = defineError(
  'conflict',
  'task-already-open',
  (p: { title: string }) =>
    `There is already an open task for this: ${p.title}. Work on that one, or give another reason.`,
);

export const TaskNotPossible = defineError('conflict', 'task-not-possible', (p: { why: string }) => p.why);
