import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { TimelineEntry, TimelineEntryFilter } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, compare } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** What happened around suppliers, newest first unless asked otherwise. */
export function listTimelineEntries(
  reader: Reader,
  query: ListQuery<TimelineEntryFilter>,
): Promise<Page<TimelineEntry>> {
  return listPage(reader, spec, query);
}

export async function findTimelineEntry(reader: Reader, id: string): Promise<TimelineEntry | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [Number(id)]))[0] : undefined;
}

const spec: ListSpec<TimelineEntry, TimelineEntryFilter> = {
  resource: 'timeline-entries',
  keys: ({ sql }) => sql('timeline_entries as e'),
  idColumn: 'e.id',
  sorts: { id: 'e.id', at: 'e.at' },
  defaultSort: { field: 'at', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('e.id', ids),
    supplierId: anyOf('e.supplier_id'),
    kind: anyOf('e.kind'),
    actorName: anyOf('e.actor_name'),
    source: anyOf('e.source'),
    at_gte: compare('e.at', '>='),
    at_lt: compare('e.at', '<'),
  },
  countCap: 1_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<TimelineEntry[]> {
  const rows: Stored<TimelineEntry, 'at' | 'recordedAt'>[] = await sql('timeline_entries')
    .whereIn('id', [...ids])
    .select('id', 'at', 'kind', 'title', 'detail', 'link', 'source', {
      supplierId: 'supplier_id',
      actorName: 'actor_name',
      sourceId: 'source_id',
      recordedAt: 'recorded_at',
    });
  return rows.map((row) => ({ ...row, at: iso(row.at), recordedAt: iso(row.recordedAt) }));
}
