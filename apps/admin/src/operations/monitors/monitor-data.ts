import { useQuery, useQueryClient } from '@tanstack/react-query';
import { houseModes, type MonitorLine } from '@wedsync/domain/operations';
import { useEffect } from 'react';
import { useGetList } from 'react-admin';
import { z } from 'zod';
import { getJson, usePermission } from '../../platform/index.ts';

/** Changes of state come by the stream; values are read a minute at a time. */
const refreshMs = 30_000;

const modesSchema = z.object({
  asOf: z.string(),
  modes: z.array(z.object({ mode: z.enum(houseModes), inForce: z.boolean(), why: z.string(), since: z.string() })),
  ahead: z.array(z.object({ day: z.string(), suppliers: z.number() })),
});

/** What the house is held to now. Its key begins like that of monitors: what is told of them refreshes it. */
export function useModes() {
  const allowed = usePermission('monitors:list');
  return useQuery({
    queryKey: ['monitors', 'modes'],
    queryFn: async ({ signal }) => modesSchema.parse(await getJson('/operations/modes', signal)),
    refetchInterval: refreshMs,
    enabled: allowed,
  });
}

/** Lines that are critical now; none for whoever may not see them. */
export function useCriticalMonitors() {
  const enabled = usePermission('monitors:list');
  const filter = { state: ['critical'] };
  const pagination = { page: 1, perPage: 5 };
  return useGetList<MonitorLine>('monitors', { filter, pagination }, { enabled, refetchInterval: refreshMs });
}

/** Reads values again while somebody looks. */
export function useFreshMonitors(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['monitors'] }), refreshMs);
    return () => clearInterval(timer);
  }, [queries]);
}
