import { expect, test } from 'vitest';
import { fractionOf } from './bulk-progress.ts';

test('checking counts all records, running only those that may be done', () => {
  expect(fractionOf({ state: 'checking', total: 10, counts: { unchecked: 4, allowed: 5, refused: 1 } })).toBeCloseTo(
    0.6,
  );
  expect(fractionOf({ state: 'running', total: 10, counts: { refused: 2, allowed: 6, succeeded: 2 } })).toBeCloseTo(
    0.25,
  );
});
