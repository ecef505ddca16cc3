import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { MilestoneCohort, MilestoneCohortFilter } from '@wedsync/domain/success';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** How cohorts came to milestones, as measured last. */
export function listMilestoneCohorts(
  reader: Reader,
  query: ListQuery<MilestoneCohortFilter>,
): Promise<Page<MilestoneCohort>> {
  return listPage(reader, spec, query);
}

export async function findMilestoneCohort(reader: Reader, id: string): Promise<MilestoneCohort | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<MilestoneCohort, MilestoneCohortFilter> = {
  resource: 'milestone-cohorts',
  keys: ({ sql }) => sql('milestone_cohorts as c').join('milestones as m', 'm.id', 'c.milestone_id'),
  idColumn: 'c.id',
  sorts: { position: 'm.position', cohort: 'c.cohort', suppliers: 'c.suppliers', medianDays: 'c.median_days' },
  defaultSort: { field: 'position', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('c.id', [...ids]),
    milestoneId: (query, id) => void query.where('c.milestone_id', id),
    vendorType: (query, type) => void query.where('c.vendor_type', type),
    cohort: (query, cohort) => void query.where('c.cohort', cohort),
  },
  countCap: null,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<MilestoneCohort[]> {
  return sql('milestone_cohorts as c')
    .join('milestones as m', 'm.id', 'c.milestone_id')
    .whereIn('c.id', [...ids])
    .select('c.id', 'c.cohort', 'c.suppliers', 'c.reached', 'c.curve', 'm.title', 'm.position', {
      milestoneId: 'c.milestone_id',
      targetDays: 'm.target_days',
      vendorType: 'c.vendor_type',
      medianDays: 'c.median_days',
      p75Days: 'c.p75_days',
      measuredAt: isoInstant(sql, 'c.measured_at'),
    });
}
