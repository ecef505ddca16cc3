import type { CreateStaffTemplate, StaffTemplate, UpdateStaffTemplate } from '@wedsync/domain/delivery';
import { createId, type Uuids } from '@wedsync/domain/platform';
import type { Writer } from '../platform/index.ts';

/** Begins a draft. @returns its id */
export async function createStaffTemplate(writer: Writer, draft: CreateStaffTemplate, uuids: Uuids): Promise<string> {
  const id = createId('messageTemplate', uuids.next());
  await writer.sql('message_templates').insert({ ...draft, description: draft.description ?? null, id });
  return id;
}

export async function updateStaffTemplate({ sql }: Writer, id: string, change: UpdateStaffTemplate): Promise<void> {
  if (Object.keys(change).length > 0) await sql('message_templates').where({ id }).update(change);
}

/** Makes the draft what is sent from now on; earlier versions are kept for ever. @returns the number of the new version */
export async function publishStaffTemplate(writer: Writer, template: StaffTemplate): Promise<number> {
  const { id, channel, purpose, subject, body } = template;
  const row = await writer
    .sql('message_template_versions')
    .where({ template_id: id })
    .max<{ number: number | null }>({ number: 'number' })
    .first();
  const number = (row?.number ?? 0) + 1;
  await writer
    .sql('message_template_versions')
    .insert({ template_id: id, number, channel, purpose, subject, body, published_by: writer.actor.name });
  await writer.sql('message_templates').where({ id }).update({ state: 'published', published_version: number });
  return number;
}

/** Nothing is sent from it any more; publishing it again brings it back. */
export async function archiveStaffTemplate({ sql }: Writer, id: string): Promise<void> {
  await sql('message_templates').where({ id }).update({ state: 'archived' });
}
