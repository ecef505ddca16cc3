import { useGetList } from 'react-admin';
import type { Choice } from '../../platform/index.ts';

// As many as fit on one page of the api.
const all = 200;

/** Colleagues who may own suppliers, by name, for filters. */
export function useCsmChoices(): readonly Choice[] {
  const { data = [] } = useGetList<Choice>('staff', {
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: all },
  });
  return data.map(({ id, name }) => ({ id, name }));
}
