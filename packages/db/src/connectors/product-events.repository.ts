import {
  isReplay,
  productEventLimits,
  usageAmountMilli,
  usageDetail,
  type EventRejection,
  type ProductEvent,
} from '@wedsync/domain/connectors';
import { calendarDate, HOUR_MS } from '@wedsync/domain/platform';
import { markForRecompute, type Reader, type Store, type Writer } from '../platform/index.ts';

export type IngestLimits = { readonly perSupplierPerHour: number; readonly burst: number };
export type IndexedEvent = { readonly index: number; readonly event: ProductEvent };

export type KeptEvents = {
  readonly accepted: number;
  readonly duplicates: number;
  /** Over their supplier's limit, in the order they came. */
  readonly refused: readonly { readonly index: number; readonly retryAfterSeconds: number | null }[];
};

/**
 * Keeps a batch of product events: each id once for ever, counted per supplier and day in the same transaction. Events of suppliers not met yet wait
 * for them. The number of statements does not grow with the batch.
 */
export async function keepProductEvents(
  writer: Writer,
  batch: readonly IndexedEvent[],
  limits: IngestLimits,
  now: Date,
): Promise<KeptEvents> {
  const fresh = await withoutKnown(writer, batch);
  const { allowed, refused } = await withinAllowance(writer, fresh, limits, now);
  const claimed = await claimIds(writer, allowed);
  const news = allowed.filter(({ event }) => claimed.has(event.id));
  const suppliers = await insertEvents(writer, news, now);
  await countUsage(writer, news, suppliers);
  await rememberStrangers(writer, news, suppliers);
  await markSuppliers(writer, news, suppliers, now);
  return { accepted: news.length, duplicates: batch.length - refused.length - news.length, refused };
}

/** The first of each id in the batch that is not in the house yet: a repeated delivery must not eat into the supplier's allowance. */
async function withoutKnown(writer: Writer, batch: readonly IndexedEvent[]): Promise<IndexedEvent[]> {
  const first = new Map<string, IndexedEvent>();
  for (const row of batch) if (!first.has(row.event.id)) first.set(row.event.id, row);
  const known: { id: string }[] = await writer
    .sql('product_event_ids')
    .select('id')
    .whereRaw('id = any(?)', [[...first.keys()]]);
  for (const { id } of known) first.delete(id);
  return [...first.values()];
}

type Allowed = { readonly allowed: readonly IndexedEvent[]; readonly refused: KeptEvents['refused'] };

async function withinAllowance(
  writer: Writer,
  batch: readonly IndexedEvent[],
  limits: IngestLimits,
  now: Date,
): Promise<Allowed> {
  const [replays, live] = [
    batch.filter(({ event }) => isReplay(event, now)),
    batch.filter(({ event }) => !isReplay(event, now)),
  ];
  const tokens = await takeTokens(writer, live, limits, now);
  const room = await roomPerDay(writer, replays, limits);
  const perTokenSeconds = 3_600 / limits.perSupplierPerHour;
  const refused: { index: number; retryAfterSeconds: number | null }[] = [];
  const allowed = batch.filter(({ index, event }) => {
    const replay = isReplay(event, now);
    const [budget, key] = replay ? [room, dayKey(event)] : [tokens, event.supplierExternalId];
    const left = budget.get(key) ?? 0;
    budget.set(key, left - 1);
    if (left >= 1) return true;
    refused.push({ index, retryAfterSeconds: replay ? null : Math.ceil((1 - left) * perTokenSeconds) });
    return false;
  });
  return { allowed, refused };
}

/**
 * Takes from each supplier's token bucket what the batch needs and it holds. Rows are locked in one order, so batches that overlap wait for each other.
 * @returns the tokens each supplier had, fractions included
 */
async function takeTokens(
  writer: Writer,
  live: readonly IndexedEvent[],
  { burst, perSupplierPerHour }: IngestLimits,
  now: Date,
): Promise<Map<string, number>> {
  const wanted = tally(live, ({ event }) => event.supplierExternalId);
  if (wanted.size === 0) return new Map();
  const keys = [...wanted.keys()].sort();
  const result: { rows: { key: string; had: number }[] } = await writer.sql.raw(
    `with wanted as (select * from unnest(:keys::text[], :counts::int[]) as w (key, n) order by key),
     made as (insert into product_event_allowances (supplier_external_id, tokens, refilled_at) select key, :burst::float8, :now::timestamptz from wanted
       on conflict (supplier_external_id) do update set
         tokens = least(:burst::float8, product_event_allowances.tokens + greatest(0, extract(epoch from (:now::timestamptz - product_event_allowances.refilled_at))) * :perSecond::float8),
         refilled_at = greatest(product_event_allowances.refilled_at, :now::timestamptz)
       returning supplier_external_id as key, tokens)
     select key, tokens as had from made`,
    { keys, counts: keys.map((key) => wanted.get(key) ?? 0), burst, now, perSecond: perSupplierPerHour / 3_600 },
  );
  const had = new Map(result.rows.map((row) => [row.key, row.had]));
  await writer.sql.raw(
    `update product_event_allowances a set tokens = a.tokens - least(floor(a.tokens), w.n)
       from unnest(?::text[], ?::int[]) as w (key, n) where a.supplier_external_id = w.key`,
    [keys, keys.map((key) => wanted.get(key) ?? 0)],
  );
  return had;
}

