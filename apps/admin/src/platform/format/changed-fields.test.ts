import { expect, it } from 'vitest';
import { changedFields } from './changed-fields.ts';

it('only fields that differ are changes, and nested values are compared by content', () => {
  expect(changedFields({ a: 1, tags: ['x'], gone: 'y' }, { a: 2, tags: ['x'], born: true })).toEqual([
    { field: 'a', before: '1', after: '2' },
    { field: 'gone', before: 'y', after: '–' },
    { field: 'born', before: '–', after: 'true' },
  ]);
});
