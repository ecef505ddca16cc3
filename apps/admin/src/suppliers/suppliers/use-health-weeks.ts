import { useGetList } from 'react-admin';

type WithWeeks = { readonly id: string; readonly supplierId: string; readonly weeks?: readonly (number | null)[] };

/** The score at the end of each of the last weeks, oldest first, by supplier; absent where there is no history. */
export function useHealthWeeks(supplierIds: readonly string[]): ReadonlyMap<string, readonly (number | null)[]> {
  const { data = [] } = useGetList<WithWeeks>(
    'health-scores',
    {
      filter: { supplierId: [...supplierIds] },
      pagination: { page: 1, perPage: Math.max(1, supplierIds.length) },
      sort: { field: 'score', order: 'ASC' },
    },
    { enabled: supplierIds.length > 0, retry: false },
  );
  return new Map(data.flatMap(({ supplierId, weeks }) => (weeks === undefined ? [] : [[supplierId, weeks]])));
}
