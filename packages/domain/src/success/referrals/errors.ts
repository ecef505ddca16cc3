import { defineError } from '@wedsync/domain/platform';

export const NothingToDecide = defineError('conflict', 'nothing-to-decide', (p: { why: string }) => p.why);
