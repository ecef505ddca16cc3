import type { ChurnHorizonRow } from '@wedsync/domain/success';
import { useGetList } from 'react-admin';

/** How far ahead is foretold, the nearest first. */
export function useChurnHorizons() {
  return useGetList<ChurnHorizonRow>('churn-horizons', {
    pagination: { page: 1, perPage: 3 },
    sort: { field: 'id', order: 'ASC' },
  });
}
