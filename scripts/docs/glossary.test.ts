import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the glossary gives each word one meaning', () => {
  const rows = readFileSync('docs/glossary.md', 'utf8').matchAll(/^\| (?!word |-)([^|]+?) +\|/gm);
  const words = [...rows].map(([, word]) => word);
  expect(words.length).toBeGreaterThan(150);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});
