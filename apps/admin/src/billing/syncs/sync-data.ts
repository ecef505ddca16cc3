import { useQuery } from '@tanstack/react-query';
import { paymentSyncStatusSchema } from '@wedsync/domain/billing';
import { z } from 'zod';
import { getJson } from '../../platform/index.ts';

const refreshMs = 10_000;
const syncsSchema = z.array(paymentSyncStatusSchema);

/** The latest syncs, newest first. They are runs of jobs, so the live stream of those refreshes them too. */
export function useSyncs() {
  return useQuery({
    queryKey: ['job-runs', 'payment-syncs'],
    queryFn: async ({ signal }) => syncsSchema.parse(await getJson('/integrations/payments/status', signal)),
    refetchInterval: refreshMs,
  });
}
