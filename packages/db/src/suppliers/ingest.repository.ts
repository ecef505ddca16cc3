import { createId, type FieldErrors, type Uuids } from '@wedsync/domain/platform';
import { mergeUpserts, missingForNewSupplier, type SupplierUpsert } from '@wedsync/domain/suppliers';
import { emitEvents, systemUuids, type Writer } from '../platform/index.ts';
import { linkedSupplierIds } from './suppliers.queries.ts';
import { addTimelineEntries } from './timeline-entries.repository.ts';

export type UpsertedSuppliers = {
  /** Messages taken over; several about one supplier count each. */
  readonly accepted: number;
  /** Place in the batch and why, per field. */
  readonly rejected: readonly { readonly index: number; readonly errors: FieldErrors }[];
};

type Kept = {
  readonly id: string;
  readonly externalId: string;
  readonly businessName: string;
  readonly signedUpAt: Date;
  readonly updatedAt: Date;
  readonly isNew: boolean;
};

/**
 * Takes over what the host application says of its suppliers: by external id, later call wins per field, contacts and wedding dates with it.
 * Saying the same again changes nothing. The number of statements does not grow with the batch.
 */
export async function upsertSuppliers(
  writer: Writer,
  batch: readonly SupplierUpsert[],
  uuids: Uuids = systemUuids,
): Promise<UpsertedSuppliers> {
  // One order for everyone: two batches that overlap wait for each other instead of deadlocking.
  const merged = mergeUpserts(batch).sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const known = await lockKnown(
    writer,
    merged.map((upsert) => upsert.externalId),
  );
  const complete = merged.filter((upsert) => known.has(upsert.externalId) || noneMissing(upsert));
  const accepted = new Set(complete.map((upsert) => upsert.externalId));
  const changed = await keepSuppliers(writer, complete, uuids);
  const ids = await linkedSupplierIds(writer, [...accepted]);
  await keepContacts(writer, complete, ids, uuids);
  await keepWeddingDates(writer, complete, ids, uuids);
  await tell(writer, changed);
  return {
    accepted: batch.filter((upsert) => accepted.has(upsert.externalId)).length,
    rejected: batch.flatMap((upsert, index) =>
      accepted.has(upsert.externalId) ? [] : [{ index, errors: missingForNewSupplier(upsert) }],
    ),
  };
}

function noneMissing(upsert: SupplierUpsert): boolean {
  return Object.keys(missingForNewSupplier(upsert)).length === 0;
}

async function lockKnown(writer: Writer, externalIds: readonly string[]): Promise<Set<string>> {
  const rows: { external_id: string }[] = await writer
    .sql('suppliers')
    .select('external_id')
    .whereIn('external_id', externalIds)
    .orderBy('external_id')
    .forUpdate();
  return new Set(rows.map((row) => row.external_id));
}

/** Tags only grow here: staff add their own to the same list, and the host does not know them. */
async function keepSuppliers(writer: Writer, upserts: readonly SupplierUpsert[], uuids: Uuids): Promise<Kept[]> {
  const incoming = upserts.map((upsert) => ({ ...upsert, id: createId('supplier', uuids.next()) }));
  const result: { rows: Kept[] } = await writer.sql.raw(
    `insert into suppliers as s (id, external_id, business_name, vendor_type, region, country, time_zone, currency, signed_up_at, tags)
     select i.id, i."externalId", coalesce(i."businessName", k.business_name), coalesce(i."vendorType", k.vendor_type), coalesce(i.region, k.region),
       coalesce(i.country, k.country), coalesce(i."timeZone", k.time_zone), coalesce(i.currency, k.currency), coalesce(i."signedUpAt", k.signed_up_at),
       array(select distinct tag from unnest(coalesce(k.tags, '{}') || coalesce(i.tags, '{}')) tag order by tag)
     from jsonb_to_recordset(?::jsonb) as i (id text, "externalId" text, "businessName" text, "vendorType" text, region text, country text,
       "timeZone" text, currency text, "signedUpAt" timestamptz, tags text[])
     left join suppliers k on k.external_id = i."externalId"
     order by i."externalId"
     on conflict (external_id) do update set business_name = excluded.business_name, vendor_type = excluded.vendor_type, region = excluded.region,
       country = excluded.country, time_zone = excluded.time_zone, currency = excluded.currency, signed_up_at = excluded.signed_up_at,
       tags = case when s.tags @> excluded.tags then s.tags else excluded.tags end
     where (s.business_name, s.vendor_type, s.region, s.country, s.time_zone, s.currency, s.signed_up_at)
       is distinct from (excluded.business_name, excluded.vendor_type, excluded.region, excluded.country, excluded.time_zone, excluded.currency, excluded.signed_up_at)
       or not s.tags @> excluded.tags
     returning s.id, s.external_id as "externalId", s.business_name as "businessName", s.signed_up_at as "signedUpAt", s.updated_at as "updatedAt", s.xmax = 0 as "isNew"`,
    [JSON.stringify(incoming)],
  );
  return result.rows;
}

