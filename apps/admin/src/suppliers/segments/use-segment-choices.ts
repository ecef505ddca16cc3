import type { Segment } from '@wedsync/domain/suppliers';
import { useGetList } from 'react-admin';
import { type Choice, usePermission } from '../../platform/index.ts';

// As many as the house keeps, on one page.
const all = 200;

/** Every segment by name, for filters. */
export function useSegmentChoices(): readonly Choice[] {
  const may = usePermission('segments:list');
  const { data = [] } = useGetList<Segment>(
    'segments',
    { filter: {}, sort: { field: 'name', order: 'ASC' }, pagination: { page: 1, perPage: all } },
    { enabled: may },
  );
  return data.map(({ id, name }) => ({ id, name }));
}
