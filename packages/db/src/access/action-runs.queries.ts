import type { ActionRun, ActionRunFilter } from '@wedsync/domain/access';
import type { ListQuery, Page } from '@wedsync/domain/platform';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { amountOf } from './amount.ts';
import { sightOf, withBulkRunsWithinSight, type Sight } from './sight.ts';

/** @param resources those whose runs the reader sees besides own ones; null for all */
export function listActionRuns(
  reader: Reader,
  { filter, ...query }: ListQuery<ActionRunFilter>,
  resources: readonly string[] | null,
): Promise<Page<ActionRun>> {
  return listPage(reader, spec, { ...query, filter: { ...filter, ...sightOf(reader, resources) } });
}

export async function findActionRun(reader: Reader, id: string): Promise<ActionRun | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<ActionRun, ActionRunFilter & { readonly sight?: Sight }> = {
  resource: 'action-runs',
  keys: ({ sql }) => sql('action_runs'),
  idColumn: 'action_runs.id',
  sorts: { id: 'action_runs.id', requestedAt: 'requested_at', finishedAt: 'finished_at', amount: 'amount_minor' },
  defaultSort: { field: 'requestedAt', order: 'DESC' },
  filters: {
    id: (query, ids) => void query.whereIn('id', ids),
    q: (query, text) =>
      void query.whereRaw('(target_id = ? or id = ? or requested_by_name ilike ? or reason ilike ?)', [
        text,
        text,
        likePattern(text),
        likePattern(text),
      ]),
    state: (query, states) => void query.whereIn('state', states),
    action: (query, actions) => void query.whereIn('action', actions),
    resource: (query, resource) => void query.where({ resource }),
    targetId: (query, targetId) => void query.where({ target_id: targetId }),
    supplierId: (query, supplierId) => void query.where({ supplier_id: supplierId }),
    requestedBy: (query, requestedBy) => void query.where({ requested_by: requestedBy }),
    sight: (query, sight) => withBulkRunsWithinSight(query, 'action_runs', sight),
  },
  countCap: 10_000,
  hydrate,
  rowId: (row) => row.id,
};

type RunRow = Omit<ActionRun, 'amount' | 'requestedAt' | 'finishedAt'> & {
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<ActionRun[]> {
  const rows: RunRow[] = await sql('action_runs')
    .whereIn('id', [...ids])
    .select('id', 'action', 'resource', 'verb', 'state', 'input', 'reason', 'currency', 'result', 'error', 'version', {
      targetId: 'target_id',
      supplierId: 'supplier_id',
      requestedBy: 'requested_by',
      requestedByName: 'requested_by_name',
      amountMinor: 'amount_minor',
      approvalId: 'approval_id',
      requestedAt: 'requested_at',
      finishedAt: 'finished_at',
    });
  return rows.map(({ amountMinor, currency, ...row }) => ({
    ...row,
    amount: amountOf(amountMinor, currency),
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
