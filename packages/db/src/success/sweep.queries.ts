import type { Reader, Writer } from '../platform/index.ts';

/** The next suppliers by id. */
export async function supplierIdsAfter(reader: Reader, after: string, limit: number): Promise<string[]> {
  return reader.sql('suppliers').where('id', '>', after).orderBy('id').limit(limit).pluck('id');
}

export async function countSuppliers(reader: Reader): Promise<number> {
  const row: { total?: string | number } | undefined = await reader.sql('suppliers').count({ total: '*' }).first();
  return Number(row?.total ?? 0);
}

/** Drops the months of health history that end before a day. @returns how many */
export async function dropHistoryBefore(writer: Writer, before: string): Promise<number> {
  const result: { rows: { dropped: number }[] } = await writer.sql.raw(
    `select drop_month_partitions('health_score_days', ?::date) as dropped`,
    [before],
  );
  return result.rows[0]?.dropped ?? 0;
}
