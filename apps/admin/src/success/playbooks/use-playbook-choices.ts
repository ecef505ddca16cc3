import type { Playbook } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import type { Choice } from '../../platform/index.ts';

// As many as fit on one page of the api.
const all = 200;

/** Playbooks by name, for filters. */
export function usePlaybookChoices(): readonly Choice[] {
  const { data = [] } = useGetList<Playbook>('playbooks', {
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: all },
  });
  return data.map(({ id, name }) => ({ id, name }));
}
