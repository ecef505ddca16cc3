import type { MoneyFilter } from '@wedsync/domain/billing';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { Knex } from 'knex';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { whereSupplierMatches } from '../suppliers/index.ts';

type Query = Knex.QueryBuilder;
type Filters<Filter extends object> = ListSpec<object, Filter>['filters'];

/** What one list of mirrored money has of its own; the mirror table is `t`, its supplier `s`. */
export type MoneyTable<Filter extends object> = {
  readonly resource: string;
  readonly table: string;
  /** Amount that filters by amount look at. */
  readonly amount: string;
  /** Name in the api -> SQL. */
  readonly columns: Readonly<Record<string, string>>;
  /** Joins that only the shown columns need. */
  readonly joins?: string;
  readonly sorts: Readonly<Record<string, string>>;
  /** Columns a search finds by their exact text. */
  readonly searched: readonly string[];
  readonly filters: Omit<Filters<Filter>, keyof MoneyFilter>;
  /** Whether rows belong to a supplier; payouts belong to all of them. */
  readonly owned?: boolean;
};

export type MoneyList<Row, Filter extends object> = {
  readonly list: (reader: Reader, query: ListQuery<Filter>) => Promise<Page<Row>>;
  readonly find: (reader: Reader, id: string) => Promise<Row | undefined>;
};

const countCap = 20_000;

/** Newest first, filtered and sorted by indexed columns only; deleted rows are not shown. */
export function moneyList<Row extends { readonly id: string }, Filter extends MoneyFilter>(
  table: MoneyTable<Filter>,
): MoneyList<Row, Filter> {
  const { owned = true } = table;
  const spec: ListSpec<Row, Filter> = {
    resource: table.resource,
    keys: (reader) => reader.sql(`${table.table} as t`).whereNull('t.deleted_at'),
    idColumn: 't.id',
    sorts: { createdAt: 't.created_at', id: 't.id', ...table.sorts },
    defaultSort: { field: 'createdAt', order: 'DESC' },
    filters: { ...sharedFilters(table), ...table.filters } as Filters<Filter>,
    countCap,
    hydrate: (reader, ids) => rows(reader, `t.id = any(?)`, [ids.map(String)]),
    rowId: (row) => row.id,
  };
  const columns = Object.entries({ ...common, ...(owned ? party : {}), ...table.columns }).map(
    ([name, sql]) => `${sql} as "${name}"`,
  );
  const select = `select to_json(r) as row from (select ${columns.join(', ')} from ${table.table} t ${owned ? 'left join suppliers s on s.id = t.supplier_id' : ''} ${table.joins ?? ''} where`;
  async function rows(reader: Reader, where: string, bindings: readonly Knex.RawBinding[]): Promise<Row[]> {
    const result: { rows: { row: Row }[] } = await reader.sql.raw(`${select} ${where}) r`, [...bindings]);
    return result.rows.map(({ row }) => row);
  }
  return {
    list: (reader, query) => listPage(reader, spec, query),
    find: async (reader, id) => (await rows(reader, 't.id = ?', [id]))[0],
  };
}

const common = { id: 't.id', provider: 't.provider', createdAt: 't.created_at', currency: 't.currency' };
const party = { supplierId: 't.supplier_id', businessName: 's.business_name', customerId: 't.customer_id' };

function sharedFilters({ amount, searched, owned = true }: MoneyTable<MoneyFilter>) {
  return {
    id: (query: Query, ids: readonly string[]) => void query.whereIn('t.id', ids),
    q: (query: Query, text: string) => void query.where((any) => search(any, text, searched, owned)),
    status: (query: Query, statuses: readonly string[]) => void query.whereIn('t.status', statuses),
    currency: (query: Query, currencies: readonly string[]) => void query.whereIn('t.currency', currencies),
    provider: (query: Query, providers: readonly string[]) => void query.whereIn('t.provider', providers),
    createdFrom: (query: Query, day: string) => void query.where('t.created_at', '>=', dayBounds(day).start),
    createdTo: (query: Query, day: string) => void query.where('t.created_at', '<', dayBounds(day).start),
    amountFromMinor: (query: Query, least: number) => void query.where(amount, '>=', least),
    amountToMinor: (query: Query, most: number) => void query.where(amount, '<=', most),
    supplierId: (query: Query, id: string) => void query.where('t.supplier_id', id),
    customerId: (query: Query, id: string) => void query.where('t.customer_id', id),
  };
}

/** By an id exactly, or by the name of the supplier. */
function search(any: Query, text: string, searched: readonly string[], owned: boolean): void {
  for (const column of ['t.id', ...searched]) void any.orWhere(column, text);
  if (!owned) return;
  void any.orWhere('t.customer_id', text);
  void any.orWhere((supplier) => whereSupplierMatches(supplier, 't.supplier_id', text));
}
