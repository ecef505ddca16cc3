import type { Knex } from 'knex';
import type { Writer } from './store.ts';

/** What is worked out again for a supplier once its facts changed; the worker has a drain for each. */
export type RecomputeKind = 'health' | 'churn' | 'milestones' | 'mrr' | 'ltv';

export type RecomputeMark = { readonly supplierId: string; readonly generation: number };

/**
 * Marks suppliers for recomputation of one kind; marks of the same supplier and kind melt into one. A mark that nobody has taken
 * yet is only locked until this transaction ends: whoever takes it then sees what it did. Nobody is woken, for marks rest a while before they are due.
 */
export async function markForRecompute(
  writer: Writer,
  kind: RecomputeKind,
  supplierIds: readonly string[],
): Promise<void> {
  if (supplierIds.length === 0) return;
  const distinct = [...new Set(supplierIds)].sort();
  await writer.sql.raw(
    `insert into recompute_marks (kind, supplier_id) select ?, unnest(?::text[])
     on conflict (kind, supplier_id) do update set generation = recompute_marks.generation + 1 where recompute_marks.taken_until is not null`,
    [kind, distinct],
  );
}

/**
 * Takes marks of one kind that have rested for `debounceMs`, oldest first, for this transaction; other workers skip them.
 * A mark set again while the work runs gets a higher generation and survives `settleMarks`.
 */
export async function takeMarks(
  sql: Knex,
  kind: RecomputeKind,
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
export async function settleMarks(writer: Writer, kind: RecomputeKind, marks: readonly RecomputeMark[]): Promise<void> {
  const suppliers = marks.map((mark) => mark.supplierId);
  await lockMarks(writer.sql, kind, suppliers);
  await writer.sql.raw(
    `delete from recompute_marks m using jsonb_to_recordset(?::jsonb) as t("supplierId" text, generation bigint)
     where m.kind = ? and m.supplier_id = t."supplierId" and m.generation = t.generation`,
    [JSON.stringify(marks), kind],
  );
  await writer.sql.raw(
    `update recompute_marks set taken_until = null, marked_at = clock_timestamp() where kind = ? and supplier_id = any(?)`,
    [kind, suppliers],
  );
}

/** Gives marks back untouched, after a failure. */
export async function releaseMarks(pool: Knex, kind: RecomputeKind, marks: readonly RecomputeMark[]): Promise<void> {
  const suppliers = marks.map((mark) => mark.supplierId);
  await pool.transaction(async (sql) => {
    await lockMarks(sql, kind, suppliers);
    await sql.raw('update recompute_marks set taken_until = null where kind = ? and supplier_id = any(?)', [
      kind,
      suppliers,
    ]);
  });
}

/** In the order in which those who set marks meet them: whoever took them in another would wait in a circle with a batch of events. */
async function lockMarks(sql: Knex, kind: RecomputeKind, suppliers: readonly string[]): Promise<void> {
  await sql.raw(
    `select 1 from recompute_marks where kind = ? and supplier_id = any(?) order by supplier_id collate "C" for update`,
    [kind, [...suppliers]],
  );
}
