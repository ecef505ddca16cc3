import { expect, test } from 'vitest';
import { waterfallRange, waterfallSteps } from './waterfall-steps.ts';

const none = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, fx_impact: 0 };
const month = {
  startMinor: 10_000,
  endMinor: 10_900,
  amounts: { ...none, new: 1_900, churn: -1_000 },
  counts: { ...none, new: 1, churn: 1 },
};

test('every bar begins where the one before it ended, and the last reaches the end', () => {
  const steps = waterfallSteps(month);
  expect(steps.map(({ label, fromMinor, toMinor }) => [label, fromMinor, toMinor])).toEqual([
    ['Start', 0, 10_000],
    ['New', 10_000, 11_900],
    ['Churn', 11_900, 10_900],
    ['End', 0, 10_900],
  ]);
});

test('what did not happen has no bar', () => expect(waterfallSteps(month)).toHaveLength(4));

test('every bar is inside the stretch drawn', () => {
  const steps = waterfallSteps(month);
  const { low, high } = waterfallRange(steps);
  for (const { toMinor } of steps) expect(toMinor >= low && toMinor <= high).toBe(true);
});
