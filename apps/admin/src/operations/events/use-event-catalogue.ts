import { useQuery } from '@tanstack/react-query';
import { eventStandingSchema } from '@wedsync/domain/operations';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

const catalogueSchema = z.array(eventStandingSchema);
const refreshMs = 30_000;

/** What the house tells, with counts of the last 24 hours. */
export function useEventCatalogue() {
  return useQuery({
    queryKey: ['operations', 'events'],
    queryFn: async ({ signal }) => catalogueSchema.parse(await getJson('/operations/events', signal)),
    refetchInterval: refreshMs,
  });
}
