import { describe, expect, test } from 'vitest';
import { signInPolicy, whySessionEnded } from './sign-in-policy.ts';

const startedAt = '2026-06-10T09:00:00Z';
const ended = (seenAt: string, now: string) => whySessionEnded({ startedAt, seenAt }, new Date(now), signInPolicy);

describe('a session', () => {
  test('lasts while it is used', () => expect(ended('2026-06-10T20:45:00Z', '2026-06-10T20:59:59Z')).toBeNull());
  test('ends after half an hour unused', () => expect(ended(startedAt, '2026-06-10T09:30:00Z')).toMatch(/away/));
  test('ends after twelve hours however it is used', () =>
    expect(ended('2026-06-10T20:59:00Z', '2026-06-10T21:00:00Z')).toMatch(/long time/));
  test('whose times cannot be read is over', () =>
    expect(whySessionEnded({ startedAt: '', seenAt: '' }, new Date(startedAt), signInPolicy)).not.toBeNull());
});
