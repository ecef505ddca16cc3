import { createHash } from 'node:crypto';
import { Invalid, type ListQuery, type Page, type SortOrder } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import { entryTo, signpostStep, surveySql, type Entry, type Post, type Signposts } from './signposts.ts';
import type { Reader } from './store.ts';

type Query = Knex.QueryBuilder;
type Key = string | number;

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
  /** Sorts whose column may be empty and has an index per direction: empty comes last both ways. Others keep PostgreSQL's order. */
  readonly emptyLast?: readonly string[];
  readonly defaultSort: { readonly field: string; readonly order: SortOrder };
  readonly filters: { readonly [K in keyof Required<Filter>]: (query: Query, value: NonNullable<Filter[K]>) => void };
  /** Above this many matches the total is an estimate; null counts exactly whatever it costs. */
  readonly countCap: number | null;
  /** Keys and filters look at nobody's identity, only at their scope: people who see the same rows may share a count. */
  readonly dependsOnScopeOnly?: boolean;
  readonly hydrate: (reader: Reader, ids: readonly Key[]) => Promise<Row[]>;
  readonly rowId: (row: Row) => Key;
  /**
   * Wraps the statement that yields one page's keys (as `key`, under the name page) into one that yields its rows as one JSON value called rows,
   * in the order given: one round trip instead of two, and no parsing cell by cell. Replaces `hydrate`.
   */
  readonly pageSql?: (keysSql: string, orderBy: string) => string;
};

/** A page further in than this is worth knowing the total first, to start from the nearer end. */
const deepOffset = 1_000;

/** One page of a resource as the actor may see it. @throws Invalid for a sort or filter that is not on the list */
export async function listPage<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  query: ListQuery<Filter>,
): Promise<Page<Row>> {
  const sort = sortOf(spec, query);
  const matching = () => applyFilters(spec, spec.keys(reader), query.filter);
  const count = () => countMatches(reader, spec, matching, query);
  if (query.offset > deepOffset) {
    const counted = await count();
    return { rows: await deepRows(reader, spec, matching, sort, query, counted), ...counted };
  }
  const rows = await firstRows(reader, spec, matching, sort, query);
  const known = knownTotal(query, rows.length);
  return known === null ? { rows, ...(await count()) } : { rows, total: known, estimated: false };
}

/** The rows of one page without its total, for lists that know their total by other means. */
export function listRows<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  query: ListQuery<Filter>,
): Promise<Row[]> {
  const matching = () => applyFilters(spec, spec.keys(reader), query.filter);
  return rowsOf(reader, spec, matching, sortOf(spec, query), { ...query, backwards: false });
}

/** How many rows match, remembered like the total of a page. */
export async function listTotal<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  filter: Filter,
): Promise<number> {
  const matching = () => applyFilters(spec, spec.keys(reader), filter);
  return (await countMatches(reader, spec, matching, { sort: null, offset: 0, limit: 0, filter })).total;
}

type Sort = { readonly columns: readonly string[]; readonly order: SortOrder; readonly emptyLast: boolean };
type Window = { readonly offset: number; readonly limit: number; readonly backwards: boolean };
type Counted = { readonly total: number; readonly estimated: boolean };

function sortOf<Row, Filter extends object>(spec: ListSpec<Row, Filter>, query: ListQuery<Filter>): Sort {
  const { field, order } = query.sort ?? spec.defaultSort;
  const column = Object.hasOwn(spec.sorts, field) ? spec.sorts[field] : undefined;
  if (column === undefined) throw Invalid({ message: `${spec.resource} cannot be sorted by ${field.slice(0, 64)}.` });
  // Equal values would otherwise shuffle between pages.
  const columns = column === spec.idColumn ? [column] : [column, spec.idColumn];
  return { columns, order, emptyLast: spec.emptyLast?.includes(field) ?? false };
}

/** The order as SQL; walked backwards it is the exact mirror, which the same index serves. */
function orderSql({ columns, order, emptyLast }: Sort, backwards: boolean): string {
  const descending = (order === 'DESC') !== backwards;
  const direction = descending ? 'desc' : 'asc';
  const nulls = emptyLast ? ` nulls ${backwards ? 'first' : 'last'}` : '';
  return columns.map((column, index) => `${column} ${direction}${index === 0 ? nulls : ''}`).join(', ');
}

