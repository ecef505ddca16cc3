import type { Knex } from 'knex';
import type { Writer } from './store.ts';

export type RecomputeMark = { readonly supplierId: string; readonly generation: number };

/**
 * Takes marks of one kind that have rested for `debounceMs`, oldest first, for this transaction; other workers skip them.
 * A mark set again while the work runs gets a higher generation and survives `settleMarks`.
 */
export async function takeMarks(
  sql: Knex,
  kind: string,
  options: { debounceMs: number; limit: number },
): Promise<RecomputeMark[]> {
  const result: { rows: RecomputeMark[] } = await sql.raw(
    `update recompute_marks m set taken_until = clock_timestamp() + ? * interval '1 ms'
     from (select kind, supplier_id from recompute_marks
       where kind = ? and marked_at <= clock_timestamp() - ? * interval '1 ms' and (taken_until is null or taken_until < clock_timestamp())
       order by marked_at limit ? for update skip locked) due
     where m.kind = due.kind and m.supplier_id = due.supplier_id
     returning m.supplier_id as "supplierId", m.generation`,
    [markLeaseMs, kind, options.debounceMs, options.limit],
  );
  return result.rows;
}

/** A worker that dies with marks in hand gives them back after this. */
const markLeaseMs = 60_000;

/** Removes marks whose work is done; those set again meanwhile stay, free to be taken. */
export async function settleMarks(writer: Writer, kind: string, marks: readonly RecomputeMark[]): Promise<void> {
  const taken = JSON.stringify(marks);
  await writer.sql.raw(
    `delete from recompute_marks m using jsonb_to_recordset(?::jsonb) as t("supplierId" text, generation bigint)
     where m.kind = ? and m.supplier_id = t."supplierId" and m.generation = t.generation`,
    [taken, kind],
  );
  await writer
    .sql('recompute_marks')
    .where({ kind })
    .whereIn(
      'supplier_id',
      marks.map((mark) => mark.supplierId),
    )
    .update({ taken_until: null, marked_at: writer.sql.raw('clock_timestamp()') });
}

/** Gives marks back untouched, after a failure. */
export async function releaseMarks(sql: Knex, kind: string, marks: readonly RecomputeMark[]): Promise<void> {
  const suppliers = marks.map((mark) => mark.supplierId);
  await sql('recompute_marks').where({ kind }).whereIn('supplier_id', suppliers).update({ taken_until: null });
}
