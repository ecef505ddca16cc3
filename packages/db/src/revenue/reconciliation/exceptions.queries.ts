import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { ReconciliationException, ReconciliationExceptionFilter } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';

const select = `select to_json(r) as row from (
  select e.id, e.type, e.provider, e.object, e.object_id as "objectId", e.day, e.payout_id as "payoutId", e.supplier_id as "supplierId",
    s.business_name as "businessName", e.currency, e.amount_minor as "amountMinor", e.summary, e.local, e.remote, e.state,
    e.owner_id as "ownerId", e.owner_name as "ownerName", e.fix_error as "fixError", e.settled_by_name as "settledByName",
    e.settled_because as "settledBecause", coalesce(a.name, e.approved_by) as "approvedBy", e.found_at as "foundAt", e.last_seen_at as "lastSeenAt",
    e.settled_at as "settledAt", e.version
  from reconciliation_exceptions e left join suppliers s on s.id = e.supplier_id left join staff a on a.id = e.approved_by where e.id = any(?)) r`;

const spec: ListSpec<ReconciliationException, ReconciliationExceptionFilter> = {
  resource: 'reconciliation-exceptions',
  keys: (reader) => reader.sql('reconciliation_exceptions as e'),
  idColumn: 'e.id',
  sorts: { foundAt: 'e.found_at', amountMinor: 'e.amount_minor', day: 'e.day', state: 'e.state', id: 'e.id' },
  defaultSort: { field: 'foundAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('e.id', ids),
    q: (query, text) =>
      void query.where(
        (any) =>
          void any
            .where('e.id', text)
            .orWhere('e.object_id', text)
            .orWhere('e.payout_id', text)
            .orWhere((supplier) => whereSupplierMatches(supplier, 'e.supplier_id', text)),
      ),
    state: (query, states) => void query.whereIn('e.state', states),
    type: (query, types) => void query.whereIn('e.type', types),
    provider: (query, names) => void query.whereIn('e.provider', names),
    ownerId: (query, id) => void query.where('e.owner_id', id),
    supplierId: (query, id) => void query.where('e.supplier_id', id),
    payoutId: (query, id) => void query.where('e.payout_id', id),
    dayFrom: (query, day) => void query.where('e.day', '>=', day),
    dayTo: (query, day) => void query.where('e.day', '<=', day),
    amountFromMinor: (query, least) => void query.where('e.amount_minor', '>=', least),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => rows(reader, ids.map(String)),
  rowId: (row) => row.id,
};

export function listReconciliationExceptions(
  reader: Reader,
  query: ListQuery<ReconciliationExceptionFilter>,
): Promise<Page<ReconciliationException>> {
  return listPage(reader, spec, query);
}

export async function findReconciliationException(
  reader: Reader,
  id: string,
): Promise<ReconciliationException | undefined> {
  return (await rows(reader, [id]))[0];
}

async function rows(reader: Reader, ids: readonly string[]): Promise<ReconciliationException[]> {
  const found: { rows: { row: ReconciliationException }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row }) => row);
}

/** Days outside a window that still have something unsettled, oldest first; they are looked at again until they are right. */
export async function daysWithExceptions({ sql }: Reader, provider: string, before: string): Promise<string[]> {
  const found: { rows: { day: string }[] } = await sql.raw(
    `select distinct to_char(day, 'YYYY-MM-DD') as day from reconciliation_exceptions
     where state in ('open', 'fixing') and provider = ? and object = 'balance-transactions' and day < ? order by 1 limit 60`,
    [provider, before],
  );
  return found.rows.map(({ day }) => day);
}
