import { defineError } from '@wedsync/domain/platform';

export const MilestoneKeyTaken = defineError(
  'conflict',
  'milestone-key-taken',
  (p: { key: string }) => `There is already a milestone with the key ${p.key}. Give this one another key.`,
);
