import type { Knex } from 'knex';

/** Leaves out what was asked for about records of these resources, unless this person asked for it. */
export type Hidden = { readonly resources: readonly string[]; readonly except: string };

export function withoutHidden(query: Knex.QueryBuilder, table: string, { resources, except }: Hidden): void {
  void query.whereRaw(`(${table}.resource <> all(?::text[]) or ${table}.requested_by = ?)`, [[...resources], except]);
}

/** As a filter of a list; nothing where nothing is hidden, so that the list stays the plain one. */
export function hiding(resources: readonly string[], except: string): { readonly hidden?: Hidden } {
  return resources.length === 0 ? {} : { hidden: { resources, except } };
}

/** Whether a single one may be shown. */
export function isHidden(
  { resource, requestedBy }: { readonly resource: string; readonly requestedBy: string },
  { resources, except }: Hidden,
): boolean {
  return resources.includes(resource) && requestedBy !== except;
}
