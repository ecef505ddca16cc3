import { Invalid, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import type { Reader } from './store.ts';

type Query = Knex.QueryBuilder;

/**
 * How one resource is listed: which rows, which sorts and filters are allowed, each mapped to indexed SQL.
 * `keys` yields just the id of matching rows; `hydrate` turns the ids of one page into full rows. Splitting the two keeps deep pages fast:
 * PostgreSQL walks an index for the ids and touches wide rows only for the page.
 */
export type ListSpec<Row, Filter extends object> = {
  readonly resource: string;
  readonly keys: (reader: Reader) => Query;
  readonly idColumn: string;
  /** Sort name as the api shows it -> column expression. */
  readonly sorts: Readonly<Record<string, string>>;
  readonly defaultSort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  readonly filters: { readonly [K in keyof Required<Filter>]: (query: Query, value: NonNullable<Filter[K]>) => void };
  /** Above this many matches the total is an estimate; null counts exactly whatever it costs. */
  readonly countCap: number | null;
  readonly hydrate: (reader: Reader, ids: readonly (string | number)[]) => Promise<Row[]>;
  readonly rowId: (row: Row) => string | number;
};

/** One page of a resource as the actor may see it. @throws Invalid for a sort or filter that is not on the list */
export async function listPage<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  query: ListQuery<Filter>,
): Promise<Page<Row>> {
  const matching = () => applyFilters(spec, spec.keys(reader), query.filter);
  const ids = await pageIds(spec, matching(), query);
  const rows = ids.length === 0 ? [] : inOrder(await spec.hydrate(reader, ids), ids, spec.rowId);
  const known = knownTotal(query, ids.length);
  if (known !== null) return { rows, total: known, estimated: false };
  return { rows, ...(await countMatches(reader, spec, matching(), query)) };
}

function applyFilters<Row, Filter extends object>(spec: ListSpec<Row, Filter>, keys: Query, filter: Filter): Query {
  for (const name in filter) {
    const value = filter[name];
    if (value === undefined || value === null) continue;
    const apply = spec.filters[name];
    if (apply === undefined) throw Invalid({ message: `${spec.resource} cannot be filtered by ${name}.` });
    apply(keys, value);
  }
  return keys;
}

async function pageIds<Row, Filter extends object>(
  spec: ListSpec<Row, Filter>,
  keys: Query,
  query: ListQuery<Filter>,
): Promise<(string | number)[]> {
  const { field, order } = query.sort ?? spec.defaultSort;
  const column = Object.hasOwn(spec.sorts, field) ? spec.sorts[field] : undefined;
  if (column === undefined) throw Invalid({ message: `${spec.resource} cannot be sorted by ${field}.` });
  const direction = order === 'DESC' ? 'desc' : 'asc';
  const ordered = keys.clone().select({ key: spec.idColumn }).orderByRaw(`${column} ${direction}`);
  // Equal values would otherwise shuffle between pages.
  const settled = column === spec.idColumn ? ordered : ordered.orderBy(spec.idColumn, direction);
  const found: { key: string | number }[] = await settled.offset(query.offset).limit(query.limit);
  return found.map((row) => row.key);
}

/** A page that is not full tells the total by itself. */
function knownTotal(query: ListQuery<object>, found: number): number | null {
  if (found === 0) return query.offset === 0 ? 0 : null;
  return found < query.limit ? query.offset + found : null;
}

async function countMatches<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  keys: Query,
  query: ListQuery<Filter>,
): Promise<{ total: number; estimated: boolean }> {
  const cap = spec.countCap;
  if (cap === null) return { total: await exactCount(reader, keys.clone().select(spec.idColumn)), estimated: false };
  const capped = await exactCount(
    reader,
    keys
      .clone()
      .select(spec.idColumn)
      .limit(cap + 1),
  );
  if (capped <= cap) return { total: capped, estimated: false };
  const estimate = await plannerEstimate(reader, keys.clone().select(spec.idColumn));
  return { total: Math.max(estimate, cap + 1, query.offset + query.limit), estimated: true };
}

async function exactCount(reader: Reader, keys: Query): Promise<number> {
  const row = await reader.sql.count({ total: '*' }).from(keys.as('matching')).first();
  return Number(row?.total ?? 0);
}

/** What the planner expects, from its statistics: free, and close enough to say "about a million". */
async function plannerEstimate(reader: Reader, keys: Query): Promise<number> {
  const { sql, bindings } = keys.toSQL();
  const result: { rows: { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }[] } = await reader.sql.raw(
    `explain (format json) ${sql}`,
    [...bindings],
  );
  return result.rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

function inOrder<Row>(
  rows: readonly Row[],
  ids: readonly (string | number)[],
  rowId: (row: Row) => string | number,
): Row[] {
  const byId = new Map(rows.map((row) => [rowId(row), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
