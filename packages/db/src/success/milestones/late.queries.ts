import type { ListQuery, Page } from '@wedsync/domain/platform';
import { watchedLifecycles, type LateMilestone, type LateMilestoneFilter } from '@wedsync/domain/success';
import type { Knex } from 'knex';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { whereSupplierMatches } from '../../suppliers/index.ts';

/** Who is late now: noticed, not there yet, and still trying or paying. */
export function listLateMilestones(
  reader: Reader,
  query: ListQuery<LateMilestoneFilter>,
): Promise<Page<LateMilestone>> {
  return listPage(reader, spec, query);
}

export async function findLateMilestone(reader: Reader, id: string): Promise<LateMilestone | undefined> {
  return (await hydrate(reader, [id]))[0];
}

function stillLate({ sql }: Reader): Knex.QueryBuilder {
  return sql('late_milestones as l')
    .join('suppliers as s', 's.id', 'l.supplier_id')
    .join('milestones as m', 'm.id', 'l.milestone_id')
    .where({ 'm.active': true, 'm.optional': false })
    .whereIn('s.lifecycle', [...watchedLifecycles])
    .whereRaw(`(m.vendor_types = '{}' or s.vendor_type = any(m.vendor_types))`)
    .whereNotExists((reached) =>
      reached
        .from('supplier_milestones as r')
        .whereRaw('r.supplier_id = l.supplier_id and r.milestone_id = l.milestone_id'),
    );
}

const spec: ListSpec<LateMilestone, LateMilestoneFilter> = {
  resource: 'late-milestones',
  keys: stillLate,
  idColumn: 'l.id',
  sorts: { lateSince: 'l.late_since', businessName: 's.sort_name', position: 'm.position' },
  defaultSort: { field: 'lateSince', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('l.id', [...ids]),
    q: (query, text) => whereSupplierMatches(query, 'l.supplier_id', text),
    supplierId: (query, id) => void query.where('l.supplier_id', id),
    ownerId: (query, id) => void query.where('s.owner_id', id),
    vendorType: (query, types) => void query.whereIn('s.vendor_type', [...types]),
    milestoneId: (query, ids) => void query.whereIn('l.milestone_id', [...ids]),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate(reader: Reader, ids: readonly (string | number)[]): Promise<LateMilestone[]> {
  return stillLate(reader)
    .leftJoin('staff as o', 'o.id', 's.owner_id')
    .whereIn('l.id', [...ids])
    .select('l.id', 'l.because', 'm.title', 's.lifecycle', {
      supplierId: 'l.supplier_id',
      businessName: 's.business_name',
      vendorType: 's.vendor_type',
      ownerName: 'o.name',
      milestoneId: 'l.milestone_id',
      lateSince: isoInstant(reader.sql, 'l.late_since'),
      taskId: 'l.task_id',
    });
}
