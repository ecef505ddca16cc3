import type { Knex } from 'knex';
import { channels, recordDeadLetter, resolveDeadLetters, type Reader, type Writer } from '../platform/index.ts';

/** An event as the door hands it over. */
export type ReceivedEvent = {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly apiVersion: string | null;
  readonly accountId: string | null;
  readonly livemode: boolean;
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly customerId: string | null;
  readonly occurredAt: Date;
  /** JSON text; where PostgreSQL's JSON refuses it, its bytes are kept. */
  readonly payload: string;
  /** Set when the event must never be booked: a foreign account, the wrong mode. */
  readonly refusedBecause: string | null;
  readonly scrubbedNumbers: number;
};

/** Anything that can run a statement: the pool at the door, a writer where more belongs to the same transaction. */
type Connection = { readonly sql: Knex };

/** Stores events once each, whichever of them come twice. @returns the provider's ids of those that were new */
export async function receiveEvents({ sql }: Connection, events: readonly ReceivedEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = `[${events.map(asRow).join(',')}]`;
  const inserted: { rows: { id: string }[] } = await sql
    .raw('select receive_provider_events(?::jsonb) as id', [rows])
    .options({ name: 'receive_provider_events' });
  return inserted.rows.map((row) => row.id);
}

/** The payload is JSON already: it goes into the row as it is, neither read nor written again. */
function asRow({ payload, ...head }: ReceivedEvent): string {
  if (fitsJsonb(payload)) return `${JSON.stringify(head).slice(0, -1)},"payload":${payload}}`;
  return JSON.stringify({ ...head, bytes: Buffer.from(payload, 'utf8').toString('base64') });
}

/** jsonb has neither the character NUL, nor half a surrogate pair, nor numbers of a thousand digits; all three can be written in good JSON. */
function fitsJsonb(payload: string): boolean {
  return !/\\u(?:0000|d[89a-f])|\de[+-]?\d{3}|\d{1000}/i.test(payload);
}

/** Tells the workers that there is something in the inbox. They look by themselves every few seconds besides. */
export async function wakeInbox({ sql }: Connection): Promise<void> {
  await sql.raw('select pg_notify(?, ?)', [channels.inbox, '']);
}

export type ClaimedEvent = {
  readonly id: number;
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly apiVersion: string | null;
  readonly objectId: string | null;
  readonly customerId: string | null;
  readonly occurredAt: Date;
  /** When it came in, or was last put back to be applied again. */
  readonly receivedAt: Date;
  readonly payload: unknown;
  readonly attempts: number;
  /** It was applied before and is being replayed: its facts are told already. */
  readonly replayed: boolean;
};

/**
 * Takes due events for the length of a lease: other workers pass over them, and if this one dies they are due again when it ends.
 * The attempt counts before the work, so an event that kills its worker does not do so for ever.
 */
export async function claimEvents(
  writer: Writer,
  provider: string,
  limit: number,
  leaseMs: number,
): Promise<ClaimedEvent[]> {
  const claimed: { rows: (Omit<ClaimedEvent, 'payload'> & { payload: unknown; bytes: Buffer | null })[] } =
    await writer.sql.raw(
      `with due as (
       select id from provider_events where state in ('received', 'failed') and due_at <= clock_timestamp() and provider = ?
       order by due_at, id limit ? for update skip locked
     ), claimed as (
       update provider_events e set due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
       from due where e.id = due.id returning e.*
     )
     select id, provider, event_id as "eventId", type, api_version as "apiVersion", object_id as "objectId", customer_id as "customerId",
       occurred_at as "occurredAt", coalesce(replayed_at, received_at) as "receivedAt", payload, payload_bytes as bytes, attempts, applied_at is not null as replayed
     from claimed order by occurred_at, id`,
      [provider, limit, leaseMs],
    );
  return claimed.rows.map(({ bytes, ...event }) => ({
    ...event,
    payload: bytes === null ? event.payload : JSON.parse(bytes.toString('utf8')),
  }));
}

/** Closes events as applied, and says whose they were. */
export async function markApplied(
  writer: Writer,
  events: readonly { readonly id: number; readonly customerId: string | null; readonly supplierId: string | null }[],
): Promise<void> {
  if (events.length === 0) return;
  await writer.sql.raw(
    `update provider_events e set state = 'applied', applied_at = clock_timestamp(), error = null, error_kind = null,
       customer_id = coalesce(done."customerId", e.customer_id), supplier_id = coalesce(done."supplierId", e.supplier_id)
     from jsonb_to_recordset(?::jsonb) as done (id bigint, "customerId" text, "supplierId" text) where e.id = done.id`,
    [JSON.stringify(events)],
  );
  await resolveDeadLetters(
    writer,
    'provider-event',
    events.map(({ id }) => String(id)),
  );
}

