import type { Reader, Writer } from '../platform/index.ts';

/** Remembers whose history is arriving, so that it is scored once it has settled. */
export async function noteReplays(writer: Writer, supplierIds: readonly string[], now: Date): Promise<void> {
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
