import { describe, expect, test } from 'vitest';
import { sameView, type ViewQuery } from './standard-views.ts';

const sort = { field: 'mrrMinor', order: 'DESC' } as const;
const view = (filter: ViewQuery['filter']): ViewQuery => ({ filter, sort });

describe('two views of a list', () => {
  test('are the same whatever the order of their filters', () => {
    expect(sameView(view({ a: 1, b: ['x'] }), view({ b: ['x'], a: 1 }))).toBe(true);
  });

  test('are the same when one has emptied a filter the other never had', () => {
    expect(sameView(view({ a: 1, q: '' }), view({ a: 1 }))).toBe(true);
  });

  test('differ by a value, and by the sort', () => {
    expect(sameView(view({ a: 1 }), view({ a: 2 }))).toBe(false);
    expect(sameView(view({}), { filter: {}, sort: { ...sort, order: 'ASC' } })).toBe(false);
  });
});
