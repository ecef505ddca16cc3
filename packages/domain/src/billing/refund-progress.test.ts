import { expect, test } from 'vitest';
import { afterProvider } from './refund-progress.ts';

test('a refund the bank returns is failed, even after it succeeded', () => {
  expect(afterProvider('succeeded', 'failed')).toBe('failed');
});

test('a late "pending" never takes back a result', () => {
  expect(afterProvider('succeeded', 'pending')).toBe('succeeded');
  expect(afterProvider('failed', 'pending')).toBe('failed');
});

test('nothing revives a failed refund', () => {
  expect(afterProvider('failed', 'succeeded')).toBe('failed');
});

test('an unanswered call is settled by what the provider says', () => {
  expect(afterProvider('unknown', 'succeeded')).toBe('succeeded');
});
