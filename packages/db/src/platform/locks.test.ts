import { expect, test } from 'vitest';
import { locks } from './locks.ts';

test.each(['name', 'number'] as const)('no two locks share a %s', (part) => {
  expect(new Set(locks.map((lock) => lock[part])).size).toBe(locks.length);
});
