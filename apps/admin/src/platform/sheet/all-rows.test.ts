import { limits } from '@wedsync/domain/platform';
import { expect, test } from 'vitest';
import { readAllRows } from './all-rows.ts';

const numbered = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: from + index }));
const silent = () => undefined;

test('a list longer than a page is read to its end', async () => {
  const list = numbered(0, limits.maxPageSize * 2 + 7);
  const told: number[] = [];
  const rows = await readAllRows({
    readPage: async (page, perPage) => ({ data: list.slice((page - 1) * perPage, page * perPage) }),
    onProgress: (count) => told.push(count),
  });
  expect(rows).toEqual(list);
  expect(told).toEqual([1_000, 2_000, 2_007]);
});

test('a row that slides to the next page while others arrive is taken once', async () => {
  const pages = [numbered(0, limits.maxPageSize), numbered(limits.maxPageSize - 1, 3)];
  const rows = await readAllRows({
    readPage: async (page) => ({ data: pages[page - 1] ?? [] }),
    onProgress: silent,
  });
  expect(rows).toEqual(numbered(0, limits.maxPageSize + 2));
});

test('a list without end is cut at the limit', async () => {
  const rows = await readAllRows({
    readPage: async (page, perPage) => ({ data: numbered(page * perPage, perPage) }),
    onProgress: silent,
    maxRows: 1_500,
  });
  expect(rows).toHaveLength(1_500);
});

test('a page that cannot be read ends the walk', () =>
  expect(
    readAllRows({ readPage: async () => Promise.reject(new DOMException('', 'AbortError')), onProgress: silent }),
  ).rejects.toThrow(DOMException));
