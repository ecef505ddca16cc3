import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Segment, SegmentFilter, SegmentSize } from '@wedsync/domain/suppliers';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { equals } from '../filters.ts';

/** Segments; everybody sees them all, each with the members they may see themselves: a size of the whole house would answer questions about the rest. */
export function listSegments(reader: Reader, query: ListQuery<SegmentFilter>): Promise<Page<Segment>> {
  return listPage(reader, spec, query);
}

export async function findSegment(reader: Reader, id: string): Promise<Segment | undefined> {
  return (await hydrate(reader, [id]))[0];
}

/** How a segment grew and shrank in the whole house, oldest first; nothing for whoever does not see all. */
export async function listSegmentSizes({ sql }: Reader, segmentId: string, since: Date): Promise<SegmentSize[]> {
  return sql('segment_sizes')
    .where({ segment_id: segmentId })
    .where('at', '>=', since)
    .orderBy('at')
    .select({ at: isoInstant(sql, 'at') }, 'size', 'entered', 'left');
}

const sizeInScope = `case when current_setting('wedsync.scope', true) = 'all' then g.size
  else (select count(*)::int from segment_memberships m where m.segment_id = g.id and m.left_at is null) end`;

const spec: ListSpec<Segment, SegmentFilter> = {
  resource: 'segments',
  keys: ({ sql }) => sql('segments as g'),
  idColumn: 'g.id',
  sorts: {
    id: 'g.id',
    name: 'lower(g.name)',
    size: sizeInScope,
    refreshedAt: 'g.refreshed_at',
    createdAt: 'g.created_at',
  },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('g.id', [...ids]),
    q: (query, text) => void query.whereRaw('lower(g.name) like lower(?)', [likePattern(text)]),
    archived: equals('g.archived'),
  },
  countCap: null,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Segment[]> {
  return sql('segments as g')
    .whereIn('g.id', [...ids])
    .select('g.id', 'g.name', 'g.description', 'g.rule', 'g.archived', 'g.trouble', 'g.version', {
      size: sql.raw(sizeInScope),
      refreshedAt: isoInstant(sql, 'g.refreshed_at'),
      createdByName: 'g.created_by_name',
      createdAt: isoInstant(sql, 'g.created_at'),
      updatedAt: isoInstant(sql, 'g.updated_at'),
      sizes: sql.raw(lastSizes),
    });
}

/** The last size of each of the last 30 days that have one. */
const lastSizes = `array(
  select d.size from (
    select distinct on ((z.at at time zone 'Europe/London')::date) z.at, z.size from segment_sizes z where z.segment_id = g.id
    order by (z.at at time zone 'Europe/London')::date desc, z.at desc limit 30
  ) d order by d.at)`;
