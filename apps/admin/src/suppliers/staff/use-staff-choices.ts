import { useGetList } from 'react-admin';
import type { Choice } from '../../platform/index.ts';

type StaffRecord = { readonly id: string; readonly name: string };

// A team of hundreds is still one page; the api takes up to 1,000.
const everybody = 500;

/** Everybody who may own a supplier or a task, by name. */
export function useStaffChoices(): readonly Choice[] {
  const { data = [] } = useGetList<StaffRecord>('staff', {
    filter: { disabled: false },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: everybody },
  });
  return data.map(({ id, name }) => ({ id, name }));
}
