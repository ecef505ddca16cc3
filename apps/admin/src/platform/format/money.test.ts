import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, inputToMinor, minorToInput } from './money.ts';

describe('money as people read it', () => {
  it('shows minor units with the currency', () => expect(formatMoney(123450, 'GBP')).toBe('£1,234.50'));
  it('shows a negative amount with a minus sign, not a hyphen', () =>
    expect(formatMoney(-1900, 'GBP')).toBe('−£19.00'));
  it('knows currencies without decimals', () => expect(formatMoney(500, 'JPY')).toBe('JP¥500'));
  it('is short where space is short', () => expect(formatMoney(4_812_300, 'GBP', 'short')).toMatch(/^£48\.1k$/i));
});

describe('money as people type it', () => {
  it('reads thousands separators', () => expect(inputToMinor('1,234.5', 'GBP')).toBe(123450));
  it('refuses a third decimal instead of rounding it', () => expect(inputToMinor('10.005', 'GBP')).toBeNull());
  it('refuses words', () => expect(inputToMinor('ten', 'GBP')).toBeNull());
  it('refuses decimals of a currency that has none', () => expect(inputToMinor('10.5', 'JPY')).toBeNull());
  it('comes back as it was written, to the penny', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('GBP', 'JPY', 'EUR'), (amountMinor, currency) => {
        expect(inputToMinor(minorToInput(amountMinor, currency), currency)).toBe(amountMinor);
      }),
    );
  });
});
