import { expect, test } from 'vitest';
import { netNewMinor, noAmounts } from './figures.ts';

test('net new is what was won less what was lost, and no rate of exchange', () =>
  expect(
    netNewMinor({ ...noAmounts, new: 1_900, expansion: 300, contraction: -200, churn: -4_900, fx_impact: 70 }),
  ).toBe(-2_900));
