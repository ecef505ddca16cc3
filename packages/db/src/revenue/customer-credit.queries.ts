import type { Reader } from '../platform/index.ts';

/** Customers to whose credit the provider has something else than the books, by id after `after`. */
export async function customersOffCredit({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  const found: { rows: { id: string }[] } = await sql.raw(
    `select c.id from customers c left join (
       select e.customer_id, sum(p.amount_minor) as booked from postings p join journal_entries e on e.id = p.entry_id
       where p.account = 'customer_credit' group by e.customer_id) x on x.customer_id = c.id
     where c.provider = 'stripe' and c.deleted_at is null and c.balance_minor <> coalesce(x.booked, 0) and c.id > ? order by c.id limit ?`,
    [after, limit],
  );
  return found.rows.map(({ id }) => id);
}
