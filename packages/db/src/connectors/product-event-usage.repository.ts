import { productEventLimits, usageAmountMilli, usageDetail } from '@wedsync/domain/connectors';
import { HOUR_MS, plusMs } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';
import { tellFollowed, type ReportedEvent } from './followed-product-events.repository.ts';
import type { IndexedEvent } from './product-event-allowances.repository.ts';
import { noteReplays } from './product-event-replays.repository.ts';
import { forgetStrangers, takeArrivedStrangers } from './product-event-strangers.repository.ts';
import { usageDay } from './usage-day.ts';

type Usage = { count: number; amountMilli: number; amounts: number; lastAt: Date };

/** Adds the batch to each supplier's day. Keys are sorted: overlapping batches lock rows in one order. */
export async function countUsage(
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

/**
 * Gives waiting events to the suppliers that arrived since, and counts them. Safe to repeat and to run twice at once.
 * @returns ids of the suppliers that got events
 */
export async function linkWaitingEvents(writer: Writer, now: Date, limit = 500): Promise<string[]> {
  const arrived = await takeArrivedStrangers(writer, limit);
  const externalIds = arrived.map(({ externalId }) => externalId);
  if (externalIds.length === 0) return [];
  const linked: { rows: ReportedEvent[] } = await writer.sql.raw(
    `with linked as (
       update product_events e set supplier_id = s.id from suppliers s
        where s.external_id = e.supplier_external_id and e.supplier_external_id = any(:externalIds) and e.supplier_id is null
       returning e.id, e.supplier_id, e.name, e.occurred_at, e.properties),
     counted as (insert into usage_daily as u (supplier_id, name, day, feature, count, amount_sum, amount_count, last_at)
     select supplier_id, name, (occurred_at at time zone 'Europe/London')::date, ${usageDetailSql}, count(*)::int, coalesce(sum(round(${usageAmountSql}, 3)), 0), count(${usageAmountSql})::int, max(occurred_at)
       from linked group by 1, 2, 3, 4 order by 1, 2, 3, 4 ${mergeUsage})
     select id, supplier_id as "supplierId", name, occurred_at as "occurredAt" from linked where occurred_at >= :newsSince`,
    { externalIds, newsSince: plusMs(now, -productEventLimits.replayAfterHours * HOUR_MS) },
  );
  await tellFollowed(writer, linked.rows, now);
  await forgetStrangers(writer, externalIds);
  const ids = arrived.map(({ id }) => id);
  await noteReplays(writer, ids, now);
  return ids;
}

// The same reading of properties as usageDetail and usageAmountMilli, for events that are counted in the database.
export const usageDetailSql = `left(coalesce(case name when 'feature.used' then trim(properties ->> 'feature') when 'milestone.reached' then trim(properties ->> 'milestone') end, ''), ${productEventLimits.maxNameChars})`;
export const usageAmountSql = `case when name = 'enquiry.answered' and jsonb_typeof(properties -> 'responseMinutes') = 'number' then (properties ->> 'responseMinutes')::numeric
  when name = 'nps.answered' and jsonb_typeof(properties -> 'score') = 'number' then (properties ->> 'score')::numeric end`;
