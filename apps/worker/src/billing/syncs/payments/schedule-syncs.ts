import { listSyncSettings, startPaymentSync } from '@wedsync/db/billing';
import { paymentSyncSchema, SyncUnderWay, type SyncSettings } from '@wedsync/domain/billing';
import { MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { defineJob, type AnyJob, type JobContext } from '../../../platform/index.ts';
import { doors, type Doors } from './doors.ts';

/** Starts the incremental syncs that are due by the settings of each platform; one that is paused, not connected or under way is left alone. */
export function scheduleSyncs(open: Doors = doors): AnyJob {
  return defineJob({
    name: 'payments.schedule-syncs',
    description: 'Starts the syncs with payment providers that are due',
    input: z.strictObject({}),
    schedule: { everyMs: 5 * MINUTE_MS },
    maxAttempts: 3,
    lockMs: MINUTE_MS,
    concurrency: 1,
    run: async (context) => {
      const now = context.clock.now();
      const settings = await context.store.read(context.actor, listSyncSettings);
      const due = settings.filter(({ nextSyncAt }) => nextSyncAt !== null && new Date(nextSyncAt) <= now);
      const started: string[] = [];
      for (const one of due) if (await start(context, open, one)) started.push(one.platform);
      return { started };
    },
  });
}

async function start(context: JobContext, open: Doors, { platform, validationLevel }: SyncSettings): Promise<boolean> {
  if ((await open[platform](context)) === null) return false;
  const request = paymentSyncSchema.parse({ platform, syncType: 'incremental', validationLevel });
  try {
    await context.store.transact(context.actor, (writer) => startPaymentSync(writer, request));
    return true;
  } catch (error) {
    if (SyncUnderWay.matches(error)) return false;
    throw error;
  }
}
