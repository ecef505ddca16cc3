import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Milestone, MilestoneFilter } from '@wedsync/domain/success';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

export function listMilestones(reader: Reader, query: ListQuery<MilestoneFilter>): Promise<Page<Milestone>> {
  return listPage(reader, spec, query);
}

export async function findMilestone(reader: Reader, id: string): Promise<Milestone | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Milestone, MilestoneFilter> = {
  resource: 'milestones',
  keys: ({ sql }) => sql('milestones as m'),
  idColumn: 'm.id',
  sorts: { position: 'm.position', title: 'lower(m.title)', targetDays: 'm.target_days', updatedAt: 'm.updated_at' },
  defaultSort: { field: 'position', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('m.id', [...ids]),
    q: (query, text) => void query.whereRaw('lower(m.title) like lower(?)', [likePattern(text)]),
    vendorType: (query, types) =>
      void query.whereRaw(`(m.vendor_types = '{}' or m.vendor_types && ?::text[])`, [types]),
    active: (query, active) => void query.where('m.active', active),
  },
  countCap: null,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Milestone[]> {
  return sql('milestones as m')
    .whereIn('m.id', [...ids])
    .select(
      'm.id',
      'm.key',
      'm.title',
      'm.description',
      'm.rule',
      'm.position',
      'm.celebration',
      'm.optional',
      'm.active',
      'm.version',
      {
        vendorTypes: 'm.vendor_types',
        targetDays: 'm.target_days',
        createdAt: isoInstant(sql, 'm.created_at'),
        updatedAt: isoInstant(sql, 'm.updated_at'),
      },
    );
}
