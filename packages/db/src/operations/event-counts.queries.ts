import type { Reader } from '../platform/index.ts';

/** How often each type of event was told since a moment; types that were not are absent. */
export async function eventCounts({ sql }: Reader, since: Date): Promise<ReadonlyMap<string, number>> {
  const rows: { type: string; told: string }[] = await sql('success_events')
    .where('recorded_at', '>=', since)
    .groupBy('type')
    .select('type', { told: sql.raw('count(*)') });
  return new Map(rows.map(({ type, told }) => [type, Number(told)]));
}
