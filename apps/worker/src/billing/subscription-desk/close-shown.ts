import { lockShownRequests } from '@wedsync/db/billing';
import type { Writer } from '@wedsync/db/platform';
import type { Clock } from '@wedsync/domain/platform';
import { settleRequest } from './settle-request.ts';

/** Ends the requests whose effect the mirror now shows, in the transaction that mirrors it: the provider's own word closes them. */
export async function closeShownRequests(
  writer: Writer,
  subscriptionIds: readonly string[],
  clock: Clock,
): Promise<void> {
  for (const standing of await lockShownRequests(writer, subscriptionIds))
    await settleRequest(writer, standing, { state: 'succeeded', providerReference: standing.subscriptionId }, clock);
}
