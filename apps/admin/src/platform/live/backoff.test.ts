import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('reconnecting', () => {
  it('waits about twice as long each time', () =>
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 1))).toEqual([1000, 2000, 4000]));
  it('never waits longer than half a minute', () => expect(backoffMs(50, 1)).toBe(30_000));
  it('spreads by at most half', () => expect(backoffMs(1, 0)).toBe(500));
});
