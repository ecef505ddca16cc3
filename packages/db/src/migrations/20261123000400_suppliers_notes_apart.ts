import type { Migration } from '../platform/migration.ts';

/** What staff write down about people stays out of the audit trail, which cannot forget: it keeps that a note was written, changed or taken away. */
export const suppliersNotesApart: Migration = {
  name: '20261123000400_suppliers_notes_apart',
  up: (sql) => sql.raw(`insert into personal_fields values ('notes', 'body')`),
};
