import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Contact, CreateContact, UpdateContact } from '@wedsync/domain/suppliers';
import type { Writer } from '../platform/index.ts';
import { findContact } from './contacts.queries.ts';
import { announceChange } from './announce.ts';
import { kept } from './kept.ts';
import { getSupplier } from './suppliers.queries.ts';

/** @throws NotFound when the supplier is not in scope; the database refuses a second contact with the same e-mail */
export async function createContact(writer: Writer, contact: CreateContact, uuids: Uuids): Promise<Contact> {
  await getSupplier(writer, contact.supplierId);
  const id = createId('contact', uuids.next());
  await writer.sql('contacts').insert({
    id,
    supplier_id: contact.supplierId,
    name: contact.name,
    email: contact.email,
    phone: contact.phone ?? null,
    role: contact.role ?? null,
    is_primary: contact.isPrimary,
  });
  await announceChange(
    writer,
    { supplierId: contact.supplierId, resource: 'contacts', id },
    `Contact ${contact.name} added`,
  );
  return kept(await findContact(writer, id));
}

export async function updateContact(writer: Writer, id: string, change: UpdateContact): Promise<void> {
  const { name, email, phone, role, isPrimary } = change;
  const [row]: { supplier_id: string; name: string }[] = await writer
    .sql('contacts')
    .where({ id })
    .update({ name, email, phone, role, is_primary: isPrimary, updated_at: writer.sql.fn.now() })
    .returning(['supplier_id', 'name']);
  if (row !== undefined)
    await announceChange(
      writer,
      { supplierId: row.supplier_id, resource: 'contacts', id },
      `Contact ${row.name} changed`,
    );
}

export async function deleteContact(writer: Writer, id: string): Promise<void> {
  const [row]: { supplier_id: string; name: string }[] = await writer
    .sql('contacts')
    .where({ id })
    .delete()
    .returning(['supplier_id', 'name']);
  if (row !== undefined)
    await announceChange(
      writer,
      { supplierId: row.supplier_id, resource: 'contacts', id },
      `Contact ${row.name} removed`,
    );
}
