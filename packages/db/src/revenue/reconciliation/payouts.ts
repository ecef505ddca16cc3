import type { Provider } from '@wedsync/domain/billing';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { PayoutSums, ReconciledPayout, ReconciledPayoutFilter } from '@wedsync/domain/revenue';
import { listPage, type ListSpec, type Reader, type Writer } from '../../platform/index.ts';

export type PayoutDue = { readonly id: string; readonly provider: Provider; readonly arrivalDate: string };

/** Payouts the provider has reconciled that were not compared yet, or did not agree; oldest first. */
export async function payoutsToReconcile({ sql }: Reader, limit: number): Promise<PayoutDue[]> {
  const found: { rows: PayoutDue[] } = await sql.raw(
    `select p.id, p.provider, to_char(p.arrival_date, 'YYYY-MM-DD') as "arrivalDate" from payouts p left join reconciled_payouts r on r.id = p.id
     where p.deleted_at is null and p.reconciliation_status = 'completed'
       and (r.id is null or r.lines_minor <> p.amount_minor or r.amount_minor <> p.amount_minor
         or exists (select 1 from reconciliation_exceptions e where e.payout_id = p.id and e.state in ('open', 'fixing')))
     order by p.created_at limit ?`,
    [limit],
  );
  return found.rows;
}

/** Adds up what the provider lists as carried by a payout (the payout's own movement left out) and keeps the result. */
export async function sumPayout({ sql }: Writer, payoutId: string, now: Date): Promise<PayoutSums | undefined> {
  const found: { rows: PayoutSums[] } = await sql.raw(
    `with summed as (
       select p.id, p.provider, p.currency, p.amount_minor, p.arrival_date, count(l.id)::int as lines, coalesce(sum(l.net_minor), 0)::bigint as lines_minor
       from payouts p left join statement_lines l on l.payout_id = p.id and l.id <> p.balance_transaction_id where p.id = :payoutId group by p.id
     )
     insert into reconciled_payouts as r (id, provider, currency, amount_minor, arrival_date, lines, lines_minor, checked_at)
     select id, provider, currency, amount_minor, arrival_date, lines, lines_minor, :now::timestamptz from summed
     on conflict (id) do update set currency = excluded.currency, amount_minor = excluded.amount_minor, arrival_date = excluded.arrival_date,
       lines = excluded.lines, lines_minor = excluded.lines_minor, checked_at = excluded.checked_at
     returning r.id, r.currency, r.amount_minor as "amountMinor", r.lines, r.lines_minor as "linesMinor"`,
    { payoutId, now },
  );
  return found.rows[0];
}

const select = `select to_json(r) as row from (
  select p.id, p.provider, p.currency, p.amount_minor as "amountMinor", p.arrival_date as "arrivalDate", p.lines, p.lines_minor as "linesMinor",
    (select count(*)::int from reconciliation_exceptions e where e.payout_id = p.id and e.state in ('open', 'fixing')) as unsettled, p.checked_at as "checkedAt"
  from reconciled_payouts p where p.id = any(?)) r`;

const spec: ListSpec<ReconciledPayout, ReconciledPayoutFilter> = {
  resource: 'reconciled-payouts',
  keys: (reader) => reader.sql('reconciled_payouts as p'),
  idColumn: 'p.id',
  sorts: { arrivalDate: 'p.arrival_date', checkedAt: 'p.checked_at', id: 'p.id' },
  defaultSort: { field: 'arrivalDate', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('p.id', ids),
    q: (query, text) => void query.where('p.id', text),
    off: (query, off) =>
      void query.whereRaw(
        `${off ? '' : 'not '}(p.amount_minor <> p.lines_minor or exists (select 1 from reconciliation_exceptions e where e.payout_id = p.id and e.state in ('open', 'fixing')))`,
      ),
    arrivalFrom: (query, day) => void query.where('p.arrival_date', '>=', day),
    arrivalTo: (query, day) => void query.where('p.arrival_date', '<=', day),
  },
  countCap: 20_000,
  hydrate: (reader, ids) => rows(reader, ids.map(String)),
  rowId: (row) => row.id,
};

export function listReconciledPayouts(
  reader: Reader,
  query: ListQuery<ReconciledPayoutFilter>,
): Promise<Page<ReconciledPayout>> {
  return listPage(reader, spec, query);
}

export async function findReconciledPayout(reader: Reader, id: string): Promise<ReconciledPayout | undefined> {
  return (await rows(reader, [id]))[0];
}

async function rows(reader: Reader, ids: readonly string[]): Promise<ReconciledPayout[]> {
  const found: { rows: { row: ReconciledPayout }[] } = await reader.sql.raw(select, [[...ids]]);
  return found.rows.map(({ row }) => row);
}
