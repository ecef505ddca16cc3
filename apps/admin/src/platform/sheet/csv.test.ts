import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

const sheet = (...rows: (string | number | null)[][]) => toCsv({ name: 'test', rows });

test('commas, quotes and line breaks stay inside their cell', () =>
  expect(sheet(['a,b', 'say "yes"', 'two\nlines'])).toBe('"a,b","say ""yes""","two\nlines"'));

test('a name that looks like a formula is written as text', () =>
  expect(sheet(['=HYPERLINK("x")', '+1', '@x'])).toBe(`"'=HYPERLINK(""x"")",'+1,'@x`));

test('amounts below zero stay numbers', () => expect(sheet([-12.5, null])).toBe('-12.5,'));
