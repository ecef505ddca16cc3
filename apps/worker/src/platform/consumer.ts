import type { StoredSuccessEvent, Writer } from '@wedsync/db/platform';
import type { WorkerServices } from './services.ts';

/** What replaying does, in words for the person who asks; or why there is no replay, as for what speaks to people outside. */
export type ReplayPolicy =
  { readonly kind: 'repeats'; readonly does: string } | { readonly kind: 'refuses'; readonly why: string };

/**
 * Something that follows the outbox with a cursor of its own. `apply` gets events in id order, inside the transaction that moves the cursor,
 * so its writes and the cursor move together: nothing is skipped and nothing is applied twice. It never leaves the house: outbound work is a row it writes.
 */
export type Consumer<Services extends WorkerServices = WorkerServices> = {
  readonly name: string;
  readonly description: string;
  /** Event types it wants; all of them when null. */
  readonly types: readonly string[] | null;
  readonly batchSize: number;
  /** Whether a person may have it apply its past again. Either way applying an event twice changes nothing. */
  readonly replay: ReplayPolicy;
  readonly apply: (writer: Writer, events: readonly StoredSuccessEvent[], services: Services) => Promise<void>;
};
