import { useQuery } from '@tanstack/react-query';
import { refreshSession } from '../../platform/index.ts';

/**
 * Reads the session again after every action: an action may change through whose eyes one looks.
 * The key sits below action-runs, which every finished action form marks as changed.
 */
export function WhoAmI(): null {
  useQuery({
    queryKey: ['action-runs', 'who-am-i'],
    queryFn: refreshSession,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return null;
}
