import { createId, type Uuids } from '@wedsync/domain/platform';
import type { CreateNote, Note, UpdateNote } from '@wedsync/domain/suppliers';
import type { Writer } from '../platform/index.ts';
import { announceChange } from './announce.ts';
import { kept } from './kept.ts';
import { findNote } from './notes.queries.ts';
import { getSupplier } from './suppliers.queries.ts';
import { tellStory } from './tell-story.repository.ts';

/** Writes a note in the actor's name. A block that stops automation is pinned whatever was asked. @throws NotFound */
export async function createNote(writer: Writer, note: CreateNote, uuids: Uuids): Promise<Note> {
  const supplier = await getSupplier(writer, note.supplierId);
  const id = createId('note', uuids.next());
  await writer.sql('notes').insert({
    id,
    supplier_id: note.supplierId,
    kind: note.kind,
    body: note.body,
    pinned: note.pinned || note.blocksAutomation,
    blocks_automation: note.blocksAutomation,
    author_id: writer.actor.id,
    author_name: writer.actor.name,
  });
  const written = kept(await findNote(writer, id));
  await tell(writer, written, supplier.businessName);
  return written;
}

/** Unpinning a block lifts it too. */
export async function updateNote(writer: Writer, id: string, change: UpdateNote): Promise<void> {
  const { kind, body, pinned } = change;
  const blocksAutomation = pinned === false ? false : change.blocksAutomation;
  await writer
    .sql('notes')
    .where({ id })
    .update({
      kind,
      body,
      pinned: blocksAutomation === true ? true : pinned,
      blocks_automation: blocksAutomation,
      updated_at: writer.sql.fn.now(),
    });
  const note = await findNote(writer, id);
  if (note === undefined) return;
  // What was taken out of a note is not read on the timeline either.
  await writer
    .sql('timeline_entries')
    .where({ source: 'notes', source_id: id })
    .update({ detail: { noteId: id, kind: note.kind, body: note.body } });
  await announceChange(writer, { supplierId: note.supplierId, resource: 'notes', id }, 'A note changed');
}

/** The note and its place on the timeline go; the audit trail keeps that it was there. */
export async function deleteNote(writer: Writer, id: string): Promise<void> {
  const note = await findNote(writer, id);
  if (note === undefined) return;
  await writer.sql('notes').where({ id }).delete();
  await writer.sql('timeline_entries').where({ source: 'notes', source_id: id }).delete();
  await announceChange(writer, { supplierId: note.supplierId, resource: 'notes', id }, 'A note was removed');
}

function tell(writer: Writer, note: Note, businessName: string): Promise<void> {
  const { id, supplierId, authorName, blocksAutomation, kind, body } = note;
  return tellStory(
    writer,
    {
      type: 'note.written',
      supplierId,
      resource: 'notes',
      resourceId: id,
      summary: `${authorName} wrote a note about ${businessName}`,
      payload: { kind, blocksAutomation },
      occurredAt: new Date(note.createdAt),
    },
    {
      kind: 'note',
      actorName: authorName,
      title: blocksAutomation ? 'Stopped automation with a pinned note' : 'Wrote a note',
      detail: { noteId: id, kind, body },
      source: 'notes',
      sourceId: id,
    },
  );
}
