import { defineError } from '@wedsync/domain/platform';

export const CaseClosed = defineError(
  'conflict',
  'case-closed',
  (p: { state: string }) => `This case is closed (${p.state}): there is nothing to do about it any more.`,
);
export const RetryNotAllowed = defineError('conflict', 'retry-not-allowed', (p: { why: string }) => p.why);
export const NothingToSkip = defineError(
  'conflict',
  'nothing-to-skip',
  () => 'No step is planned in this case, so there is none to skip.',
);
export const HoldTooLong = defineError(
  'invalid',
  'hold-too-long',
  (p: { days: number }) => `Choose a day in the next ${p.days} days.`,
);
export const NotOnHold = defineError('conflict', 'not-on-hold', () => 'This case is neither paused nor promised.');
