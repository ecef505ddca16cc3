import { expect, test } from 'vitest';
import { pointsOf, signed } from './health-words.ts';

test.each([
  [4.46, '+4.5'],
  [-3, '−3'],
  [0.04, '±0'],
])('%d points are written %s', (points, words) => {
  expect(signed(points)).toBe(words);
});

test('one point is one point, in either direction', () => {
  expect([pointsOf(1), pointsOf(-1), pointsOf(2.25)]).toEqual(['1 point', '1 point', '2.3 points']);
});
