import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decisionsFile, drawDecisions } from './decisions.ts';

test('every decision is listed, once, in order (npm run docs lists them anew)', () => {
  expect(readFileSync(decisionsFile, 'utf8')).toBe(drawDecisions());
});
