import { syncReach, syncSettingsOf } from '@wedsync/db/billing';
import { HOUR_MS } from '@wedsync/domain/platform';
import type { SyncRun } from './pages.ts';

/**
 * Between which moments a sync looks, in milliseconds; `since` is null for all that the provider still has. An incremental one goes on where the last
 * one ended, less the look-back of the platform's settings; the first one looks at everything.
 */
export async function rangeOf({ context, request }: SyncRun): Promise<{ since: number | null; until: number }> {
  const { dateRange, syncType, platform } = request;
  if (dateRange !== undefined) return { since: Date.parse(dateRange.from), until: Date.parse(dateRange.to) };
  const until = context.clock.now().getTime();
  if (syncType === 'full') return { since: null, until };
  return context.store.read(context.actor, async (reader) => {
    const reach = await syncReach(reader, platform);
    const { lookbackHours } = await syncSettingsOf(reader, platform);
    return { since: reach === null ? null : reach.getTime() - lookbackHours * HOUR_MS, until };
  });
}
