import type { Reader, Writer } from '../platform/index.ts';

/** Every table whose rows carry both the provider's customer and our supplier. */
const linkedTables = [
  'payment_methods',
  'discounts',
  'subscriptions',
  'subscription_items',
  'invoices',
  'invoice_lines',
  'invoice_payments',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'credit_notes',
  'customer_balance_transactions',
  'dunning_cases',
  'provider_events',
  'journal_entries',
  'manual_payments',
] as const;

export type NewLink = { readonly customerId: string; readonly supplierId: string };

/** The suppliers that external ids name, where they are here already. */
export async function suppliersByExternalId(
  writer: Writer,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map();
  const rows: { id: string; external: string }[] = await writer
    .sql('suppliers')
    .select({ id: 'id', external: 'external_id' })
    .whereRaw('external_id = any(?)', [[...new Set(externalIds)]]);
  return new Map(rows.map(({ id, external }) => [external, id]));
}

/** Customers whose supplier has arrived meanwhile. */
export async function waitingCustomers(
  { sql }: Reader,
  limit: number,
): Promise<{ customerId: string; externalId: string }[]> {
  return sql('customers as c')
    .join('suppliers as s', 's.external_id', 'c.supplier_external_id')
    .whereNull('c.supplier_id')
    .select({ customerId: 'c.id', externalId: 'c.supplier_external_id' })
    .orderBy('c.id')
    .limit(limit);
}

/**
 * Gives money that came before its supplier to that supplier: customers whose external id has meanwhile arrived, and everything of theirs.
 * @param externalIds only these; all unlinked customers when null
 * @returns the links made now
 */
export async function linkSuppliers(
  writer: Writer,
  externalIds: readonly string[] | null,
  limit = 1_000,
): Promise<NewLink[]> {
  const found: { rows: NewLink[] } = await writer.sql.raw(
    `update customers c set supplier_id = found.supplier_id
       from (select u.id, s.id as supplier_id from customers u join suppliers s on s.external_id = u.supplier_external_id
              where u.supplier_id is null and (?::boolean or u.supplier_external_id = any(?::text[])) limit ?) found
      where c.id = found.id returning c.id as "customerId", c.supplier_id as "supplierId"`,
    [externalIds === null, [...(externalIds ?? [])], limit],
  );
  await passOn(writer, found.rows);
  return found.rows;
}

/** Rows of the customers take over their supplier; those that have one keep it. */
export async function passOn(writer: Writer, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const customers = links.map(({ customerId }) => customerId);
  const suppliers = links.map(({ supplierId }) => supplierId);
  for (const table of linkedTables) {
    await writer.sql.raw(
      `update ${table} t set supplier_id = link.supplier_id from unnest(?::text[], ?::text[]) as link (customer_id, supplier_id)
        where t.customer_id = link.customer_id and t.supplier_id is null`,
      [customers, suppliers],
    );
  }
}
