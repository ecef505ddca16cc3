import { defineError } from '@wedsync/domain/platform';

export const PlaybookNameTaken = defineError(
  'conflict',
  'playbook-name-taken',
  (p: { name: string }) => `There is already a playbook called ${p.name}. Give this one another name.`,
);

export const PlaybookStays = defineError('conflict', 'playbook-stays', (p: { why: string }) => p.why);

/** Agreeing to a message would send it, and sending is halted. */
export const PlaybookHalted = defineError(
  'conflict',
  'playbook-halted',
  (p: { why: string }) => `${p.why} Nothing of it is sent until somebody lets it go on; the message waits.`,
);
