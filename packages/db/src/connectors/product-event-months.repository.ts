import type { Reader, Store, Writer } from '../platform/index.ts';

/** Makes the monthly partitions for these moments if they do not exist; in a transaction of its own, for it locks the parent for a moment. */
export async function ensureMonths(
  store: Store,
  parent: 'product_events' | 'health_score_days',
  moments: readonly Date[],
): Promise<void> {
  const months = [...new Set(moments.map((moment) => `${moment.toISOString().slice(0, 7)}-01`))].sort();
  for (const month of months) await store.pool.raw('select ensure_month_partition(?, ?::date)', [parent, month]);
}

/** Drops the months of product events that end before a day. @returns how many */
export async function dropEventMonths({ sql }: Writer, before: string): Promise<number> {
  const dropped: { rows: { months: number }[] } = await sql.raw(
    `select drop_month_partitions('product_events', ?::date) as months`,
    [before],
  );
  await sql('product_event_stranger_days')
    .where('day', '<', sql.raw(firstOfMonth, [before]))
    .delete();
  return dropped.rows[0]?.months ?? 0;
}

/** How many pages the ids take up that make events count once. */
export async function pagesOfEventIds({ sql }: Reader): Promise<number> {
  const result: { rows: { pages: string }[] } = await sql.raw(
    `select pg_relation_size('product_event_ids') / current_setting('block_size')::int as pages`,
  );
  return Number(result.rows[0]?.pages ?? 0);
}

/** Forgets, among those of some pages, the ids of events of months before a day: events that old are refused at the door. @returns how many */
export async function forgetEventIds(
  { sql }: Writer,
  before: string,
  { fromPage, toPage }: { readonly fromPage: number; readonly toPage: number },
): Promise<number> {
  return sql('product_event_ids')
    .whereRaw('ctid >= ?::tid and ctid < ?::tid', [`(${fromPage},0)`, `(${toPage},0)`])
    .where('occurred_at', '<', sql.raw(firstOfMonth, [before]))
    .delete();
}

const firstOfMonth = `date_trunc('month', ?::date)`;
