import type { TemplateSupplier } from '@wedsync/domain/delivery';
import type { Reader } from '../platform/index.ts';

/** A supplier as letters know it, and where its primary contact reads them. */
export type Addressee = {
  readonly supplier: TemplateSupplier;
  readonly contactId: string | null;
  readonly email: string | null;
};

/** @returns the supplier and its primary contact (else its first), or undefined for a supplier that is unknown or out of scope */
export async function findAddressee({ sql }: Reader, supplierId: string): Promise<Addressee | undefined> {
  const [row]: (TemplateSupplier & Omit<Addressee, 'supplier'>)[] = await sql('suppliers as s')
    .leftJoin('contacts as c', 'c.supplier_id', 's.id')
    .where('s.id', supplierId)
    .orderByRaw('c.is_primary desc nulls last, c.created_at, c.id')
    .limit(1)
    .select({
      id: 's.id',
      businessName: 's.business_name',
      contactName: sql.raw('coalesce(c.name, s.business_name)'),
      currency: 's.currency',
      timeZone: 's.time_zone',
      contactId: 'c.id',
      email: 'c.email',
    });
  if (row === undefined) return undefined;
  const { contactId, email, ...supplier } = row;
  return { supplier, contactId, email };
}

/** The contact that `findAddressee` finds, of many suppliers at once; null for a supplier without any. */
export async function mainContacts(
  { sql }: Reader,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows: { supplierId: string; contactId: string | null }[] = await sql('suppliers as s')
    .leftJoin('contacts as c', 'c.supplier_id', 's.id')
    .whereRaw('s.id = any(?)', [[...supplierIds]])
    .distinctOn('s.id')
    .orderByRaw('s.id, c.is_primary desc nulls last, c.created_at, c.id')
    .select({ supplierId: 's.id', contactId: 'c.id' });
  return new Map(rows.map(({ supplierId, contactId }) => [supplierId, contactId]));
}
