import { expect, test } from 'vitest';
import { forestScale } from './forest-scale.ts';

test('a scale has nothing in its middle and holds every interval', () => {
  const { place, ticks } = forestScale([
    { low: -0.03, high: 0.12 },
    { low: 0.02, high: 0.31 },
  ]);
  expect(place(0)).toBe('50%');
  expect(ticks).toEqual([-0.4, -0.2, 0, 0.2, 0.4]);
  expect(Number.parseFloat(place(0.31))).toBeLessThanOrEqual(100);
});

test('a scale of nothing shows five points to each side', () => {
  expect(forestScale([]).ticks).toEqual([-0.05, -0.025, 0, 0.025, 0.05]);
});