/** Narrows a query by the filters of a list. @throws Invalid for one that is not on the list */
export function applyFilters<Row, Filter extends object>(
  spec: ListSpec<Row, Filter>,
  keys: Query,
  filter: Filter,
): Query {
  for (const name in filter) {
    const value = filter[name];
    if (value === undefined || value === null) continue;
    const apply = Object.hasOwn(spec.filters, name) ? spec.filters[name] : undefined;
    if (apply === undefined) throw Invalid({ message: `${spec.resource} cannot be filtered by ${name.slice(0, 64)}.` });
    apply(keys, value);
  }
  return keys;
}

/** Past the middle the walk starts from the end; an estimate is no place to measure from. */
function nearerEnd(query: ListQuery<object>, { total, estimated }: Counted): Window {
  const { offset, limit } = query;
  if (estimated || offset * 2 < total || offset >= total) return { offset, limit, backwards: false };
  const rows = Math.min(limit, total - offset);
  return { offset: total - offset - rows, limit: rows, backwards: true };
}

/** Enters at a signpost where the list has some; walks otherwise, and has the list surveyed for the next page when that took long. */
async function deepRows<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  sort: Sort,
  query: ListQuery<Filter>,
  counted: Counted,
): Promise<Row[]> {
  const { memory } = reader;
  const key = `${countKey(reader, spec, query.filter)} ${orderSql(sort, false)}`;
  const known = memory.signposts.known(key);
  const entry = known === undefined ? null : entryTo(known, query);
  if (entry !== null) {
    const window = { offset: entry.skip, limit: query.limit, backwards: false };
    return rowsOf(reader, spec, () => startingAt(matching(), sort, entry), sort, window);
  }
  const startedMs = performance.now();
  const rows = await rowsOf(reader, spec, matching, sort, nearerEnd(query, counted));
  // Nobody waits for the survey, so it cannot use a transaction that ends with this request.
  const worthIt = performance.now() - startedMs > memory.slowWalkMs && !counted.estimated && !reader.sql.isTransaction;
  if (worthIt && known === undefined)
    memory.signposts.get(key, () => survey(reader, spec, matching, sort, counted)).catch(() => undefined);
  return rows;
}

/** Narrows to what stands at the post or behind it, in words for which the sort's index is an answer. */
function startingAt(query: Query, { columns, order }: Sort, { post: [value, id] }: Entry): Query {
  const operator = order === 'DESC' ? '<=' : '>=';
  const [column, idColumn] = columns;
  if (idColumn === undefined) return query.whereRaw(`${column} ${operator} ?`, [id]);
  if (value === null) return query.whereRaw(`${column} is null and ${idColumn} ${operator} ?`, [id]);
  return query.whereRaw(`(${column}, ${idColumn}) ${operator} (?, ?)`, [value, id]);
}

async function survey<Row, Filter extends object>(
  { sql }: Reader,
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  sort: Sort,
  { total }: Counted,
): Promise<Signposts> {
  const step = signpostStep(total);
  const order = sql.raw(`row_number() over (order by ${orderSql(sort, false)}) as n`);
  const numbered = matching()
    .select({ value: sort.columns[0] ?? spec.idColumn, id: spec.idColumn }, order)
    .toSQL();
  const posts: Post[] = rowsIn(await sql.raw(surveySql(numbered.sql, step), [...numbered.bindings]));
  return { step, posts };
}

/** First pages without conditions are the same few statements all day: they are built once, and PostgreSQL keeps their plans. */
async function firstRows<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  sort: Sort,
  query: ListQuery<Filter>,
): Promise<Row[]> {
  const { offset, limit } = query;
  const usual = offset === 0 && usualPageSizes.includes(limit) && reader.actor.scope.kind === 'all';
  if (!usual || spec.pageSql === undefined || Object.keys(query.filter).length > 0)
    return rowsOf(reader, spec, matching, sort, { offset, limit, backwards: false });
  const orderBy = orderSql(sort, false);
  const key = `${spec.resource} ${limit} ${orderBy}`;
  const page = usualPages.get(key) ?? usualPage(spec.pageSql(keysOf(spec, matching, orderBy, query).sql, orderBy));
  usualPages.set(key, page);
  return rowsIn<Row>(await reader.sql.raw(page.sql).options({ name: page.name }));
}

