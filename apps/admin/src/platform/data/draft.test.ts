import { describe, expect, it } from 'vitest';
import { draftOf, typeOver } from './draft.ts';

const first = { value: { title: 'Winter' }, version: 1 };
const typed = typeOver(first, null, { title: 'Summer' });

describe('a draft', () => {
  it('that nobody touched follows what is stored', () =>
    expect(draftOf({ value: { title: 'Spring' }, version: 2 }, null)).toEqual({
      value: { title: 'Spring' },
      version: 2,
      isDirty: false,
      isStale: false,
    }));
  it('keeps what was typed and the version it was typed over when somebody else saves', () =>
    expect(draftOf({ value: { title: 'Spring' }, version: 2 }, typed)).toEqual({
      value: { title: 'Summer' },
      version: 1,
      isDirty: true,
      isStale: true,
    }));
  it('is built on a version that changed nothing of what is typed', () =>
    expect(draftOf({ value: { title: 'Winter' }, version: 2 }, typed)).toEqual({
      value: { title: 'Summer' },
      version: 2,
      isDirty: true,
      isStale: false,
    }));
  it('is not stale because what is stored comes with its parts in another order', () => {
    const over = typeOver({ value: { from: 20, until: 8 }, version: 1 }, null, { from: 19, until: 8 });
    expect(draftOf({ value: { until: 8, from: 20 }, version: 2 }, over)).toMatchObject({ version: 2, isStale: false });
  });
  it('stays over what it began with while somebody types on', () =>
    expect(typeOver({ value: { title: 'Spring' }, version: 2 }, typed, { title: 'Summers' }).from).toBe(first));
  it('that was typed back to what it was is untouched', () =>
    expect(draftOf(first, typeOver(first, typed, { title: 'Winter' })).isDirty).toBe(false));
  it('that was typed back begins anew over what is stored then', () => {
    const second = { value: { title: 'Spring' }, version: 2 };
    expect(typeOver(second, typeOver(first, typed, { title: 'Winter' }), { title: 'Autumn' }).from).toBe(second);
  });
});
