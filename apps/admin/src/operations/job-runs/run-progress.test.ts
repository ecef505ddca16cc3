import { expect, test } from 'vitest';
import { fractionOf } from './run-progress.ts';

test.each([
  [{ done: 1, total: 4 }, 0.25],
  [{ done: 9, total: 4 }, 1],
  [{ done: 3, total: null }, null],
  [{ done: 0, total: 0 }, null],
  [null, null],
])('%o is %o of the work', (progress, fraction) => {
  expect(fractionOf(progress)).toBe(fraction);
});
