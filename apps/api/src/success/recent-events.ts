import { missedEvents, newestEventId } from '@wedsync/db/delivery';
import { mayHear } from '@wedsync/domain/delivery';
import type { RecentEvent } from '@wedsync/domain/success';
import type { RequestContext } from '../platform/index.ts';

/** How far back it looks, and how much of that it tells at most: what somebody sees before the first live event comes. */
const lookBack = 300;
const told = 20;

/** The last things that happened and that this person may hear of, newest first. */
export async function recentEvents({ store, actor, principal }: RequestContext): Promise<RecentEvent[]> {
  const newest = await newestEventId(store);
  const events = await store.read(actor, (reader) => missedEvents(reader, newest - lookBack, lookBack));
  return events
    .filter((event) => mayHear(principal, event))
    .slice(-told)
    .toReversed()
    .map(({ id, supplierId, recordedAt, summary }) => ({
      id: String(id),
      supplierId,
      at: recordedAt.toISOString(),
      summary,
    }));
}
