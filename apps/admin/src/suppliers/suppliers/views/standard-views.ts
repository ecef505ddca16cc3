import type { FilterValues } from '../../../platform/index.ts';

export type ViewQuery = {
  readonly filter: FilterValues;
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  /** The columns it shows; without them each person sees their own choice. */
  readonly columns?: readonly string[] | null;
};

const byName = { field: 'businessName', order: 'ASC' } as const;

/** Views everybody has, before those people keep. */
export const standardViews: readonly { readonly id: string; readonly name: string; readonly query: ViewQuery }[] = [
  { id: 'all', name: 'All', query: { filter: {}, sort: byName } },
  { id: 'mine', name: 'My book', query: { filter: { ownerId: ['me'] }, sort: byName } },
  {
    id: 'at-risk',
    name: 'At risk',
    query: { filter: { healthBand: ['at_risk', 'critical'] }, sort: { field: 'mrrMinor', order: 'DESC' } },
  },
  {
    id: 'weddings',
    name: 'Weddings in 14 days',
    query: { filter: { weddingWithinDays: 14 }, sort: { field: 'nextWeddingOn', order: 'ASC' } },
  },
  {
    id: 'past-due',
    name: 'Past due',
    query: { filter: { lifecycle: ['past_due'] }, sort: { field: 'mrrMinor', order: 'DESC' } },
  },
];

/** Whether two views show the same rows in the same order, whatever the order of their filters. */
export function sameView(a: ViewQuery, b: ViewQuery): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ filter, sort }: ViewQuery): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return JSON.stringify([given.toSorted(([left], [right]) => (left < right ? -1 : 1)), sort.field, sort.order]);
}
