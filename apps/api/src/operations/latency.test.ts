import { expect, test } from 'vitest';
import { percentile95 } from './latency.ts';

test('of a hundred answers the ninety-fifth says how long they take, in whatever order they came', () => {
  const durations = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);
  expect(percentile95(durations)).toBe(95);
});

test('one answer speaks for itself, and none for nothing', () => {
  expect(percentile95([7])).toBe(7);
  expect(percentile95([])).toBeNull();
});
