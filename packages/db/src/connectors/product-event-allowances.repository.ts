import { isReplay, productEventKinds, type ProductEvent } from '@wedsync/domain/connectors';
import type { Writer } from '../platform/index.ts';
import { usageDay } from './usage-day.ts';

export type IngestLimits = { readonly perSupplierPerHour: number; readonly burst: number };
export type IndexedEvent = { readonly index: number; readonly event: ProductEvent };
/** An event over its supplier's limit; without a time when the day it happened on is full. */
export type RefusedEvent = { readonly index: number; readonly retryAfterSeconds: number | null };

type Allowed = { readonly allowed: readonly IndexedEvent[]; readonly refused: readonly RefusedEvent[] };

/** Lets through what each supplier's limits leave room for: news by the hour, history by the day it happened on. */
export async function withinAllowance(
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
  const refused: RefusedEvent[] = [];
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

/** History is limited by the day it happened on, a full day at the hourly limit, whether its supplier is known or not: a loop in the host cannot fill the past. */
async function roomPerDay(
  writer: Writer,
  replays: readonly IndexedEvent[],
  limits: IngestLimits,
): Promise<Map<string, number>> {
  const days = new Map(replays.map(({ event }) => [dayKey(event), event]));
  if (days.size === 0) return new Map();
  const events = [...days.values()];
  const result: { rows: { key: string; used: number }[] } = await writer.sql.raw(
    `with wanted as (select * from unnest(:externalIds::text[], :days::date[]) as w (external_id, day))
     select external_id || ' ' || day as key, sum(events)::int as used from (
       select w.external_id, w.day, u.count as events from wanted w join suppliers s on s.external_id = w.external_id
         join usage_daily u on u.supplier_id = s.id and u.name = any(:names) and u.day = w.day
       union all
       select w.external_id, w.day, d.events from wanted w
         join product_event_stranger_days d on d.supplier_external_id = w.external_id and d.day = w.day) kept group by 1`,
    {
      externalIds: events.map((event) => event.supplierExternalId),
      days: events.map(({ occurredAt }) => usageDay(occurredAt)),
      names: Object.keys(productEventKinds),
    },
  );
  const used = new Map(result.rows.map((row) => [row.key, row.used]));
  return new Map([...days.keys()].map((key) => [key, 24 * limits.perSupplierPerHour - (used.get(key) ?? 0)]));
}

function dayKey(event: ProductEvent): string {
  return `${event.supplierExternalId} ${usageDay(event.occurredAt)}`;
}

function tally<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