/** Closes events that need nothing done: stored and counted. */
export async function markIgnored(
  writer: Writer,
  events: readonly { readonly id: number; readonly why: string }[],
): Promise<void> {
  if (events.length === 0) return;
  await writer.sql.raw(
    `update provider_events e set state = 'ignored', applied_at = clock_timestamp(), error = done.why, error_kind = null
     from unnest(?::bigint[], ?::text[]) as done (id, why) where e.id = done.id`,
    [events.map(({ id }) => id), events.map(({ why }) => why)],
  );
}

export type FailedEvent = {
  readonly id: number;
  readonly error: string;
  readonly kind: string;
  readonly retryInMs: number | null;
};

/** Puts an event back for later, or (without a time) among the dead, with the reason, where someone decides about it. */
export async function markFailed(writer: Writer, { id, error, kind, retryInMs }: FailedEvent): Promise<void> {
  const [event]: FailedRow[] = await writer
    .sql('provider_events')
    .where({ id })
    .update({
      state: retryInMs === null ? 'dead' : 'failed',
      error,
      error_kind: kind,
      due_at: writer.sql.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [retryInMs ?? 0]),
    })
    .returning(['provider', 'type', 'event_id', 'supplier_id', 'attempts']);
  if (retryInMs !== null || event === undefined) return;
  await recordDeadLetter(writer, {
    kind: 'provider-event',
    source: event.provider,
    reference: String(id),
    supplierId: event.supplier_id,
    reason: error,
    errorKind: kind,
    attempts: event.attempts,
    payload: { type: event.type, eventId: event.event_id },
  });
}

type FailedRow = {
  readonly provider: string;
  readonly type: string;
  readonly event_id: string;
  readonly supplier_id: string | null;
  readonly attempts: number;
};

/** Gives events back untouched, due at once; the attempt does not count. */
export async function releaseEvents(writer: Writer, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await writer
    .sql('provider_events')
    .whereRaw('id = any(?)', [[...ids]])
    .whereIn('state', ['received', 'failed'])
    .update({ due_at: writer.sql.fn.now(), attempts: writer.sql.raw('greatest(attempts - 1, 0)') });
}

export type ReplayTarget = { readonly id: number } | { readonly supplierId: string };

/** Makes events due again, one or all of a supplier; refused ones stay refused. @returns how many */
export async function replayEvents(writer: Writer, target: ReplayTarget): Promise<number> {
  const rows = writer.sql('provider_events').whereNot({ state: 'refused' });
  const chosen = 'id' in target ? rows.where({ id: target.id }) : rows.where({ supplier_id: target.supplierId });
  const replayed = await chosen.update({
    state: 'received',
    attempts: 0,
    error: null,
    error_kind: null,
    due_at: writer.sql.fn.now(),
    replayed_at: writer.sql.fn.now(),
  });
  await wakeInbox(writer);
  return replayed;
}

export type Refusal = {
  readonly provider: string;
  readonly reason: string;
  readonly refused: number;
  readonly lastDetail: string;
};

/** Counts what the door turned away, per reason and hour. */
export async function countRefusals(writer: Writer, refusals: readonly Refusal[]): Promise<void> {
  for (const { provider, reason, refused, lastDetail } of refusals) {
    await writer.sql.raw(
      `insert into intake_refusals (provider, reason, hour, refused, last_detail, last_at)
       values (?, ?, date_trunc('hour', clock_timestamp()), ?, ?, clock_timestamp())
       on conflict (provider, reason, hour) do update set refused = intake_refusals.refused + excluded.refused,
         last_detail = excluded.last_detail, last_at = excluded.last_at`,
      [provider, reason, refused, lastDetail],
    );
  }
}

/** Where a named sync has got to; null before its first run. */
export async function syncCursor(reader: Reader, name: string): Promise<unknown> {
  const row: { position: unknown } | undefined = await reader.sql('sync_cursors').first('position').where({ name });
  return row?.position ?? null;
}

export async function moveSyncCursor(writer: Writer, name: string, position: unknown): Promise<void> {
  await writer
    .sql('sync_cursors')
    .insert({ name, position: JSON.stringify(position) })
    .onConflict('name')
    .merge({ position: JSON.stringify(position), updated_at: writer.sql.fn.now() });
}
