import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import type { PlaybookCandidate, PlaybookCandidateFilter } from '@wedsync/domain/success';
import { isoInstant, listPage, type ListSpec, type Reader } from '../../platform/index.ts';

/** Who wanted in, and what was answered. */
export function listPlaybookCandidates(
  reader: Reader,
  query: ListQuery<PlaybookCandidateFilter>,
): Promise<Page<PlaybookCandidate>> {
  return listPage(reader, spec, query);
}

export async function findPlaybookCandidate(reader: Reader, id: string): Promise<PlaybookCandidate | undefined> {
  return /^\d{1,15}$/.test(id) ? (await hydrate(reader, [Number(id)]))[0] : undefined;
}

const spec: ListSpec<PlaybookCandidate, PlaybookCandidateFilter> = {
  resource: 'playbook-candidates',
  keys: ({ sql }) => sql('playbook_candidates as c'),
  idColumn: 'c.id',
  sorts: { id: 'c.id', since: 'c.since', decidedAt: 'c.decided_at' },
  defaultSort: { field: 'id', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('c.id', [...ids]),
    playbookId: (query, id) => void query.where('c.playbook_id', id),
    supplierId: (query, id) => void query.where('c.supplier_id', id),
    state: (query, states) => void query.whereIn('c.state', [...states]),
    reason: (query, reasons) => void query.whereIn('c.reason', [...reasons]),
    decidedFrom: (query, day) => void query.where('c.decided_at', '>=', dayBounds(day).start),
    decidedTo: (query, day) => void query.where('c.decided_at', '<', dayBounds(day).end),
  },
  countCap: 10_000,
  hydrate,
  rowId: ({ id }) => id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<PlaybookCandidate[]> {
  return sql('playbook_candidates as c')
    .join('suppliers as s', 's.id', 'c.supplier_id')
    .whereIn('c.id', [...ids])
    .select('c.id', 'c.cause', 'c.state', 'c.reason', 'c.why', {
      playbookId: 'c.playbook_id',
      supplierId: 'c.supplier_id',
      businessName: 's.business_name',
      since: isoInstant(sql, 'c.since'),
      decidedAt: isoInstant(sql, 'c.decided_at'),
    });
}