async function keepContacts(
  writer: Writer,
  upserts: readonly SupplierUpsert[],
  ids: ReadonlyMap<string, string>,
  uuids: Uuids,
): Promise<void> {
  const told = upserts.flatMap(({ externalId, contacts }) =>
    contacts === undefined ? [] : [{ supplierId: ids.get(externalId), contacts }],
  );
  if (told.length === 0) return;
  const rows = told.flatMap(({ supplierId, contacts }) =>
    lastOf(contacts, (contact) => contact.email.toLowerCase()).map((contact) => ({
      ...contact,
      supplierId,
      id: createId('contact', uuids.next()),
    })),
  );
  const bindings = { told: told.map(({ supplierId }) => supplierId ?? ''), rows: JSON.stringify(rows) };
  await writer.sql.raw(
    `delete from contacts c where c.supplier_id = any(:told) and c.source = 'host' and not exists (
       select 1 from jsonb_to_recordset(cast(:rows as jsonb)) as i ("supplierId" text, email text) where i."supplierId" = c.supplier_id and lower(i.email) = lower(c.email))`,
    bindings,
  );
  await writer.sql.raw(
    `insert into contacts as c (id, supplier_id, name, email, phone, role, is_primary, source)
     select id, "supplierId", name, email, phone, role, "isPrimary", 'host'
       from jsonb_to_recordset(cast(:rows as jsonb)) as i (id text, "supplierId" text, name text, email text, phone text, role text, "isPrimary" boolean)
     on conflict (supplier_id, lower(email)) do update set name = excluded.name, email = excluded.email, phone = coalesce(excluded.phone, c.phone),
       role = coalesce(excluded.role, c.role), is_primary = excluded.is_primary
     where (c.name, c.email, c.is_primary) is distinct from (excluded.name, excluded.email, excluded.is_primary)
       or (c.phone, c.role) is distinct from (coalesce(excluded.phone, c.phone), coalesce(excluded.role, c.role))`,
    bindings,
  );
}

async function keepWeddingDates(
  writer: Writer,
  upserts: readonly SupplierUpsert[],
  ids: ReadonlyMap<string, string>,
  uuids: Uuids,
): Promise<void> {
  const told = upserts.flatMap(({ externalId, weddingDates }) =>
    weddingDates === undefined ? [] : [{ supplierId: ids.get(externalId), weddingDates }],
  );
  if (told.length === 0) return;
  const rows = told.flatMap(({ supplierId, weddingDates }) =>
    lastOf(weddingDates, (wedding) => wedding.date).map((wedding) => ({
      ...wedding,
      supplierId,
      id: createId('weddingDate', uuids.next()),
    })),
  );
  const bindings = { told: told.map(({ supplierId }) => supplierId ?? ''), rows: JSON.stringify(rows) };
  await writer.sql.raw(
    `delete from wedding_dates w where w.supplier_id = any(:told) and w.source = 'host' and not exists (
       select 1 from jsonb_to_recordset(cast(:rows as jsonb)) as i ("supplierId" text, date date) where i."supplierId" = w.supplier_id and i.date = w.held_on)`,
    bindings,
  );
  await writer.sql.raw(
    `insert into wedding_dates as w (id, supplier_id, held_on, label, source)
     select id, "supplierId", date, label, 'host' from jsonb_to_recordset(cast(:rows as jsonb)) as i (id text, "supplierId" text, date date, label text)
     on conflict (supplier_id, held_on) do update set label = coalesce(excluded.label, w.label)
     where w.label is distinct from coalesce(excluded.label, w.label)`,
    bindings,
  );
}

/** One per key, the last one given: a statement may not touch the same row twice. */
function lastOf<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

async function tell(writer: Writer, changed: readonly Kept[]): Promise<void> {
  const arrived = changed.filter((supplier) => supplier.isNew);
  await addTimelineEntries(
    writer,
    arrived.map(({ id, businessName, signedUpAt }) => ({
      supplierId: id,
      at: signedUpAt,
      kind: 'sign-up',
      actorName: businessName,
      title: 'Signed up',
      source: 'suppliers',
      sourceId: `${id}:signed-up`,
    })),
  );
  await emitEvents(
    writer,
    changed.map(({ id, externalId, businessName, signedUpAt, updatedAt, isNew }) => ({
      type: isNew ? 'supplier.arrived' : 'supplier.changed',
      supplierId: id,
      resource: 'suppliers',
      resourceId: id,
      summary: isNew ? `${businessName} signed up` : `${businessName} changed its details`,
      payload: { externalId },
      occurredAt: isNew ? signedUpAt : updatedAt,
    })),
  );
}
