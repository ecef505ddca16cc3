import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayLiteral, rowsByColumn } from './rows-by-column.ts';

test('rows become one array a column, in the order of the columns', () =>
  expect(
    rowsByColumn<{ id: string; minor: number; facts: string[] }>(
      { id: ['text', (row) => row.id], minor: ['bigint', (row) => row.minor], facts: ['text[]', (row) => row.facts] },
      [
        { id: 'a', minor: 1, facts: [] },
        { id: 'b', minor: -2, facts: ['x', 'y, "z"'] },
      ],
    ),
  ).toEqual({
    names: 'id, minor, facts',
    values: 'id, minor, facts::text[]',
    sql: 'unnest(?::text[], ?::bigint[], ?::text[]) as given (id, minor, facts)',
    bindings: ['{"a","b"}', '{1,-2}', String.raw`{"{}","{\"x\",\"y, \\\"z\\\"\"}"}`],
  }));

test('what is not there is a null, and a text that says null is a text', () =>
  expect(arrayLiteral([null, 'null', true, 0.5])).toBe('{null,"null",true,0.5}'));

test('an instant is written in UTC to the millisecond', () =>
  expect(
    rowsByColumn({ at: ['timestamptz', (at: Date | null) => at] }, [new Date('2026-01-31T23:59:59.5Z'), null]).bindings,
  ).toEqual(['{"2026-01-31T23:59:59.500Z",null}']));

const awkward = ['a', '"', '\\', '{', '}', ',', '\n', '\u0001', 'é', '💍'];

test('any text comes back as it was written', () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom(...awkward) })), (texts) => {
      expect(readArray(arrayLiteral(texts))).toEqual(texts);
    }),
  ));

/** As PostgreSQL reads quoted elements: a backslash makes the next character plain. */
function readArray(literal: string): string[] {
  const elements = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\[^])*)"/g);
  return [...elements].map(([, element = '']) => element.replaceAll(/\\([^])/g, '$1'));
}
