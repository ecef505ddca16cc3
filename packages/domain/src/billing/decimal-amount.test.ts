import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalFromMinor, minorFromDecimal } from './decimal-amount.ts';

test.each([
  ['19.00', 'GBP', 1_900],
  ['19', 'GBP', 1_900],
  ['19.5', 'GBP', 1_950],
  ['-0.05', 'EUR', -5],
  ['0.29', 'GBP', 29],
  ['1900', 'JPY', 1_900],
  ['1900.00', 'JPY', 1_900],
  ['1.234', 'KWD', 1_234],
  ['9007199254740.99', 'USD', 900_719_925_474_099],
  ['-0.00', 'GBP', 0],
])('%s %s is %i minor units', (text, currency, minor) => expect(minorFromDecimal(text, currency)).toBe(minor));

test.each([
  ['19.001', 'GBP'],
  ['1900.50', 'JPY'],
  ['1e3', 'GBP'],
  ['', 'GBP'],
  [' 1', 'GBP'],
  ['1,000.00', 'GBP'],
  ['.50', 'GBP'],
  ['--1', 'GBP'],
])('"%s" is no amount of %s', (text, currency) =>
  expect(() => minorFromDecimal(text, currency)).toThrow('is no amount'),
);

test('written and read again, an amount is the same in every currency', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom('GBP', 'JPY', 'KWD', 'HUF'), (minor, currency) => {
      expect(minorFromDecimal(decimalFromMinor(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
    }),
  );
});