/** History is limited by the day it happened on, a full day at the hourly limit: a loop in the host cannot fill the past. */
async function roomPerDay(
  writer: Writer,
  replays: readonly IndexedEvent[],
  limits: IngestLimits,
): Promise<Map<string, number>> {
  const wanted = new Map(replays.map(({ event }) => [dayKey(event), event]));
  if (wanted.size === 0) return new Map();
  const events = [...wanted.values()];
  const result: { rows: { key: string; used: number }[] } = await writer.sql.raw(
    `select w.external_id || ' ' || w.day as key, coalesce(sum(u.count), 0)::int as used
       from unnest(?::text[], ?::date[]) as w (external_id, day) join suppliers s on s.external_id = w.external_id
       join usage_daily u on u.supplier_id = s.id and u.name = any(?) and u.day = w.day group by 1`,
    [
      events.map((event) => event.supplierExternalId),
      events.map(({ occurredAt }) => usageDay(occurredAt)),
      eventNames(events),
    ],
  );
  const used = new Map(result.rows.map((row) => [row.key, row.used]));
  return new Map([...wanted.keys()].map((key) => [key, 24 * limits.perSupplierPerHour - (used.get(key) ?? 0)]));
}

function eventNames(events: readonly ProductEvent[]): string[] {
  return [...new Set(events.map((event) => event.name))];
}

function dayKey(event: ProductEvent): string {
  return `${event.supplierExternalId} ${usageDay(event.occurredAt)}`;
}

/** @returns the ids that are ours now; another batch may have taken some a moment ago */
async function claimIds(writer: Writer, batch: readonly IndexedEvent[]): Promise<ReadonlySet<string>> {
  if (batch.length === 0) return new Set();
  const sorted = batch.map(({ event }) => event).sort((a, b) => (a.id < b.id ? -1 : 1));
  const result: { rows: { id: string }[] } = await writer.sql.raw(
    `insert into product_event_ids (id, occurred_at) select * from unnest(?::text[], ?::timestamptz[]) on conflict (id) do nothing returning id`,
    [sorted.map((event) => event.id), sorted.map((event) => event.occurredAt)],
  );
  return new Set(result.rows.map((row) => row.id));
}

