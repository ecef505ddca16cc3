import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Contact, ContactFilter } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** People at suppliers, as the actor may see them. */
export function listContacts(reader: Reader, query: ListQuery<ContactFilter>): Promise<Page<Contact>> {
  return listPage(reader, spec, query);
}

export async function findContact(reader: Reader, id: string): Promise<Contact | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Contact, ContactFilter> = {
  resource: 'contacts',
  keys: ({ sql }) => sql('contacts as c'),
  idColumn: 'c.id',
  sorts: { id: 'c.id', name: 'lower(c.name)', isPrimary: 'c.is_primary', createdAt: 'c.created_at' },
  defaultSort: { field: 'id', order: 'ASC' },
  filters: { id: anyOf('c.id'), supplierId: anyOf('c.supplier_id') },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Contact[]> {
  const rows: Stored<Contact, 'createdAt' | 'updatedAt'>[] = await sql('contacts')
    .whereIn('id', [...ids])
    .select('id', 'name', 'email', 'phone', 'role', 'source', 'version', {
      supplierId: 'supplier_id',
      isPrimary: 'is_primary',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    });
  return rows.map((row) => ({ ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }));
}
