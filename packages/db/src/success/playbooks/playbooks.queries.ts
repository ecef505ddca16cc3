import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { Playbook, PlaybookFilter } from '@wedsync/domain/success';
import { isoInstant, likePattern, listPage, type ListSpec, type Reader } from '../../platform/index.ts';
import { thirtyDaysAgoSql } from './thirty-days.ts';

/** Playbooks; their figures count the suppliers that the reader sees. */
export function listPlaybooks(reader: Reader, query: ListQuery<PlaybookFilter>): Promise<Page<Playbook>> {
  return listPage(reader, spec, query);
}

export async function findPlaybook(reader: Reader, id: string): Promise<Playbook | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<Playbook, PlaybookFilter> = {
  resource: 'playbooks',
  keys: ({ sql }) => sql('playbooks as p'),
  idColumn: 'p.id',
  sorts: { id: 'p.id', name: 'lower(p.name)', state: 'p.state', createdAt: 'p.created_at', updatedAt: 'p.updated_at' },
  defaultSort: { field: 'name', order: 'ASC' },
  filters: {
    id: (query, ids) => void query.whereIn('p.id', [...ids]),
    q: (query, text) => void query.whereRaw('lower(p.name) like lower(?)', [likePattern(text)]),
    state: (query, states) => void query.whereIn('p.state', [...states]),
  },
  countCap: null,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Playbook[]> {
  return sql('playbooks as p')
    .leftJoin('playbook_versions as v', (join) => join.on('v.playbook_id', 'p.id').andOn('v.number', 'p.live_version'))
    .joinRaw(figures)
    .whereIn('p.id', [...ids])
    .select('p.id', 'p.name', 'p.description', 'p.state', 'p.draft', 'p.version', 'f.*', {
      liveVersion: 'p.live_version',
      live: 'v.definition',
      edited: sql.raw('v.definition is distinct from p.draft'),
      createdByName: 'p.created_by_name',
      createdAt: isoInstant(sql, 'p.created_at'),
      updatedAt: isoInstant(sql, 'p.updated_at'),
    });
}

const figures = `cross join lateral (
  select
    (select count(*)::int from playbook_enrolments e where e.playbook_id = p.id and e.state = 'running' and e.arm = 'treated') as running,
    (select count(*)::int from playbook_enrolments e
      where e.playbook_id = p.id and e.entered_at >= ${thirtyDaysAgoSql} and e.arm = 'treated') as "entered30",
    (select count(*)::int from playbook_candidates c
      where c.playbook_id = p.id and c.state = 'suppressed' and c.decided_at >= ${thirtyDaysAgoSql}) as "suppressed30",
    (select count(*)::int from interventions i where i.playbook_id = p.id and i.state = 'awaiting_approval') as "awaitingApproval"
) f`;
