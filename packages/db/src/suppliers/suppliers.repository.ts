import { Invalid } from '@wedsync/domain/platform';
import { supplierLimits, type Supplier, type UpdateSupplier } from '@wedsync/domain/suppliers';
import { emitEvents, type Writer } from '../platform/index.ts';
import { getSupplier } from './suppliers.queries.ts';
import { addTimelineEntry } from './timeline-entries.repository.ts';

/** Changes what staff may change of a supplier. @throws NotFound, or Invalid when the new owner does not work here */
export async function updateSupplier(writer: Writer, id: string, change: UpdateSupplier): Promise<Supplier> {
  const before = await getSupplier(writer, id);
  if (Object.keys(change).length === 0) return before;
  if (change.ownerId !== undefined && change.ownerId !== null) await refuseAbsentOwner(writer, change.ownerId);
  const columns = {
    business_name: change.businessName,
    vendor_type: change.vendorType,
    region: change.region,
    country: change.country,
    time_zone: change.timeZone,
    owner_id: change.ownerId,
    tags: change.tags === undefined ? undefined : [...change.tags].sort(),
  };
  await writer.sql('suppliers').where({ id }).update(columns);
  return tell(writer, before, await getSupplier(writer, id));
}

/** Gives suppliers to an owner, or to nobody. @returns how many changed hands */
export async function assignSuppliers(writer: Writer, ids: readonly string[], ownerId: string | null): Promise<number> {
  let changed = 0;
  // One order for everyone, so that two bulk assignments wait for each other instead of deadlocking.
  for (const id of [...new Set(ids)].sort()) {
    const before = await getSupplier(writer, id);
    if (before.ownerId === ownerId) continue;
    await updateSupplier(writer, id, { ownerId });
    changed += 1;
  }
  return changed;
}

async function refuseAbsentOwner(writer: Writer, ownerId: string): Promise<void> {
  const owner: unknown = await writer.sql('staff').where({ id: ownerId }).whereNull('disabled_at').first('id');
  if (owner !== undefined) return;
  const message = 'Choose someone who works here and may sign in.';
  throw Invalid({ message }, { fields: { ownerId: message } });
}

async function tell(writer: Writer, before: Supplier, after: Supplier): Promise<Supplier> {
  const handedOver = before.ownerId !== after.ownerId;
  const at = new Date(after.updatedAt);
  if (handedOver) {
    await addTimelineEntry(writer, {
      supplierId: after.id,
      at,
      kind: 'owner',
      actorName: writer.actor.name,
      title: after.ownerId === null ? 'Has no owner now' : `Owner is now ${after.ownerName ?? after.ownerId}`,
      detail: { before: before.ownerName, after: after.ownerName },
      source: 'suppliers',
      sourceId: `${after.id}:owner:${after.version}`,
    });
  }
  const about = { supplierId: after.id, resource: 'suppliers', resourceId: after.id, occurredAt: at };
  await emitEvents(writer, [
    handedOver
      ? {
          ...about,
          type: 'supplier.assigned',
          summary: `${after.businessName} has a new owner`,
          payload: { before: before.ownerId, after: after.ownerId },
        }
      : { ...about, type: 'supplier.changed', summary: `${after.businessName} was edited` },
  ]);
  return after;
}

/** @throws NotFound, or Invalid when it has as many tags as it may */
export async function addSupplierTag(writer: Writer, id: string, tag: string): Promise<Supplier> {
  const { tags } = await getSupplier(writer, id);
  if (tags.includes(tag)) return getSupplier(writer, id);
  if (tags.length >= supplierLimits.maxTags)
    throw Invalid({ message: `A supplier has at most ${supplierLimits.maxTags} tags. Remove one first.` });
  return updateSupplier(writer, id, { tags: [...tags, tag] });
}
