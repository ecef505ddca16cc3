import { endOfDay } from '@wedsync/db/success';
import { expect, test } from 'vitest';
import { monthAfter } from './compare-with-truth.ts';

test.each([
  ['2026-07-31', '2026-08'],
  ['2026-10-31', '2026-11'],
  ['2026-12-31', '2027-01'],
])('a snapshot of %s is held to the hazard of %s, in summer as in winter', (asOf, month) =>
  expect(monthAfter(endOfDay(asOf))).toBe(month),
);
