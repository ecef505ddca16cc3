import { useQuery } from '@tanstack/react-query';
import { disputeCaseSchema, disputeRecordsSchema } from '@wedsync/domain/billing';
import { getJson } from '../../platform/index.ts';

/** One dispute with its answer and what it moved. */
export function useDisputeCase(id: string) {
  return useQuery({
    queryKey: ['disputes', 'case', id],
    queryFn: async ({ signal }) =>
      disputeCaseSchema.parse(await getJson(`/disputes/${encodeURIComponent(id)}/case`, signal)),
  });
}

/** How disputes ended, by reason. */
export function useDisputeRecords() {
  return useQuery({
    queryKey: ['disputes', 'records'],
    queryFn: async ({ signal }) => disputeRecordsSchema.parse(await getJson('/dispute-records', signal)),
  });
}
