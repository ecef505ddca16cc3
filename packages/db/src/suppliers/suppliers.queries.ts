import { NotFound, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { Supplier, SupplierFilter } from '@wedsync/domain/suppliers';
import type { Knex } from 'knex';
import { listPage, listRows, listTotal, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, anyOrNone, compare } from './filters.ts';
import {
  broadSearch,
  findInOrder,
  isSearchable,
  planSearch,
  searchDirectly,
  searchSuppliers,
  type DirectSearch,
  type SupplierSearch,
} from './supplier-search.ts';

/** What a filter needs to know of the request: who "me" is, which day "within 30 days" starts, whether e-mail may be searched. */
export type SupplierListContext = { readonly today: () => string; readonly searchContacts: boolean };

/** Suppliers as the actor may see them. @throws Invalid for a sort or filter that is not on the list */
export async function listSuppliers(
  reader: Reader,
  query: ListQuery<SupplierFilter>,
  context: SupplierListContext,
): Promise<Page<Supplier>> {
  const { q } = query.filter;
  const resolved = { ...query, filter: resolve(query.filter, reader, context) };
  if (q === undefined) return listPage(reader, spec, resolved);
  const search = { text: q, contacts: context.searchContacts };
  if (!byNameAlone(reader, query)) return searchedPage(reader, resolved, await planSearch(reader, q, search.contacts));
  const found = await findInOrder(reader, search);
  if (found !== null) return { rows: await atRows(reader, found, query), total: found.length, estimated: false };
  const walking = { ...resolved, filter: { ...resolved.filter, search: { ...search, by: 'walk' as const } } };
  return broadPage(reader, walking, () => listRows(reader, directSpec, { ...query, filter: { direct: search } }));
}

/** Names in their order stand in the searched table itself: a search for them alone, by whoever sees everything, needs no other. */
function byNameAlone({ actor }: Reader, { sort, filter }: ListQuery<SupplierFilter>): boolean {
  const byName = sort === null || sort.field === spec.defaultSort.field;
  const alone = Object.values(filter).filter((value) => value !== undefined).length === 1;
  return byName && alone && actor.scope.kind === 'all' && isSearchable(filter.q ?? '');
}

/** One page of the suppliers in these rows, which stand in the order of their names. */
async function atRows(
  { sql }: Reader,
  rowNos: readonly number[],
  { sort, offset, limit }: ListQuery<SupplierFilter>,
): Promise<Supplier[]> {
  const backwards = sort?.order === 'DESC';
  const end = backwards ? rowNos.length - offset : offset + limit;
  const page = end <= 0 ? [] : rowNos.slice(Math.max(end - limit, 0), end);
  const orderBy = backwards ? 's.sort_name desc, s.row_no desc' : 's.sort_name, s.row_no';
  const result: { rows: { rows: Supplier[] | null }[] } = await sql.raw(
    pageSql('select unnest(?::bigint[]) as key', orderBy),
    [page],
  );
  return result.rows[0]?.rows ?? [];
}

/** A search beside other filters or in another order: what it finds is gathered, or looked for along the order when it is too much. */
function searchedPage(
  reader: Reader,
  query: ListQuery<ResolvedFilter>,
  search: SupplierSearch,
): Promise<Page<Supplier>> {
  const searching = { ...query, filter: { ...query.filter, search } };
  if (search.by !== 'walk') return listPage(reader, spec, searching);
  return broadPage(reader, searching, () => listRows(reader, spec, gathering(searching)));
}

/** Walking finds a page of a broad search at once, unless its matches lie far down the sort: then all are gathered after all. */
const walkTimeoutMs = 80;

async function broadPage(
  reader: Reader,
  query: ListQuery<ResolvedFilter>,
  gather: () => Promise<Supplier[]>,
): Promise<Page<Supplier>> {
  const walked = reader.actor.scope.kind === 'all' ? await walk(reader, query) : null;
  const rows = walked ?? (await gather());
  const seen = query.offset + rows.length;
  if (rows.length < query.limit && (rows.length > 0 || query.offset === 0))
    return { rows, total: seen, estimated: false };
  // What the other filters leave is the most it can be; with none, that it is broad is all we know.
  const { search: _, ...others } = query.filter;
  const most = Object.keys(others).length === 0 ? broadSearch : await listTotal(reader, spec, others);
  return { rows, total: Math.max(Math.min(most, broadSearch), query.offset + query.limit), estimated: true };
}

/** Null when it took too long. The savepoint lets the transaction go on after PostgreSQL stopped the statement. */
async function walk(reader: Reader, query: ListQuery<ResolvedFilter>): Promise<Supplier[] | null> {
  try {
    return await reader.sql.transaction(async (sql) => {
      const before: { rows: { limit: string }[] } = await sql.raw(
        `select current_setting('statement_timeout') as limit, set_config('statement_timeout', ?, true)`,
        [String(walkTimeoutMs)],
      );
      const rows = await listRows({ ...reader, sql }, spec, query);
      await sql.raw(`select set_config('statement_timeout', ?, true)`, [before.rows[0]?.limit ?? '0']);
      return rows;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === queryCanceled) return null;
    throw error;
  }
}

const queryCanceled = '57014';

function gathering(query: ListQuery<ResolvedFilter>): ListQuery<ResolvedFilter> {
  const { search, ...filter } = query.filter;
  return { ...query, filter: { ...filter, ...(search === undefined ? {} : { search: { ...search, by: 'gather' } }) } };
}

export async function findSupplier(reader: Reader, id: string): Promise<Supplier | undefined> {
  const result: { rows: { row: Supplier }[] } = await reader.sql.raw(
    `select to_json(r) as row from (select ${columns} from suppliers s left join staff o on o.id = s.owner_id where s.id = ?) r`,
    [id],
  );
  return result.rows[0]?.row;
}

/** @throws NotFound when there is none, or not in the actor's scope */
export async function getSupplier(reader: Reader, id: string): Promise<Supplier> {
  const supplier = await findSupplier(reader, id);
  if (supplier === undefined) throw NotFound({ what: 'supplier', id });
  return supplier;
}

/** Our ids of the host application's suppliers, by external id; those we have not met are absent. */
export async function linkedSupplierIds(
  reader: Reader,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (externalIds.length === 0) return new Map();
  const rows: { id: string; external_id: string }[] = await reader
    .sql('suppliers')
    .select('id', 'external_id')
    .whereRaw('external_id = any(?)', [[...new Set(externalIds)]]);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

/** The filter with everything relative made absolute, so that two people asking the same share a count and "me" never leaks into another's. */
type ResolvedFilter = Omit<SupplierFilter, 'q' | 'ownerId' | 'weddingWithinDays' | 'weddingMonth'> & {
  readonly search?: SupplierSearch;
  readonly owners?: readonly string[];
  readonly weddingBetween?: readonly [from: string, sql: string, bindings: readonly (string | number)[]];
};

function resolve(filter: SupplierFilter, { actor }: Reader, context: SupplierListContext): ResolvedFilter {
  const { q: _, ownerId, weddingWithinDays, weddingMonth, ...rest } = filter;
  return {
    ...rest,
    ...(ownerId === undefined ? {} : { owners: ownerId.map((id) => (id === 'me' ? actor.id : id)) }),
    ...wedding(context, weddingWithinDays, weddingMonth),
  };
}

function wedding(
  { today }: SupplierListContext,
  days: number | undefined,
  month: string | undefined,
): Pick<ResolvedFilter, 'weddingBetween'> {
  if (days !== undefined) return { weddingBetween: [today(), '?::date + ?::int', [today(), days]] };
  if (month === undefined) return {};
  return {
    weddingBetween: [`${month}-01`, `(?::date + interval '1 month' - interval '1 day')::date`, [`${month}-01`]],
  };
}

const spec: ListSpec<Supplier, ResolvedFilter> = {
  resource: 'suppliers',
  keys: inScope,
  idColumn: 's.row_no',
  sorts: {
    businessName: 's.sort_name',
    mrrMinor: 's.mrr_minor',
    healthScore: 's.health_score',
    churnProbability: 's.churn_probability',
    signedUpAt: 's.signed_up_at',
    lastSeenAt: 's.last_seen_at',
    nextWeddingOn: 's.next_wedding_on',
    updatedAt: 's.updated_at',
    // Row numbers are given in order of arrival, as ids are.
    id: 's.row_no',
  },
  emptyLast: ['healthScore', 'churnProbability', 'lastSeenAt', 'nextWeddingOn'],
  defaultSort: { field: 'businessName', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereRaw('s.id = any(?::text[])', [ids]),
    externalId: (query, externalId) => void query.where('s.external_id', externalId),
    search: searchSuppliers,
    healthBand: anyOf('s.health_band'),
    planCode: anyOrNone('s.plan_code'),
    vendorType: anyOf('s.vendor_type'),
    region: anyOf('s.region'),
    country: anyOf('s.country'),
    lifecycle: anyOf('s.lifecycle'),
    owners: anyOrNone('s.owner_id'),
    tag: (query, tags) => void query.whereRaw('s.tags && ?::text[]', [tags]),
    segmentId: (query, ids) =>
      void query.whereRaw(
        's.id in (select m.supplier_id from segment_memberships m where m.segment_id = any(?::text[]) and m.left_at is null)',
        [ids],
      ),
    mrrMinor_gte: compare('s.mrr_minor', '>='),
    mrrMinor_lte: compare('s.mrr_minor', '<='),
    healthScore_gte: compare('s.health_score', '>='),
    healthScore_lte: compare('s.health_score', '<='),
    churnProbability_gte: compare('s.churn_probability', '>='),
    churnProbability_lte: compare('s.churn_probability', '<='),
    signedUpAt_gte: compare('s.signed_up_at', '>='),
    signedUpAt_lt: compare('s.signed_up_at', '<'),
    weddingBetween: (query, [from, until, bindings]) =>
      void query.where('s.next_wedding_on', '>=', from).whereRaw(`s.next_wedding_on <= ${until}`, [...bindings]),
  },
  countCap: null,
  dependsOnScopeOnly: true,
  hydrate: () => Promise.resolve([]),
  pageSql,
  rowId: (row) => row.id,
};

function pageSql(keysSql: string, orderBy: string): string {
  return `select json_agg(r) as rows from (
    select ${columns} from (${keysSql}) page join suppliers s on s.row_no = page.key left join staff o on o.id = s.owner_id order by ${orderBy}) r`;
}

/** The same rows and the same sort, found in the searched table. Both tables call the name and the number alike. */
const directSpec: ListSpec<Supplier, { readonly direct: DirectSearch }> = {
  ...spec,
  keys: ({ sql }) => sql('supplier_search as s'),
  filters: { direct: searchDirectly },
  countCap: broadSearch,
};

/** Row-level security already narrows what is there; saying it again as plain conditions lets the planner use an index for it. */
function inScope({ sql, actor }: Reader): Knex.QueryBuilder {
  const { scope } = actor;
  const suppliers = sql('suppliers as s');
  if (scope.kind === 'own') return suppliers.where('s.owner_id', actor.id);
  if (scope.kind === 'region') return suppliers.whereRaw('s.region = any(?::text[])', [[...scope.regions]]);
  if (scope.kind === 'supplier') return suppliers.where('s.id', scope.supplierId);
  return suppliers;
}

const columns = `s.id, s.external_id as "externalId", s.business_name as "businessName", s.vendor_type as "vendorType", s.region, s.country,
  s.time_zone as "timeZone", s.currency, s.owner_id as "ownerId", o.name as "ownerName", s.tags, s.signed_up_at as "signedUpAt", s.plan_code as "planCode",
  s.lifecycle, s.mrr_minor as "mrrMinor", s.health_score as "healthScore", s.health_band as "healthBand", s.health_trend as "healthTrend",
  s.churn_probability as "churnProbability", s.open_task_count as "openTaskCount", s.next_wedding_on as "nextWeddingOn", s.last_seen_at as "lastSeenAt",
  s.version, s.created_at as "createdAt", s.updated_at as "updatedAt"`;
