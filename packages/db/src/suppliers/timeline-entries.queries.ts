import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { TimelineEntry, TimelineEntryFilter } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { anyOf, compare } from './filters.ts';
import { iso, type Stored } from './instants.ts';

/** What happened around suppliers, newest first unless asked otherwise; kinds that the reader may not list are left out. */
export function listTimelineEntries(
  reader: Reader,
  { filter, ...query }: ListQuery<TimelineEntryFilter>,
  hiddenKinds: readonly string[],
): Promise<Page<TimelineEntry>> {
  const narrowed = hiddenKinds.length === 0 ? filter : { ...filter, hiddenKinds };
  return listPage(reader, spec, { ...query, filter: narrowed });
}

export async function findTimelineEntry(
  reader: Reader,
  id: string,
  hiddenKinds: readonly string[],
): Promise<TimelineEntry | undefined> {
  const [entry] = /^\d{1,15}$/.test(id) ? await hydrate(reader, [Number(id)]) : [];
  return entry === undefined || hiddenKinds.includes(entry.kind) ? undefined : entry;
}

const spec: ListSpec<TimelineEntry, TimelineEntryFilter & { readonly hiddenKinds?: readonly string[] }> = {
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
    hiddenKinds: (query, kinds) => void query.whereRaw('e.kind <> all(?::text[])', [[...kinds]]),
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
