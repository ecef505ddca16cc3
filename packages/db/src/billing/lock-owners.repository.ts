import type { Writer } from '../platform/index.ts';

/** Two processes never change what belongs to one customer at once. Everyone takes these locks in one order, and holds them until commit. */
export async function lockOwners(writer: Writer, keys: readonly string[]): Promise<void> {
  await writer.sql.raw(
    'select pg_advisory_xact_lock(hashtextextended(key, 7201)) from unnest(?::text[]) with ordinality as k (key, place) order by place',
    [[...new Set(keys)].sort()],
  );
}
