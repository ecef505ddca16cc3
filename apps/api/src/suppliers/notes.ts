import { createNote, deleteNote, findNote, listNotes, updateNote } from '@wedsync/db/suppliers';
import { createNoteSchema, noteFilterSchema, noteSchema, updateNoteSchema } from '@wedsync/domain/suppliers';
import { defineResource } from '../platform/index.ts';

export const notesResource = defineResource({
  name: 'notes',
  description: 'What people wrote down about a supplier. A pinned block stops automatic messages.',
  row: noteSchema,
  filter: noteFilterSchema,
  list: listNotes,
  show: findNote,
  create: { input: createNoteSchema, run: (writer, note, { uuids }) => createNote(writer, note, uuids) },
  update: { input: updateNoteSchema, run: updateNote },
  remove: { run: deleteNote },
});
