import { defineError } from '@wedsync/domain/platform';

export const SubscriptionNotChangeable = defineError(
  'conflict',
  'subscription-not-changeable',
  (p: { why: string }) => p.why,
);
export const ChangeUnderWay = defineError(
  'conflict',
  'change-under-way',
  (p: { title: string }) => `"${p.title}" is not done yet. Wait for it, or withdraw it first.`,
);
export const BadRequest = defineError('invalid', 'bad-subscription-request', (p: { why: string }) => p.why);
