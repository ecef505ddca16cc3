import { asPresentVersion } from '@wedsync/domain/events';
import { limits, systemActor } from '@wedsync/domain/platform';
import { recordDeadLetter } from './dead-letters.ts';
import type { StoredSuccessEvent } from './outbox.ts';
import type { Reader, Store, Writer } from './store.ts';

export type ConsumerCursor = { readonly lastId: number };

/** What a consumer says of itself, for those who look after it. */
export type ConsumerCard = {
  readonly name: string;
  readonly description: string;
  /** What it follows; everything when null. */
  readonly types: readonly string[] | null;
  readonly replay: 'repeats' | 'refuses';
  readonly replayWords: string;
};

/**
 * Makes the cursors of new consumers, which start where the outbox begins, and writes down what all say of themselves. Those that are not among them retire
 * until a release has them again.
 * @returns the furthest position of any
 */
export async function ensureCursors({ pool }: Store, consumers: readonly ConsumerCard[]): Promise<number> {
  if (consumers.length > 0) {
    await pool('consumer_cursors')
      .insert(
        consumers.map(({ name, description, types, replay, replayWords }) => ({
          consumer: name,
          description,
          types: types === null ? null : [...types],
          replay,
          replay_words: replayWords,
          retired_at: null,
        })),
      )
      .onConflict('consumer')
      .merge(['description', 'types', 'replay', 'replay_words', 'retired_at']);
    await pool('consumer_cursors')
      .whereNull('retired_at')
      .whereNotIn(
        'consumer',
        consumers.map(({ name }) => name),
      )
      .update({ retired_at: pool.raw('clock_timestamp()') });
  }
  const row = await pool('consumer_cursors').max<{ head: number | null }>({ head: 'last_id' }).first();
  return row?.head ?? 0;
}

/** Takes a consumer's cursor for this transaction. @returns null while another worker has it, it is paused, or it rests after a failure */
export async function takeCursor(writer: Writer, consumer: string): Promise<ConsumerCursor | null> {
  const row = await writer
    .sql('consumer_cursors')
    .where({ consumer })
    .whereNull('paused_at')
    .whereRaw('(retry_at is null or retry_at <= clock_timestamp())')
    .forUpdate()
    .skipLocked()
    .first<{ last_id: number } | undefined>('last_id');
  return row === undefined ? null : { lastId: row.last_id };
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

/** Counts a failure of the first event after a place. @returns failures so far, counting this one; null when the cursor has left that place meanwhile */
export async function failCursor(
  { pool }: Store,
  consumer: string,
  lastId: number,
  error: string,
): Promise<number | null> {
  const [row]: { failures: number }[] = await pool('consumer_cursors')
    .where({ consumer, last_id: lastId })
    .update({
      failures: pool.raw('failures + 1'),
      last_error: error.slice(0, limits.maxErrorTextChars),
      updated_at: pool.raw('clock_timestamp()'),
    })
    .returning('failures');
  return row?.failures ?? null;
}

/** Lets a consumer rest after a failure, unless it has gone on meanwhile. */
export async function restCursor({ pool }: Store, consumer: string, lastId: number, restMs: number): Promise<void> {
  await pool('consumer_cursors')
    .where({ consumer, last_id: lastId })
    .update({ retry_at: pool.raw(`clock_timestamp() + ? * interval '1 ms'`, [Math.round(restMs)]) });
}

/** Holds a consumer where it stands; its events wait. @returns false when it is paused already or nobody knows it */
export async function pauseConsumer({ sql, actor }: Writer, consumer: string): Promise<boolean> {
  const paused: number = await sql('consumer_cursors')
    .where({ consumer })
    .whereNull('paused_at')
    .update({ paused_at: sql.raw('clock_timestamp()'), paused_by: actor.name, pause_reason: actor.reason ?? null });
  return paused === 1;
}

/** Lets a paused consumer go on from where it stands. @returns false when it was not paused */
export async function resumeConsumer({ sql }: Writer, consumer: string): Promise<boolean> {
  const resumed: number = await sql('consumer_cursors')
    .where({ consumer })
    .whereNotNull('paused_at')
    .update({ paused_at: null, paused_by: null, pause_reason: null, failures: 0, retry_at: null });
  await sql.raw(`select pg_notify('wedsync_outbox', 'replay')`);
  return resumed === 1;
}

/**
 * The event a consumer would apply next; undefined when none waits for it. An event may still get one before it until some follower has tried or passed
 * it: followers go only as far as events are final.
 */
export async function nextEventOf(reader: Reader, consumer: string): Promise<StoredSuccessEvent | undefined> {
  const cursors = reader.sql('consumer_cursors');
  const cursor: { after: number; types: string[] | null; upTo: number } | undefined = await cursors
    .where({ consumer })
    .first({
      after: 'last_id',
      types: 'types',
      upTo: reader.sql.raw(
        `case when failures > 0 then ${Number.MAX_SAFE_INTEGER} else (select max(last_id) from consumer_cursors) end`,
      ),
    });
  if (cursor === undefined) return undefined;
  const [event] = await eventsAfter(reader, { ...cursor, limit: 1 });
  return event;
}

/** Keeps one event from a consumer, as a dead letter of it that can be run again, and lets it go on behind it. @returns false when it has moved meanwhile */
export async function skipEvent(writer: Writer, consumer: string, event: StoredSuccessEvent): Promise<boolean> {
  const cursor: { failures: number; last_error: string | null } | undefined = await writer
    .sql('consumer_cursors')
    .where({ consumer })
    .where('last_id', '<', event.id)
    .forUpdate()
    .first('failures', 'last_error');
  if (cursor === undefined) return false;
  const { name, reason = 'no reason given' } = writer.actor;
  await setAside(writer, consumer, event, {
    reason: `${name} kept it from this follower: ${reason}${cursor.last_error === null ? '' : ` (${cursor.last_error})`}`,
    errorKind: 'skipped',
    attempts: cursor.failures,
  });
  await moveCursor(writer, consumer, event.id);
  await writer.sql.raw(`select pg_notify('wedsync_outbox', 'replay')`);
  return true;
}

/** Keeps an event that a consumer did not apply as a dead letter of it. */
export async function setAside(
  writer: Writer,
  consumer: string,
  { id, type, summary, payload, supplierId }: StoredSuccessEvent,
  why: { readonly reason: string; readonly errorKind: string; readonly attempts: number },
): Promise<void> {
  await recordDeadLetter(writer, {
    ...why,
    kind: 'consumer-event',
    source: consumer,
    reference: String(id),
    supplierId,
    payload: { type, summary, payload },
  });
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
