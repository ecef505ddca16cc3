import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atMostEvery } from './at-most-every.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first call acts at once, those during the rest once at its end', () => {
  const act = vi.fn();
  const { call } = atMostEvery(50, act);
  call();
  expect(act).toHaveBeenCalledTimes(1);
  call();
  call();
  vi.advanceTimersByTime(49);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(200);
  expect(act).toHaveBeenCalledTimes(2);
  call();
  expect(act).toHaveBeenCalledTimes(3);
});

test('nothing happens after it was stopped', () => {
  const act = vi.fn();
  const { call, stop } = atMostEvery(50, act);
  call();
  call();
  stop();
  vi.advanceTimersByTime(200);
  expect(act).toHaveBeenCalledTimes(1);
});
