import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthlyMinor, prorate } from './proration.ts';

const period = { start: new Date('2026-06-01T00:00:00Z'), end: new Date('2026-07-01T00:00:00Z') };
const monthly = (unitAmountMinor: number, quantity = 1) => ({ unitAmountMinor, quantity, interval: 'month' });

test('half-way through a month an upgrade costs half the difference', () => {
  const change = prorate(monthly(4_900), monthly(7_900), period, new Date('2026-06-16T00:00:00Z'));
  expect(change).toEqual({ creditMinor: 2_450, chargeMinor: 3_950, dueMinor: 1_500, billedNow: false });
});

test('another interval starts a whole new period', () => {
  const yearly = { unitAmountMinor: 49_000, quantity: 1, interval: 'year' };
  expect(prorate(monthly(4_900), yearly, period, new Date('2026-06-16T00:00:00Z'))).toMatchObject({
    creditMinor: 2_450,
    chargeMinor: 49_000,
    billedNow: true,
  });
});

test('what a lasting discount took off is not given back', () => {
  expect(prorate(monthly(4_900), monthly(1_900), period, period.start, 0.5).creditMinor).toBe(2_450);
});

const amounts = fc.integer({ min: 0, max: 1_000_000 });
const moments = fc.date({ min: new Date('2026-05-01'), max: new Date('2026-08-01'), noInvalidDate: true });

test('never credits more than was paid, and changing there and back at once comes to nothing', () => {
  fc.assert(
    fc.property(amounts, amounts, moments, (from, to, now) => {
      const there = prorate(monthly(from), monthly(to), period, now);
      const back = prorate(monthly(to), monthly(from), period, now);
      expect(there.creditMinor).toBeGreaterThanOrEqual(0);
      expect(there.creditMinor).toBeLessThanOrEqual(from);
      expect(there.dueMinor + back.dueMinor).toBe(0);
    }),
  );
});

test('after the end of the period there is nothing left to share out', () => {
  expect(prorate(monthly(4_900), monthly(7_900), period, new Date('2026-07-02T00:00:00Z')).dueMinor).toBe(0);
});

test('a yearly price is compared by the month', () => {
  expect(monthlyMinor({ unitAmountMinor: 49_000, quantity: 3, interval: 'year' })).toBe(12_250);
});
