import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoney, allocate, formatMoney, minorUnitDigits, money, roundHalfEven } from './money.ts';

describe('allocate', () => {
  test('a split never loses a penny', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc
          .array(fc.nat(10_000), { minLength: 1, maxLength: 40 })
          .filter((weights) => weights.some((weight) => weight > 0)),
        (amountMinor, weights) => {
          const parts = allocate(amountMinor, weights);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor);
          expect(parts.every(Number.isSafeInteger)).toBe(true);
        },
      ),
    );
  });
  test('a weight of zero gets nothing when the split is exact', () => {
    expect(allocate(100, [1, 0, 1])).toEqual([50, 0, 50]);
  });
  test('the largest remainder gets the odd penny, the earlier one on ties', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });
  test('no weight above zero is refused', () => {
    expect(() => allocate(5, [0, 0])).toThrow(/above zero/);
    expect(() => allocate(5, [-1, 2])).toThrow(/zero or more/);
  });
});

test('currencies never add', () => {
  expect(() => addMoney(money(1, 'GBP'), money(1, 'EUR'))).toThrow(/cannot be added/);
});

test('a fraction of a penny is not money', () => {
  expect(() => money(1.5, 'GBP')).toThrow(/whole number/);
});

test('halves round to even', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4].map(roundHalfEven).map((value) => value + 0)).toEqual([0, 2, 2, 0, -2, 2]);
});

test('a currency has the decimals of its ISO entry, whatever coins are still in use', () => {
  expect(['GBP', 'JPY', 'KWD', 'HUF', 'ISK', 'IDR'].map(minorUnitDigits)).toEqual([2, 0, 3, 2, 0, 2]);
  expect(formatMoney(money(123_450, 'HUF'))).toBe('HUF\u00a01,234.50');
});

test('yen show no decimals', () => {
  expect(formatMoney(money(1234, 'JPY'))).toBe('JP¥1,234');
  expect(formatMoney(money(123450, 'GBP'))).toBe('£1,234.50');
  expect(formatMoney(money(-0, 'GBP'))).toBe('£0.00');
});
