import { defineError } from '@wedsync/domain/platform';

export const TaskAlreadyOpen = defineError(
  'conflict',
  'task-already-open',
  (p: { title: string }) =>
    `There is already an open task for this: ${p.title}. Work on that one, or give another reason.`,
);

export const TaskNotPossible = defineError('conflict', 'task-not-possible', (p: { why: string }) => p.why);

export const SegmentNameTaken = defineError(
  'conflict',
  'segment-name-taken',
  (p: { name: string }) => `There is already a segment called ${p.name}. Give this one another name.`,
);

export const SegmentInUse = defineError(
  'conflict',
  'segment-in-use',
  (p: { noun: string; names: readonly string[] }) =>
    `It is in use by the ${p.noun} ${p.names.join(', ')}. Change that first, or archive the segment.`,
);

export const SegmentAgreed = defineError(
  'conflict',
  'segment-agreed',
  (p: { by: string; what: string }) => `It is used by the ${p.by}, to which two people agreed. ${p.what}`,
);
