import { createId, type Uuids } from '@wedsync/domain/platform';
import type { CreateWeddingDate, UpdateWeddingDate, WeddingDate } from '@wedsync/domain/suppliers';
import type { Writer } from '../platform/index.ts';
import { announceChange } from './announce.ts';
import { kept } from './kept.ts';
import { getSupplier } from './suppliers.queries.ts';
import { findWeddingDate } from './wedding-dates.queries.ts';

/** @throws NotFound when the supplier is not in scope; the database refuses the same day twice */
export async function createWeddingDate(
  writer: Writer,
  wedding: CreateWeddingDate,
  uuids: Uuids,
): Promise<WeddingDate> {
  await getSupplier(writer, wedding.supplierId);
  const id = createId('weddingDate', uuids.next());
  const row = { id, supplier_id: wedding.supplierId, held_on: wedding.date, label: wedding.label ?? null };
  await writer.sql('wedding_dates').insert(row);
  await announceChange(
    writer,
    { supplierId: wedding.supplierId, resource: 'wedding-dates', id },
    `Wedding on ${wedding.date} added`,
  );
  return kept(await findWeddingDate(writer, id));
}

export async function updateWeddingDate(writer: Writer, id: string, change: UpdateWeddingDate): Promise<void> {
  const [row]: { supplier_id: string; held_on: string }[] = await writer
    .sql('wedding_dates')
    .where({ id })
    .update({ held_on: change.date, label: change.label, updated_at: writer.sql.fn.now() })
    .returning(['supplier_id', 'held_on']);
  if (row !== undefined)
    await announceChange(
      writer,
      { supplierId: row.supplier_id, resource: 'wedding-dates', id },
      `Wedding on ${row.held_on} changed`,
    );
}

export async function deleteWeddingDate(writer: Writer, id: string): Promise<void> {
  const [row]: { supplier_id: string; held_on: string }[] = await writer
    .sql('wedding_dates')
    .where({ id })
    .delete()
    .returning(['supplier_id', 'held_on']);
  if (row !== undefined)
    await announceChange(
      writer,
      { supplierId: row.supplier_id, resource: 'wedding-dates', id },
      `Wedding on ${row.held_on} removed`,
    );
}

/**
 * Moves on suppliers whose next wedding has passed in their own time zone, a batch at a time.
 * @returns how many were moved; repeat until 0
 */
export async function rollPassedWeddings(writer: Writer, batchSize: number): Promise<number> {
  const result: { rowCount: number } = await writer.sql.raw(
    `update suppliers s set next_wedding_on = (
       select min(w.held_on) from wedding_dates w where w.supplier_id = s.id and w.held_on >= (now() at time zone s.time_zone)::date)
     where s.id in (select p.id from suppliers p
       -- Days begin up to 14 hours earlier in the east: the index narrows to tomorrow, the zone decides.
       where p.next_wedding_on <= (now() at time zone 'UTC')::date + 1 and p.next_wedding_on < (now() at time zone p.time_zone)::date
       order by p.id limit ? for update skip locked)`,
    [batchSize],
  );
  return result.rowCount;
}
