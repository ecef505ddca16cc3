import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterDefinition } from './filter-definition.ts';
import { tokensOf, withFilter, withoutFilter } from './filter-tokens.ts';
import { listUrl, readListView } from './list-url.ts';

const definitions: FilterDefinition[] = [
  {
    source: 'plan',
    label: 'Plan',
    kind: 'choice',
    multiple: true,
    choices: [
      { id: 'scale', name: 'Scale' },
      { id: 'enterprise', name: 'Enterprise' },
    ],
  },
  { source: 'mrrMinorMin', label: 'MRR at least', kind: 'money', currency: 'GBP' },
  { source: 'disputed', label: 'Disputed', kind: 'yes-no' },
];

describe('filter tokens', () => {
  it('say the chosen values in words', () => {
    expect(tokensOf(definitions, { plan: ['scale', 'enterprise'], mrrMinorMin: 7900, disputed: true })).toEqual([
      { source: 'plan', label: 'Plan', text: 'Scale or Enterprise' },
      { source: 'mrrMinorMin', label: 'MRR at least', text: '£79.00' },
      { source: 'disputed', label: 'Disputed', text: 'yes' },
    ]);
  });
  it('leave the search text to the search box', () => expect(tokensOf(definitions, { q: 'rose' })).toEqual([]));
  it('show a filter nobody defined, so it can be removed', () => {
    expect(tokensOf(definitions, { ownerId: 'stf_1' })).toEqual([
      { source: 'ownerId', label: 'Owner id', text: 'stf_1' },
    ]);
  });
  it('vanish when their last value is taken away', () =>
    expect(withFilter({ plan: ['scale'] }, 'plan', [])).toEqual({}));
  it('are removed alone', () => expect(withoutFilter({ a: 1, b: 2 }, 'a')).toEqual({ b: 2 }));
});

describe('the address of a list', () => {
  it('holds filter, sort and page, and gives them back unchanged', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()));
    const filter = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value);
    fc.assert(
      fc.property(
        filter,
        fc.constantFrom('ASC' as const, 'DESC' as const),
        fc.integer({ min: 1, max: 9999 }),
        (filter, order, page) => {
          const view = { filter: { ...filter }, sort: { field: 'name', order }, page };
          expect(readListView(listUrl('suppliers', view).split('?')[1] ?? '')).toEqual(view);
        },
      ),
    );
  });
  it('is bare without a view', () => expect(listUrl('suppliers')).toBe('/suppliers'));
  it('with a damaged filter shows the list unfiltered', () => expect(readListView('filter=%7Bbroken')).toEqual({}));
});
