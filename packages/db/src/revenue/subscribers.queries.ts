import type { Reader } from '../platform/index.ts';

/** Suppliers told to owe money on a day (YYYY-MM-DD, London) or later. */
export async function suppliersInDebtSince({ sql }: Reader, day: string): Promise<string[]> {
  const found: { rows: { supplierId: string }[] } = await sql.raw(
    `select distinct c.supplier_id as "supplierId" from subscription_states st join customers c on c.id = st.customer_id
     where st.status = 'past_due' and c.supplier_id is not null and (st.effective_at at time zone 'Europe/London')::date >= :day::date`,
    { day },
  );
  return found.rows.map(({ supplierId }) => supplierId);
}

/** The next suppliers with subscriptions after one, by id; for going through all of them. */
export async function subscribersAfter({ sql }: Reader, after: string, limit: number): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('customers')
    .distinct({ supplierId: 'supplier_id' })
    .where('supplier_id', '>', after)
    .orderBy('supplier_id')
    .limit(limit);
  return rows.map(({ supplierId }) => supplierId);
}
