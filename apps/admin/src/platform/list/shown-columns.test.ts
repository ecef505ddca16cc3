import { describe, expect, test } from 'vitest';
import { isColumnShown, sameColumns } from './shown-columns.ts';

const column = (id: string, more: { always?: boolean; hidden?: boolean } = {}) => ({
  id,
  label: id,
  render: () => null,
  ...more,
});

describe('a column', () => {
  test('is shown by its own default until somebody chooses', () => {
    expect(isColumnShown(column('plan'), {}, null)).toBe(true);
    expect(isColumnShown(column('tags', { hidden: true }), {}, null)).toBe(false);
    expect(isColumnShown(column('tags', { hidden: true }), { tags: true }, null)).toBe(true);
  });
  test('is shown as the opened view has it, whatever the person chose for themselves', () => {
    expect(isColumnShown(column('plan'), { plan: true }, ['tags'])).toBe(false);
    expect(isColumnShown(column('tags', { hidden: true }), { tags: false }, ['tags'])).toBe(true);
  });
  test('that is never hidden stays in every view', () =>
    expect(isColumnShown(column('name', { always: true }), {}, [])).toBe(true));
});

describe('the columns of two views', () => {
  test('are the same whatever their order', () => expect(sameColumns(['a', 'b'], ['b', 'a'])).toBe(true));
  test('differ from a view that leaves the choice to the person', () => {
    expect(sameColumns(['a'], null)).toBe(false);
    expect(sameColumns(undefined, null)).toBe(true);
  });
});