/** @returns our ids of the suppliers we know, by external id */
async function insertEvents(
  writer: Writer,
  batch: readonly IndexedEvent[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  if (batch.length === 0) return new Map();
  const events = batch.map(({ event }) => event);
  const known: { external_id: string; id: string }[] = await writer
    .sql('suppliers')
    .select('external_id', 'id')
    .whereRaw('external_id = any(?)', [[...new Set(events.map((event) => event.supplierExternalId))]]);
  const suppliers = new Map(known.map((row) => [row.external_id, row.id]));
  await writer.sql.raw(
    `insert into product_events (id, supplier_id, supplier_external_id, name, occurred_at, known_at, properties)
     select id, nullif(supplier_id, ''), external_id, name, occurred_at, ?, properties::jsonb
       from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[]) as e (id, supplier_id, external_id, name, occurred_at, properties)`,
    [
      now,
      events.map((event) => event.id),
      events.map((event) => suppliers.get(event.supplierExternalId) ?? ''),
      events.map((event) => event.supplierExternalId),
      events.map((event) => event.name),
      events.map((event) => event.occurredAt),
      events.map((event) => JSON.stringify(event.properties)),
    ],
  );
  return suppliers;
}

const daysByHour = new Map<number, string>();
const maxRememberedHours = 50_000;

/** The reporting day of a moment. Zones' days begin on whole hours there, so one answer serves an hour: asking the calendar each time is half of the work. */
function usageDay(moment: Date): string {
  const hour = Math.floor(moment.getTime() / HOUR_MS);
  const known = daysByHour.get(hour);
  if (known !== undefined) return known;
  if (daysByHour.size >= maxRememberedHours) daysByHour.clear();
  const day = calendarDate(moment);
  daysByHour.set(hour, day);
  return day;
}

type Usage = { count: number; amountMilli: number; amounts: number; lastAt: Date };

/** Adds the batch to each supplier's day. Keys are sorted: overlapping batches lock rows in one order. */
async function countUsage(
  writer: Writer,
  batch: readonly IndexedEvent[],
  suppliers: ReadonlyMap<string, string>,
): Promise<void> {
  const days = new Map<string, Usage>();
  for (const { event } of batch) {
    const supplierId = suppliers.get(event.supplierExternalId);
    if (supplierId === undefined) continue;
    const key = JSON.stringify([
      supplierId,
      event.name,
      usageDay(event.occurredAt),
      usageDetail(event.name, event.properties),
    ]);
    const amount = usageAmountMilli(event.name, event.properties);
    const usage = days.get(key) ?? { count: 0, amountMilli: 0, amounts: 0, lastAt: event.occurredAt };
    days.set(key, {
      count: usage.count + 1,
      amountMilli: usage.amountMilli + (amount ?? 0),
      amounts: usage.amounts + (amount === null ? 0 : 1),
      lastAt: event.occurredAt > usage.lastAt ? event.occurredAt : usage.lastAt,
    });
  }
  if (days.size === 0) return;
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = sorted.map(([key]): string[] => JSON.parse(key));
  const usages = sorted.map(([, usage]) => usage);
  await writer.sql.raw(
    `insert into usage_daily as u (supplier_id, name, day, feature, count, amount_sum, amount_count, last_at)
     select * from unnest(?::text[], ?::text[], ?::date[], ?::text[], ?::int[], ?::numeric[], ?::int[], ?::timestamptz[])
     ${mergeUsage}`,
    [
      ...[0, 1, 2, 3].map((part) => keys.map((key) => key[part] ?? '')),
      usages.map((usage) => usage.count),
      usages.map((usage) => (usage.amountMilli / 1_000).toFixed(3)),
      usages.map((usage) => usage.amounts),
      usages.map((usage) => usage.lastAt),
    ],
  );
}

const mergeUsage = `on conflict (supplier_id, name, day, feature) do update set count = u.count + excluded.count,
  amount_sum = u.amount_sum + excluded.amount_sum, amount_count = u.amount_count + excluded.amount_count,
  last_at = greatest(u.last_at, excluded.last_at)`;

async function rememberStrangers(
  writer: Writer,
  batch: readonly IndexedEvent[],
  suppliers: ReadonlyMap<string, string>,
): Promise<void> {
  const strangers = [...new Set(batch.map(({ event }) => event.supplierExternalId))]
    .filter((id) => !suppliers.has(id))
    .sort();
  if (strangers.length === 0) return;
  await writer.sql.raw(
    `insert into product_event_strangers (supplier_external_id) select unnest(?::text[]) on conflict do nothing`,
    [strangers],
  );
}

/** News wants a fresh score in seconds; history waits until it stops coming, then is scored once with the past it brought. */
async function markSuppliers(
  writer: Writer,
  batch: readonly IndexedEvent[],
  suppliers: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const touched = (replay: boolean) =>
    batch
      .filter(({ event }) => isReplay(event, now) === replay)
      .flatMap(({ event }) => suppliers.get(event.supplierExternalId) ?? []);
  await markForRecompute(writer, 'health', touched(false));
  await noteReplays(writer, touched(true), now);
}

async function noteReplays(writer: Writer, supplierIds: readonly string[], now: Date): Promise<void> {
  if (supplierIds.length === 0) return;
  await writer.sql.raw(
    `insert into product_event_replays as r (supplier_id, started_at, last_at) select unnest(?::text[]), ?, ?
     on conflict (supplier_id) do update set last_at = greatest(r.last_at, excluded.last_at)`,
    [[...new Set(supplierIds)].sort(), now, now],
  );
}

/** Suppliers whose history has settled: all of them once none has come since `quietSince`, otherwise those that have waited since `waitedSince`. */
export async function settledReplays(reader: Reader, quietSince: Date, waitedSince: Date): Promise<string[]> {
  const result: { rows: { supplierId: string }[] } = await reader.sql.raw(
    `select supplier_id as "supplierId" from product_event_replays
      where (select max(last_at) from product_event_replays) < :quietSince or last_at < :waitedSince order by 1`,
    { quietSince, waitedSince },
  );
  return result.rows.map((row) => row.supplierId);
}

/** The history of these suppliers is dealt with, up to what had arrived by then; what came later stays to be dealt with. */
export async function settleReplays(writer: Writer, supplierIds: readonly string[], arrivedBy: Date): Promise<void> {
  await writer
    .sql('product_event_replays')
    .where('last_at', '<=', arrivedBy)
    .whereRaw('supplier_id = any(?)', [[...supplierIds]])
    .delete();
}

/**
 * Gives waiting events to the suppliers that arrived since, and counts them. Safe to repeat and to run twice at once.
 * @returns ids of the suppliers that got events
 */
export async function linkWaitingEvents(writer: Writer, now: Date, limit = 500): Promise<string[]> {
  const waiting: { rows: { external_id: string; id: string }[] } = await writer.sql.raw(
    `select w.supplier_external_id as external_id, s.id from product_event_strangers w join suppliers s on s.external_id = w.supplier_external_id
      order by 1 limit ? for update of w skip locked`,
    [limit],
  );
  const externalIds = waiting.rows.map((row) => row.external_id);
  if (externalIds.length === 0) return [];
  await writer.sql.raw(
    `with linked as (
       update product_events e set supplier_id = s.id from suppliers s
        where s.external_id = e.supplier_external_id and e.supplier_external_id = any(:externalIds) and e.supplier_id is null
       returning e.supplier_id, e.name, e.occurred_at, e.properties)
     insert into usage_daily as u (supplier_id, name, day, feature, count, amount_sum, amount_count, last_at)
     select supplier_id, name, (occurred_at at time zone 'Europe/London')::date, ${detailOf}, count(*)::int, coalesce(sum(round(${amountOf}, 3)), 0), count(${amountOf})::int, max(occurred_at)
       from linked group by 1, 2, 3, 4 order by 1, 2, 3, 4 ${mergeUsage}`,
    { externalIds },
  );
  await writer.sql('product_event_strangers').whereRaw('supplier_external_id = any(?)', [externalIds]).delete();
  const ids = waiting.rows.map((row) => row.id);
  await noteReplays(writer, ids, now);
  return ids;
}

// The same reading of properties as usageDetail and usageAmountMilli, for events that are counted in the database.
const detailOf = `left(coalesce(case name when 'feature.used' then trim(properties ->> 'feature') when 'milestone.reached' then trim(properties ->> 'milestone') end, ''), ${productEventLimits.maxNameChars})`;
const amountOf = `case when name = 'enquiry.answered' and jsonb_typeof(properties -> 'responseMinutes') = 'number' then (properties ->> 'responseMinutes')::numeric
  when name = 'nps.answered' and jsonb_typeof(properties -> 'score') = 'number' then (properties ->> 'score')::numeric end`;

const maxDeadLetterChars = 4_000;

/** Sets aside rows that could not be read, with the reason; the same row sent again is counted, not kept twice. */
export async function keepDeadLetters(
  writer: Writer,
  letters: readonly { readonly rejection: EventRejection; readonly raw: unknown }[],
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map(({ rejection, raw }) => ({
    payload: inWords(raw).slice(0, maxDeadLetterChars),
    reason: JSON.stringify(rejection.errors),
  }));
  await writer.sql.raw(
    `insert into product_event_dead_letters as d (fingerprint, payload, reason, request_id, times)
     select md5(payload), payload, min(reason)::jsonb, ?, count(*)::int from unnest(?::text[], ?::text[]) as l (payload, reason)
      group by payload order by 1
     on conflict (fingerprint) do update set times = d.times + excluded.times, reason = excluded.reason,
       request_id = excluded.request_id, last_received_at = clock_timestamp()`,
    [writer.actor.requestId, rows.map((row) => row.payload), rows.map((row) => row.reason)],
  );
}

/** JSON escapes what PostgreSQL cannot store. What is nested too deep to be written down has its reason only. */
function inWords(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? 'undefined';
  } catch {
    return '(nested too deep)';
  }
}

/** Makes the monthly partitions for these moments if they do not exist; in a transaction of its own, for it locks the parent for a moment. */
export async function ensureMonths(
  store: Store,
  parent: 'product_events' | 'health_score_days',
  moments: readonly Date[],
): Promise<void> {
  const months = [...new Set(moments.map((moment) => `${moment.toISOString().slice(0, 7)}-01`))].sort();
  for (const month of months) await store.pool.raw('select ensure_month_partition(?, ?::date)', [parent, month]);
}

function tally<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/**
 * Drops the months that end before a day, and the ids that made their events count once: events that old are refused at the door.
 * @returns how many months and ids went
 */
export async function dropEventsBefore(writer: Writer, before: string): Promise<{ months: number; ids: number }> {
  const dropped: { rows: { months: number }[] } = await writer.sql.raw(
    `select drop_month_partitions('product_events', ?::date) as months`,
    [before],
  );
  const ids = await writer
    .sql('product_event_ids')
    .whereRaw(`occurred_at < date_trunc('month', ?::date)`, [before])
    .delete();
  return { months: dropped.rows[0]?.months ?? 0, ids };
}
