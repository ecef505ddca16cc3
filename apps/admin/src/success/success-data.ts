import { useQuery } from '@tanstack/react-query';
import {
  dashboardSchema,
  healthExplanationSchema,
  healthModelRowSchema,
  recentEventSchema,
  type Dashboard,
  type HealthExplanation,
  type HealthModelRow,
  type RecentEvent,
} from '@wedsync/domain/success';
import { useGetList } from 'react-admin';
import { getJson } from '../platform/index.ts';

/** Every event refreshes the figures too; this catches what time alone changes, such as what is due today. */
const refreshMs = 30_000;

/** The figures of the home page. */
export function useDashboard() {
  return useQuery<Dashboard>({
    queryKey: ['dashboard'],
    queryFn: async ({ signal }) => dashboardSchema.parse(await getJson('/dashboard', signal)),
    refetchInterval: refreshMs,
  });
}

/** What happened before the page was opened; the live stream tells the rest. */
export function useRecentEvents() {
  return useQuery<RecentEvent[]>({
    queryKey: ['dashboard-recent'],
    queryFn: async ({ signal }) => recentEventSchema.array().parse(await getJson('/dashboard/recent', signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Everything behind one supplier's score, null while there is none; the key starts with the resource, so the live stream refreshes it. */
export function useHealthExplanation(supplierId: string) {
  return useQuery<HealthExplanation | null>({
    queryKey: ['health-scores', 'explanation', supplierId],
    queryFn: async ({ signal }) =>
      healthExplanationSchema
        .nullable()
        .parse(await getJson(`/health-scores/${encodeURIComponent(supplierId)}/explanation`, signal)),
    retry: false,
  });
}

/** The model that scores now. */
export function useCurrentModel() {
  const list = useGetList('health-models', {
    filter: { state: 'published' },
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'number', order: 'DESC' },
  });
  const parsed = list.data?.[0] === undefined ? undefined : healthModelRowSchema.safeParse(list.data[0]);
  const model: HealthModelRow | undefined = parsed?.success ? parsed.data : undefined;
  return {
    model,
    isPending: list.isPending,
    error: list.error ?? parsed?.error ?? null,
    refetch: () => void list.refetch(),
  };
}
