import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { AccountBalance, JournalEntryFilter, JournalEntryView } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

const select = `select to_json(r) as row from (
  select e.id, e.source_kind as "sourceKind", e.source_id as "sourceId", e.revision, e.provider, e.customer_id as "customerId", e.supplier_id as "supplierId",
    s.business_name as "businessName", e.description, e.note, e.occurred_at as "occurredAt", e.booked_on as "bookedOn",
    e.reverses_source_kind as "reversesSourceKind", e.recorded_at as "recordedAt",
    (select json_agg(json_build_object('account', p.account, 'currency', p.currency, 'amountMinor', p.amount_minor) order by p.amount_minor desc, p.id)
     from postings p where p.entry_id = e.id) as postings
  from journal_entries e left join suppliers s on s.id = e.supplier_id where e.id = any(?)) r`;

const spec: ListSpec<JournalEntryView, JournalEntryFilter> = {
  resource: 'journal-entries',
  keys: (reader) => reader.sql('journal_entries as e'),
  idColumn: 'e.id',
  sorts: { id: 'e.id', bookedOn: 'e.booked_on', occurredAt: 'e.occurred_at' },
  defaultSort: { field: 'bookedOn', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('e.id = any(?::bigint[])', [ids.filter((id) => /^\d{1,18}$/.test(id))]),
    q: (query, text) =>
      void query.where(
        (any) => void any.where('e.source_id', text).orWhere('e.customer_id', text).orWhere('e.supplier_id', text),
      ),
    sourceKind: (query, kinds) => void query.whereIn('e.source_kind', kinds),
    sourceId: (query, id) => void query.where('e.source_id', id),
    account: (query, accounts) =>
      void query.whereRaw('exists (select 1 from postings p where p.entry_id = e.id and p.account = any(?))', [
        [...accounts],
      ]),
    currency: (query, currencies) =>
      void query.whereRaw('exists (select 1 from postings p where p.entry_id = e.id and p.currency = any(?))', [
        [...currencies],
      ]),
    supplierId: (query, id) => void query.where('e.supplier_id', id),
    customerId: (query, id) => void query.where('e.customer_id', id),
    bookedFrom: (query, day) => void query.where('e.booked_on', '>=', day),
    bookedTo: (query, day) => void query.where('e.booked_on', '<', day),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => entries(reader, ids.map(Number)),
  rowId: (row) => row.id,
};

export function listJournalEntries(
  reader: Reader,
  query: ListQuery<JournalEntryFilter>,
): Promise<Page<JournalEntryView>> {
  return listPage(reader, spec, query);
}

export async function findJournalEntry(reader: Reader, id: string): Promise<JournalEntryView | undefined> {
  return /^\d{1,18}$/.test(id) ? (await entries(reader, [Number(id)]))[0] : undefined;
}

async function entries(reader: Reader, ids: readonly number[]): Promise<JournalEntryView[]> {
  const result: { rows: { row: JournalEntryView }[] } = await reader.sql.raw(select, [[...ids]]);
  return result.rows.map(({ row }) => row);
}

/** Every account with postings, per currency, on its normal side. */
export async function accountBalances(reader: Reader): Promise<AccountBalance[]> {
  const result: { rows: AccountBalance[] } = await reader.sql.raw(
    `select a.code as account, a.name, a.kind, a.normal_side as "normalSide", a.description, t.currency, t.postings,
       (case a.normal_side when 'debit' then t.total else -t.total end)::bigint as "balanceMinor"
     from (select account, currency, sum(amount_minor) as total, count(*) as postings from postings group by account, currency) t
     join accounts a on a.code = t.account order by a.kind, a.code, t.currency`,
  );
  return result.rows;
}
