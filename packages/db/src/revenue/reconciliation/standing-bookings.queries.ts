import type { Posting, Standing } from '@wedsync/domain/revenue';
import type { Reader } from '../../platform/index.ts';

/** What stands in the ledger for a movement, all its entries together. */
export async function standingBooking({ sql }: Reader, movementId: string): Promise<Standing> {
  const found: { rows: { revision: number; postings: readonly Posting[] }[] } = await sql.raw(
    `with of as (
       select e.id, e.source_kind, e.revision from journal_entries e
       where e.source_kind in ('balance_transaction', 'balance_transaction_reversed') and e.source_id = ?
     ), sums as (
       select p.account, p.currency, sum(p.amount_minor)::bigint as amount from postings p join of on of.id = p.entry_id
       group by p.account, p.currency having sum(p.amount_minor) <> 0
     )
     select coalesce((select max(revision) from of where source_kind = 'balance_transaction'), 0) as revision,
       coalesce((select jsonb_agg(jsonb_build_object('account', account, 'currency', currency, 'amountMinor', amount)) from sums), '[]') as postings`,
    [movementId],
  );
  return found.rows[0] ?? { revision: 0, postings: [] };
}
