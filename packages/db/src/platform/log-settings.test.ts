import { expect, test } from 'vitest';
import { hideSecrets } from './log-settings.ts';

test.each([
  ['a Stripe key', 'Invalid API Key provided: sk_live_51Habc123', 'Invalid API Key provided: sk_live_[hidden]'],
  ['a Slack token', 'token xoxb-123-abc is revoked', 'token xoxb-[hidden] is revoked'],
  ['a bearer token', 'Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [hidden]'],
  ['a password in an address', 'connect postgresql://app:hunter2@db/x', 'connect postgresql://app:[hidden]@db/x'],
])('%s is hidden from texts', (_what, text, shown) => {
  expect(hideSecrets(text)).toBe(shown);
});

test('a text without secrets is left as it is', () => {
  expect(hideSecrets('There is no supplier sup_1, or it is outside your scope.')).toBe(
    'There is no supplier sup_1, or it is outside your scope.',
  );
});
