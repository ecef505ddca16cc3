import { describe, expect, it } from 'vitest';
import { countOf, formatCount } from './count.ts';
import { formatPercent } from './percent.ts';

describe('counts', () => {
  it('are exact when known', () => expect(formatCount(1234)).toBe('1,234'));
  it('say "about" and round when estimated', () => expect(formatCount(1_003_441, true)).toBe('about 1,000,000'));
  it('agree with their noun', () => {
    expect(countOf(1, 'supplier')).toBe('1 supplier');
    expect(countOf(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('percentages', () => {
  it('come from ratios', () => expect(formatPercent(0.1234)).toBe('12.3%'));
  it('that cannot be said are a dash, not zero', () => expect(formatPercent(null)).toBe('–'));
});
