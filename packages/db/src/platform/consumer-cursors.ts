import { asPresentVersion } from '@wedsync/domain/events';
import { limits, systemActor } from '@wedsync/domain/platform';
import type { StoredSuccessEvent } from './outbox.ts';
import type { Reader, Store, Writer } from './store.ts';

export type ConsumerCursor = { readonly lastId: number; readonly failures: number };

/** Makes the cursors of new consumers; they start where the outbox begins. @returns the furthest position of any */
export async function ensureCursors(store: Store, consumers: readonly string[]): Promise<number> {
  if (consumers.length > 0)
    await store
      .pool('consumer_cursors')
      .insert(consumers.map((consumer) => ({ consumer })))
      .onConflict('consumer')
      .ignore();
  const row = await store.pool('consumer_cursors').max<{ head: number | null }>({ head: 'last_id' }).first();
  return row?.head ?? 0;
}

/** Takes a consumer's cursor for this transaction. @returns null while another worker has it or it is resting after a failure */
export async function takeCursor(writer: Writer, consumer: string): Promise<ConsumerCursor | null> {
  const row = await writer
    .sql('consumer_cursors')
    .where({ consumer })
    .whereRaw('(retry_at is null or retry_at <= clock_timestamp())')
    .forUpdate()
    .skipLocked()
    .first<{ last_id: number; failures: number } | undefined>('last_id', 'failures');
  return row === undefined ? null : { lastId: row.last_id, failures: row.failures };
}

/** Moves the cursor past events that were handled; failures are forgotten. */
export async function moveCursor(writer: Writer, consumer: string, lastId: number): Promise<void> {
  await writer
    .sql('consumer_cursors')
    .where({ consumer })
    .update({
      last_id: lastId,
      failures: 0,
      last_error: null,
      retry_at: null,
      updated_at: writer.sql.raw('clock_timestamp()'),
    });
}

/** Counts a failure of the first event after the cursor and lets the consumer rest. @returns failures so far, counting this one */
export async function restCursor(store: Store, consumer: string, error: string, delayMs: number): Promise<number> {
  const [row]: { failures: number }[] = await store
    .pool('consumer_cursors')
    .where({ consumer })
    .update({
      failures: store.pool.raw('failures + 1'),
      last_error: error.slice(0, limits.maxErrorTextChars),
      retry_at: store.pool.raw(`clock_timestamp() + ? * interval '1 ms'`, [Math.round(delayMs)]),
      updated_at: store.pool.raw('clock_timestamp()'),
    })
    .returning('failures');
  return row?.failures ?? 0;
}

/** Events in (after, upTo] in id order; only of the given types unless null. */
export async function eventsAfter(
  reader: Reader,
  range: { after: number; upTo: number; types: readonly string[] | null; limit: number },
): Promise<StoredSuccessEvent[]> {
  const query = selectEvents(reader)
    .where('id', '>', range.after)
    .where('id', '<=', range.upTo)
    .orderBy('id')
    .limit(range.limit);
  return present(range.types === null ? query : query.whereIn('type', [...range.types]));
}

export async function eventById(reader: Reader, id: number): Promise<StoredSuccessEvent | undefined> {
  const [event] = await present(selectEvents(reader).where({ id }));
  return event;
}

type EventRow = StoredSuccessEvent & { readonly version: number; readonly payload: Readonly<Record<string, unknown>> };

/** Followers know one version of each type: what was told in an earlier one is read as the present one. */
async function present(rows: PromiseLike<readonly EventRow[]>): Promise<StoredSuccessEvent[]> {
  return (await rows).map(({ version, payload, ...event }) => ({
    ...event,
    payload: asPresentVersion(event.type, version, payload),
  }));
}

function selectEvents({ sql }: Reader) {
  return sql<EventRow>('success_events').select<EventRow[]>({
    id: 'id',
    type: 'type',
    version: 'version',
    supplierId: 'supplier_id',
    resource: 'resource',
    resourceId: 'resource_id',
    summary: 'summary',
    payload: 'payload',
    occurredAt: 'occurred_at',
    recordedAt: 'recorded_at',
  });
}

/** Sends a consumer back to the first event recorded at or after an instant; it applies everything since again. @returns the new position, or null for an unknown consumer */
export async function replayFrom(writer: Writer, consumer: string, since: Date): Promise<number | null> {
  const before = await writer
    .sql('success_events')
    .where('recorded_at', '<', since)
    .max<{ id: number | null }>({ id: 'id' })
    .first();
  const lastId = before?.id ?? 0;
  const moved: number = await writer
    .sql('consumer_cursors')
    .where({ consumer })
    .update({
      last_id: lastId,
      failures: 0,
      last_error: null,
      retry_at: null,
      updated_at: writer.sql.raw('clock_timestamp()'),
    });
  if (moved === 0) return null;
  await writer.sql.raw(`select pg_notify('wedsync_outbox', 'replay')`);
  return lastId;
}

/** An event to be applied again; `correction` replaces its facts, for this consumer alone. */
export type RequestedRerun = {
  readonly id: number;
  readonly source: string;
  readonly reference: string;
  readonly correction: Readonly<Record<string, unknown>> | null;
};

/** Dead letters of these consumers that someone asked to apply again. */
export async function requestedReruns(store: Store, consumers: readonly string[]) {
  return store.read(systemActor('consumers', 'consumers'), ({ sql }) =>
    sql('dead_letters')
      .where({ kind: 'consumer-event', state: 'rerun' })
      .whereIn('source', [...consumers])
      .orderBy('id')
      .limit(100)
      .select<RequestedRerun[]>('id', 'source', 'reference', 'correction'),
  );
}
