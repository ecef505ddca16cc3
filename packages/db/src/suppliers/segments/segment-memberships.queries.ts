import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { SegmentMembership, SegmentMembershipFilter } from '@wedsync/domain/suppliers';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { anyOf } from '../filters.ts';

/** Who is and was in which segment. */
export function listSegmentMemberships(
  reader: Reader,
  query: ListQuery<SegmentMembershipFilter>,
): Promise<Page<SegmentMembership>> {
  return listPage(reader, spec, query);
}

export async function findSegmentMembership(reader: Reader, id: string): Promise<SegmentMembership | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [Number(id)]))[0] : undefined;
}

/** Of some segments, those that each of these suppliers was in at a moment, as was known by then; who was in none is absent. */
export async function membershipsAt(
  { sql }: Reader,
  { supplierIds, segmentIds, at }: MembershipsAsked,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (segmentIds.length === 0) return new Map();
  const result: { rows: { supplierId: string; segments: string[] }[] } = await sql.raw(
    `select supplier_id as "supplierId", array_agg(segment_id order by segment_id) as segments from segment_memberships
      where supplier_id = any(:supplierIds) and segment_id = any(:segmentIds) and entered_at <= :at and (left_at is null or left_at > :at)
      group by 1`,
    { supplierIds: [...supplierIds], segmentIds: [...segmentIds], at },
  );
  return new Map(result.rows.map(({ supplierId, segments }) => [supplierId, segments]));
}

/** Suppliers that came into a segment or left it at a moment. */
export function movedAt({ sql }: Reader, segmentId: string, at: Date): Promise<string[]> {
  return sql('segment_memberships')
    .where({ segment_id: segmentId })
    .andWhere((moved) => moved.where({ entered_at: at }).orWhere({ left_at: at }))
    .distinct()
    .pluck('supplier_id');
}

type MembershipsAsked = {
  readonly supplierIds: readonly string[];
  readonly segmentIds: readonly string[];
  readonly at: Date;
};

const spec: ListSpec<SegmentMembership, SegmentMembershipFilter> = {
  resource: 'segment-memberships',
  keys: ({ sql }) => sql('segment_memberships as m'),
  idColumn: 'm.id',
  sorts: { id: 'm.id', enteredAt: 'm.entered_at', leftAt: 'm.left_at' },
  emptyLast: ['leftAt'],
  defaultSort: { field: 'enteredAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereRaw('m.id = any(?::bigint[])', [ids]),
    segmentId: anyOf('m.segment_id'),
    supplierId: anyOf('m.supplier_id'),
    current: (query, current) => void (current ? query.whereNull('m.left_at') : query.whereNotNull('m.left_at')),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<SegmentMembership[]> {
  return sql('segment_memberships as m')
    .join('segments as g', 'g.id', 'm.segment_id')
    .join('suppliers as s', 's.id', 'm.supplier_id')
    .whereIn('m.id', [...ids])
    .select('m.id', {
      segmentId: 'm.segment_id',
      segmentName: 'g.name',
      supplierId: 'm.supplier_id',
      businessName: 's.business_name',
      enteredAt: isoInstant(sql, 'm.entered_at'),
      leftAt: isoInstant(sql, 'm.left_at'),
    });
}
