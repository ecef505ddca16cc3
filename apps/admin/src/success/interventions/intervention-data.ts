import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { interventionFunnelSchema, type InterventionPeriod } from '@wedsync/domain/success';
import { getJson } from '../../platform/index.ts';

/** From wanting in to the goal within a period; the key starts with the resource, so the live stream refreshes it. */
export function useInterventionFunnel(period: InterventionPeriod) {
  const query = new URLSearchParams(Object.entries(period)).toString();
  return useQuery({
    queryKey: ['interventions', 'funnel', query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      interventionFunnelSchema.parse(await getJson(`/intervention-funnel?${query}`, signal)),
  });
}
