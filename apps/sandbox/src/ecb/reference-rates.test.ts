import { expect, test } from 'vitest';
import { isBusinessDay, referenceRates } from './reference-rates.ts';

const at = (instant: string) => Date.parse(instant) / 1_000;
const friday = at('2026-11-20T14:59:59Z');

test('a day has rates from four in the afternoon in Frankfurt on', () => {
  expect(referenceRates(1, friday).at(-1)?.day).toBe('2026-11-19');
  expect(referenceRates(1, friday + 1).at(-1)?.day).toBe('2026-11-20');
});

test('there are none at the weekend', () =>
  expect(referenceRates(1, at('2026-11-23T12:00:00Z')).at(-1)?.day).toBe('2026-11-20'));

test('nor at Easter, Christmas and New Year', () => {
  const closed = ['2026-04-03', '2026-04-06', '2027-03-26', '2026-12-25', '2026-01-01', '2026-05-01'];
  expect(closed.filter((day) => isBusinessDay(at(`${day}T12:00:00Z`)))).toEqual([]);
  expect(isBusinessDay(at('2026-04-07T12:00:00Z'))).toBe(true);
});

test('what was published stays published', () => {
  const earlier = referenceRates(5, at('2025-03-14T16:00:00Z'));
  expect(referenceRates(5, friday).slice(0, earlier.length)).toEqual(earlier);
});

test('another seed is another market', () =>
  expect(referenceRates(1, friday).at(-1)).not.toEqual(referenceRates(2, friday).at(-1)));
