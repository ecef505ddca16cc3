import { describe, expect, it } from 'vitest';
import { numberIn, numberText } from './number-text.ts';

describe('a text typed into a number field', () => {
  it('is the number it spells', () => expect(numberIn(' -2.5 ')).toBe(-2.5));
  it('that was cleared is nothing, not nought', () => expect(numberIn(' ')).toBeNull());
  it('that is no number yet says nothing', () =>
    expect(['-', '1e', 'two'].map(numberIn)).toEqual(Array(3).fill(undefined)));
});

describe('a number field', () => {
  it('shows what is typed, also when all of it was deleted', () => expect(numberText('', 5)).toBe(''));
  it('shows the number that is kept once nobody types', () => expect(numberText(null, 5)).toBe('5'));
  it('without a number is empty', () => expect(numberText(null, null)).toBe(''));
});
