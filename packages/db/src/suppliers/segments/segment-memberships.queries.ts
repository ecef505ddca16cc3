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
