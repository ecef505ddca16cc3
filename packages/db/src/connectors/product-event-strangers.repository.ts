import type { ProductEvent } from '@wedsync/domain/connectors';
import type { Writer } from '../platform/index.ts';
import { usageDay } from './usage-day.ts';

/**
 * Remembers whose events wait for their supplier, and how many a day. Rows that were there before are held until the batch is committed as well: else
 * whoever links what waits would take them away without having seen these events. Before the usage is counted, as whoever links does.
 */
export async function rememberStrangers(writer: Writer, waiting: readonly ProductEvent[]): Promise<void> {
  if (waiting.length === 0) return;
  const externalIds = waiting.map((event) => event.supplierExternalId);
  await writer.sql.raw(
    `insert into product_event_strangers as s (supplier_external_id) select unnest(?::text[])
     on conflict (supplier_external_id) do update set first_seen_at = s.first_seen_at`,
    [[...new Set(externalIds)].sort()],
  );
  await writer.sql.raw(
    `insert into product_event_stranger_days as d (supplier_external_id, day, events)
     select external_id, day, count(*) from unnest(?::text[], ?::date[]) as w (external_id, day) group by 1, 2 order by 1, 2
     on conflict (supplier_external_id, day) do update set events = d.events + excluded.events`,
    [externalIds, waiting.map(({ occurredAt }) => usageDay(occurredAt))],
  );
}

/** Suppliers that have arrived since their first events, for this transaction; those that another one holds are left to the next. */
export async function takeArrivedStrangers(
  writer: Writer,
  limit: number,
): Promise<readonly { readonly externalId: string; readonly id: string }[]> {
  const result: { rows: { externalId: string; id: string }[] } = await writer.sql.raw(
    `select w.supplier_external_id as "externalId", s.id from product_event_strangers w join suppliers s on s.external_id = w.supplier_external_id
      order by 1 limit ? for update of w skip locked`,
    [limit],
  );
  return result.rows;
}

/** They are strangers no more. */
export async function forgetStrangers(writer: Writer, externalIds: readonly string[]): Promise<void> {
  for (const table of ['product_event_stranger_days', 'product_event_strangers'])
    await writer
      .sql(table)
      .whereRaw('supplier_external_id = any(?)', [[...externalIds]])
      .delete();
}
