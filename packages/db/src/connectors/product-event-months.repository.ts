import type { Store, Writer } from '../platform/index.ts';

/** Makes the monthly partitions for these moments if they do not exist; in a transaction of its own, for it locks the parent for a moment. */
export async function ensureMonths(
  store: Store,
  parent: 'product_events' | 'health_score_days',
  moments: readonly Date[],
): Promise<void> {
  const months = [...new Set(moments.map((moment) => `${moment.toISOString().slice(0, 7)}-01`))].sort();
  for (const month of months) await store.pool.raw('select ensure_month_partition(?, ?::date)', [parent, month]);
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
