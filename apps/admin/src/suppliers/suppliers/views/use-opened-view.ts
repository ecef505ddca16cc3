import { useEffect } from 'react';
import { useListContext } from 'react-admin';
import { sameColumns, useViewColumns } from '../../../platform/index.ts';
import { supplierColumns } from '../supplier-columns.tsx';
import { sameView, type ViewQuery } from './standard-views.ts';

type View = { readonly id: string; readonly query: ViewQuery };

/**
 * The view whose filters and sort the address names. Opening one shows its columns; changing filters, sort or columns leaves it, so that what is
 * shown can be kept under a name of its own.
 */
export function useOpenedView(views: readonly View[]) {
  const { filterValues, sort } = useListContext();
  const { view: kept, shownIds, open: remember } = useViewColumns(supplierColumns, 'suppliers');
  const open = ({ id, query }: View) => remember({ id, columns: query.columns ?? null });
  const fitting = views.filter(({ query }) => sameView(query, { filter: filterValues, sort }));
  const opened = fitting.find(({ id }) => id === kept.id) ?? fitting[0];
  // Reached by its address and not by its tab, a view shows its columns too.
  useEffect(() => {
    if (opened !== undefined && opened.id !== kept.id) open(opened);
  });
  const isAsKept = opened !== undefined && sameColumns(opened.query.columns, kept.columns);
  return { current: { filter: filterValues, sort, columns: shownIds }, activeId: isAsKept ? opened.id : null, open };
}
