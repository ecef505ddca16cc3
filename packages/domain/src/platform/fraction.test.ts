import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalFraction, minus, over, plus, roundFraction, times, whole } from './fraction.ts';

test('halves go to the even neighbour, whichever side of nothing they are on', () =>
  expect(
    ['0.5', '1.5', '2.5', '3.5']
      .flatMap((text) => [decimalFraction(text), minus(whole(0), decimalFraction(text))])
      .map(roundFraction),
  ).toEqual([0, 0, 2, -2, 2, -2, 4, -4]));

test('a hair beside a half is no half', () => {
  expect(roundFraction(decimalFraction('2.500000000000000000001'))).toBe(3);
  expect(roundFraction(decimalFraction('3.499999999999999999999'))).toBe(3);
});

test('what is taken apart and put together again is what it was', () => {
  const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(whole);
  const divisor = fc.integer({ min: 1, max: 5_000 }).map(whole);
  fc.assert(
    fc.property(number, divisor, divisor, (a, b, c) => {
      expect(roundFraction(times(over(a, b), b))).toBe(roundFraction(a));
      expect(roundFraction(plus(minus(over(a, b), over(a, c)), over(a, c)))).toBe(roundFraction(over(a, b)));
    }),
  );
});
