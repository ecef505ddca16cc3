import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Note, NoteFilter } from '@wedsync/domain/suppliers';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, equals } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** What people wrote down about suppliers. */
export function listNotes(reader: Reader, query: ListQuery<NoteFilter>): Promise<Page<Note>> {
  return listPage(reader, spec, query);
}

export async function findNote(reader: Reader, id: string): Promise<Note | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Note, NoteFilter> = {
  resource: 'notes',
  keys: ({ sql }) => sql('notes as n'),
  idColumn: 'n.id',
  // Ids are made in order of time, so the newest id is the newest note; "pinned" puts those on top first.
  sorts: { id: 'n.id', createdAt: 'n.created_at', updatedAt: 'n.updated_at', pinned: 'n.pinned' },
  defaultSort: { field: 'createdAt', order: 'DESC' },
  filters: {
    id: anyOf('n.id'),
    q: (query, text) => void query.whereRaw('n.body ilike ?', [likePattern(text)]),
    supplierId: anyOf('n.supplier_id'),
    kind: anyOf('n.kind'),
    pinned: equals('n.pinned'),
    blocksAutomation: equals('n.blocks_automation'),
    authorId: equals('n.author_id'),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Note[]> {
  const rows: Stored<Note, 'createdAt' | 'updatedAt'>[] = await sql('notes')
    .whereIn('id', [...ids])
    .select('id', 'kind', 'body', 'pinned', 'version', {
      supplierId: 'supplier_id',
      blocksAutomation: 'blocks_automation',
      authorId: 'author_id',
      authorName: 'author_name',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    });
  return rows.map((row) => ({ ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) }));
}
