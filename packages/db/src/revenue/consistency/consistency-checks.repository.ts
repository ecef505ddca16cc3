import type { ConsistencyCheck } from '@wedsync/domain/revenue';
import type { Reader, Writer } from '../../platform/index.ts';
import type { CheckResult } from './checks.queries.ts';

/** Keeps what was found. @returns those that held before and no longer do */
export async function keepChecks({ sql }: Writer, results: readonly CheckResult[], now: Date): Promise<CheckResult[]> {
  const known: { name: string; holds: boolean }[] = await sql('consistency_checks').select('name', 'holds').forUpdate();
  const broken = new Set(known.filter(({ holds }) => !holds).map(({ name }) => name));
  for (const { name, title, holds, detail } of results)
    await sql.raw(
      `insert into consistency_checks as c (name, title, holds, detail, checked_at, broken_since)
       values (:name, :title, :holds, :detail, :now::timestamptz, case when :holds::boolean then null else :now::timestamptz end)
       on conflict (name) do update set title = excluded.title, holds = excluded.holds, detail = excluded.detail, checked_at = excluded.checked_at,
         broken_since = case when excluded.holds then null else coalesce(c.broken_since, excluded.broken_since) end`,
      { name, title, holds, detail, now },
    );
  return results.filter(({ name, holds }) => !holds && !broken.has(name));
}

/** What holds and what does not; broken ones first. */
export async function consistencyChecks({ sql }: Reader): Promise<ConsistencyCheck[]> {
  const found: { rows: { row: ConsistencyCheck }[] } = await sql.raw(
    `select to_json(r) as row from (select name, title, holds, detail, checked_at as "checkedAt", broken_since as "brokenSince"
       from consistency_checks order by holds, name) r`,
  );
  return found.rows.map(({ row }) => row);
}
