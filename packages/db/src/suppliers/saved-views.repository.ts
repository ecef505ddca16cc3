import { createId, Forbidden, Invalid, type Uuids } from '@wedsync/domain/platform';
import { supplierLimits, type CreateSavedView, type SavedView, type UpdateSavedView } from '@wedsync/domain/suppliers';
import type { Writer } from '../platform/index.ts';
import { kept } from './kept.ts';
import { findSavedView } from './saved-views.queries.ts';

/** Keeps a view in the actor's name. @throws Invalid when the actor has too many */
export async function createSavedView(writer: Writer, view: CreateSavedView, uuids: Uuids): Promise<SavedView> {
  const owned = await writer.sql('saved_views').where({ staff_id: writer.actor.id }).count({ total: '*' }).first();
  if (Number(owned?.total ?? 0) >= supplierLimits.maxSavedViewsPerPerson)
    throw Invalid({ message: `You keep ${supplierLimits.maxSavedViewsPerPerson} views already. Remove one first.` });
  const id = createId('savedView', uuids.next());
  const { resource, name, query, shared } = view;
  const row = { id, staff_id: writer.actor.id, resource, name, query: JSON.stringify(query), shared };
  await writer.sql('saved_views').insert(row);
  return kept(await findSavedView(writer, id));
}

/** @throws Forbidden when the view is somebody else's */
export async function updateSavedView(writer: Writer, id: string, change: UpdateSavedView): Promise<void> {
  await refuseForeign(writer, id);
  const query = change.query === undefined ? undefined : JSON.stringify(change.query);
  const columns = { name: change.name, query, shared: change.shared, updated_at: writer.sql.fn.now() };
  await writer.sql('saved_views').where({ id }).update(columns);
}

/** @throws Forbidden when the view is somebody else's */
export async function deleteSavedView(writer: Writer, id: string): Promise<void> {
  await refuseForeign(writer, id);
  await writer.sql('saved_views').where({ id }).delete();
}

async function refuseForeign(writer: Writer, id: string): Promise<void> {
  const view = await findSavedView(writer, id);
  if (view !== undefined && view.staffId !== writer.actor.id)
    throw Forbidden({ why: `This view belongs to ${view.staffName}. Save a copy to change it.` });
}
