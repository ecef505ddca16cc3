import { instantSchema, MINUTE_MS } from '@wedsync/domain/platform';
import { z } from 'zod';
import { syncPlatforms, validationLevels } from './payment-sync.ts';

const shortestMinutes = 15;
/** Finished runs are remembered this long, so the last one always tells when the next is due. */
const longestMinutes = 7 * 24 * 60;
/** Both providers list their events for 30 days. */
const longestLookbackHours = 30 * 24;

const standing = {
  platform: z.enum(syncPlatforms),
  /** While paused no sync starts by itself; people and machines still ask for one. */
  paused: z.boolean(),
  everyMinutes: z
    .int()
    .min(shortestMinutes, `Leave at least ${shortestMinutes} minutes between syncs.`)
    .max(longestMinutes, 'Let no more than seven days pass between syncs.'),
  lookbackHours: z
    .int()
    .min(1, 'Look back at least one hour.')
    .max(longestLookbackHours, 'Look back at most 30 days; ask for a full sync beyond that.'),
  validationLevel: z.enum(validationLevels),
  version: z.int().min(1),
};

/** What a person sends to change how one platform is synced; `version` is the one that was shown. */
export const syncSettingsEditSchema = z.strictObject(standing);
export type SyncSettingsEdit = z.infer<typeof syncSettingsEditSchema>;

export const syncSettingsSchema = z.object({
  ...standing,
  /** When the next sync starts by itself; null while paused. */
  nextSyncAt: instantSchema.nullable(),
  updatedAt: instantSchema,
});
export type SyncSettings = z.infer<typeof syncSettingsSchema>;

/** When the next sync is due after the last incremental one was asked for; null while paused. */
export function nextSyncAt(
  { paused, everyMinutes }: Pick<SyncSettingsEdit, 'paused' | 'everyMinutes'>,
  lastAskedAt: Date,
): Date | null {
  return paused ? null : new Date(lastAskedAt.getTime() + everyMinutes * MINUTE_MS);
}