type UsualPage = { readonly sql: string; readonly name: string };

/** The sizes the admin asks for; keeping the plan of every size anybody thinks of would fill PostgreSQL's memory. */
const usualPageSizes: readonly number[] = [10, 25, 50, 100];
const usualPages = new Map<string, UsualPage>();

/** A prepared statement is named by what it says. */
function usualPage(sql: string): UsualPage {
  return { sql, name: `page_${createHash('sha256').update(sql).digest('base64url')}` };
}

async function rowsOf<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  sort: Sort,
  window: Window,
): Promise<Row[]> {
  const orderBy = orderSql(sort, window.backwards);
  const keys = keysOf(spec, matching, orderBy, window);
  const rows =
    spec.pageSql === undefined
      ? await inTwoSteps(reader, spec, keys)
      : rowsIn<Row>(await reader.sql.raw(spec.pageSql(keys.sql, orderBy), keys.bindings));
  return window.backwards ? rows.toReversed() : rows;
}

type Statement = { readonly sql: string; readonly bindings: Knex.RawBinding[] };

/** Offset and limit are whole numbers checked at the door; written out, a page without conditions has no bindings. */
function keysOf<Row, Filter extends object>(
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  orderBy: string,
  { offset, limit }: Pick<Window, 'offset' | 'limit'>,
): Statement {
  const keys = matching()
    .select({ key: spec.idColumn })
    .orderByRaw(orderBy)
    .offset(offset, { skipBinding: true })
    .limit(limit, { skipBinding: true });
  const { sql, bindings } = keys.toSQL();
  return { sql, bindings: [...bindings] };
}

function rowsIn<Row>(result: { readonly rows: readonly { readonly rows: Row[] | null }[] }): Row[] {
  return result.rows[0]?.rows ?? [];
}

async function inTwoSteps<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  keys: Statement,
): Promise<Row[]> {
  const found: { rows: { key: Key }[] } = await reader.sql.raw(keys.sql, keys.bindings);
  const ids = found.rows.map((row) => row.key);
  return ids.length === 0 ? [] : inOrder(await spec.hydrate(reader, ids), ids, spec.rowId);
}

/** A page that is not full tells the total by itself. */
function knownTotal(query: ListQuery<object>, found: number): number | null {
  if (found === 0) return query.offset === 0 ? 0 : null;
  return found < query.limit ? query.offset + found : null;
}

async function countMatches<Row, Filter extends object>(
  reader: Reader,
  spec: ListSpec<Row, Filter>,
  matching: () => Query,
  query: ListQuery<Filter>,
): Promise<Counted> {
  const cap = spec.countCap;
  const keys = () => matching().select(spec.idColumn);
  const total = await reader.memory.counts.get(countKey(reader, spec, query.filter), () =>
    exactCount(reader, cap === null ? keys() : keys().limit(cap + 1)),
  );
  if (cap === null || total <= cap) return { total, estimated: false };
  const estimate = await plannerEstimate(reader, keys());
  return { total: Math.max(estimate, cap + 1, query.offset + query.limit), estimated: true };
}

/** Two people share a count only when they ask the same of the same rows; unless the spec promises that, each has their own. */
function countKey<Row, Filter extends object>({ actor }: Reader, spec: ListSpec<Row, Filter>, filter: Filter): string {
  const shared = spec.dependsOnScopeOnly === true && actor.scope.kind === 'all';
  return JSON.stringify([spec.resource, filter, actor.scope, shared ? null : actor.id]);
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

function inOrder<Row>(rows: readonly Row[], ids: readonly Key[], rowId: (row: Row) => Key): Row[] {
  const byId = new Map(rows.map((row) => [rowId(row), row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
