import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const box = { width: 10, height: 4 };

describe('a sparkline', () => {
  it('runs from the lowest value at the bottom to the highest at the top', () => {
    expect(sparklinePath([1, 3], box)).toBe('M0 4L10 0');
  });
  it('of equal values runs through the middle', () => expect(sparklinePath([5, 5], box)).toBe('M0 2L10 2'));
  it('breaks where a value is missing', () => expect(sparklinePath([1, null, 3], box)).toBe('M0 4M10 0'));
  it('of nothing is nothing', () => expect(sparklinePath([null], box)).toBe(''));
});
