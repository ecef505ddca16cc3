import type { Knex } from 'knex';
import type { Reader } from '../platform/index.ts';

/** What somebody sees of what was asked for: that about records of these resources, and their own. */
export type Sight = { readonly resources: readonly string[]; readonly self: string };

/** The filter of a list for a reader who may list these resources; none for null, so that who may list all gets the plain list. */
export function sightOf({ actor }: Reader, resources: readonly string[] | null): { readonly sight?: Sight } {
  return resources === null ? {} : { sight: { resources, self: actor.id } };
}

/** Narrows to what is in sight. Named resources, not hidden ones: each is an entry of an index, however many rows are of others. */
export function withinSight(query: Knex.QueryBuilder, table: string, { resources, self }: Sight): void {
  void query.whereRaw(`(${table}.resource = any(?::text[]) or ${table}.requested_by = ?)`, [[...resources], self]);
}

/** The same, and of requests about a bulk run only those whose records are in sight: they tell what all of it comes to. */
export function withBulkRunsWithinSight(query: Knex.QueryBuilder, table: string, sight: Sight): void {
  withinSight(query, table, sight);
  void query.whereRaw(
    `(${table}.resource <> 'bulk-runs' or ${table}.requested_by = ?
      or exists (select 1 from bulk_runs b where b.id = ${table}.target_id and b.resource = any(?::text[])))`,
    [sight.self, [...sight.resources]],
  );
}
