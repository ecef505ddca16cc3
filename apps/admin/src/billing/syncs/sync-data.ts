import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { paymentSyncStatusSchema, syncSettingsSchema, type PaymentSyncRequest } from '@wedsync/domain/billing';
import type { SyncSettingsEdit } from '@wedsync/domain/billing';
import { HttpError } from 'react-admin';
import { z } from 'zod';
import { getJson, readProblem, request, type Problem } from '../../platform/index.ts';

const refreshMs = 10_000;
const doors = '/api/integrations/payments';
const syncsSchema = z.array(paymentSyncStatusSchema);
const schedulesSchema = z.array(syncSettingsSchema);
/** Syncs are runs of jobs, so the live stream of those refreshes them too. */
const jobRuns = 'job-runs';

/** The latest syncs, newest first. */
export function useSyncs() {
  return useQuery({
    queryKey: [jobRuns, 'payment-syncs'],
    queryFn: async ({ signal }) => syncsSchema.parse(await getJson('/integrations/payments/status', signal)),
    refetchInterval: refreshMs,
  });
}

/** How each platform is synced by itself. */
export function useSchedules() {
  return useQuery({
    queryKey: [jobRuns, 'payment-sync-schedules'],
    queryFn: async ({ signal }) => schedulesSchema.parse(await getJson('/integrations/payments/config', signal)),
    refetchInterval: refreshMs,
  });
}

export const useStartSync = (done: () => void) =>
  useSyncRequest(done, (sync: PaymentSyncRequest) => send('/sync', 'POST', sync));
export const useCancelSync = (done: () => void) =>
  useSyncRequest(done, (syncId: string) => send(`/${syncId}`, 'DELETE'));
export const useSaveSchedule = (done: () => void) =>
  useSyncRequest(done, (edit: SyncSettingsEdit) => send('/config', 'PUT', edit));

async function send(path: string, method: 'POST' | 'PUT' | 'DELETE', body?: object): Promise<void> {
  await request(`${doors}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** A call that changes what the page shows, with the problem when it did not go well. */
function useSyncRequest<Asked>(done: () => void, call: (asked: Asked) => Promise<void>) {
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: call,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: [jobRuns] });
      done();
    },
  });
  return { mutate, isPending, problem: problemIn(error) };
}

function problemIn(error: Error | null): Problem | null {
  if (error === null) return null;
  return error instanceof HttpError
    ? readProblem(error.status, error.body)
    : { status: 0, message: 'That did not work. Try again.' };
}
