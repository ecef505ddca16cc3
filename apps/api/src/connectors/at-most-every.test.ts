import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atMostEvery } from './at-most-every.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first asking acts at once', () => {
  const act = vi.fn();
  atMostEvery(50, act)();
  expect(act).toHaveBeenCalledTimes(1);
});

test('a thousand askings within the pause are one more act at its end', () => {
  const act = vi.fn();
  const ask = atMostEvery(50, act);
  for (let n = 0; n < 1_000; n += 1) ask();
  vi.advanceTimersByTime(49);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  expect(act).toHaveBeenCalledTimes(2);
});

test('after a quiet pause it acts at once again', () => {
  const act = vi.fn();
  const ask = atMostEvery(50, act);
  ask();
  vi.advanceTimersByTime(60);
  ask();
  expect(act).toHaveBeenCalledTimes(2);
});
