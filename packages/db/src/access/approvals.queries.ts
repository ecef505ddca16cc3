import type { Approval, ApprovalFilter } from '@wedsync/domain/access';
import type { ListQuery, Page, Permission } from '@wedsync/domain/platform';
import { likePattern, listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { amountOf } from './amount.ts';
import { sightOf, withBulkRunsWithinSight, type Sight } from './sight.ts';

/** Who looks at the queue: what they may approve, and up to how much (null: any amount). */
export type Reviewer = {
  readonly id: string;
  readonly ceilings: Readonly<Record<Permission, number | null>>;
  readonly now: Date;
  /** Those about whose records they see requests, besides own ones; null for all. */
  readonly resources: readonly string[] | null;
};

export function listApprovals(
  reader: Reader,
  { filter, ...query }: ListQuery<ApprovalFilter>,
  reviewer: Reviewer,
): Promise<Page<Approval>> {
  const narrowed = { ...filter, ...sightOf(reader, reviewer.resources) };
  return listPage(reader, specFor(reviewer), { ...query, filter: narrowed });
}

export async function findApproval(reader: Reader, id: string): Promise<Approval | undefined> {
  return (await hydrate(reader, [id]))[0];
}

type Filter = ApprovalFilter & { readonly sight?: Sight };

function specFor(reviewer: Reviewer): ListSpec<Approval, Filter> {
  return {
    resource: 'approvals',
    keys: ({ sql }) => sql('approvals'),
    idColumn: 'approvals.id',
    sorts: {
      id: 'approvals.id',
      requestedAt: 'requested_at',
      expiresAt: 'expires_at',
      decidedAt: 'decided_at',
      amount: 'amount_minor',
    },
    defaultSort: { field: 'requestedAt', order: 'DESC' },
    filters: {
      id: (query, ids) => void query.whereIn('approvals.id', ids),
      q: (query, text) =>
        void query.whereRaw('(target_id = ? or title ilike ? or requested_by_name ilike ? or reason ilike ?)', [
          text,
          likePattern(text),
          likePattern(text),
          likePattern(text),
        ]),
      queue: (query, queue) => void queues[queue](query, reviewer),
      state: (query, states) => void query.whereIn('state', states),
      action: (query, actions) => void query.whereIn('action', actions),
      supplierId: (query, supplierId) => void query.where({ supplier_id: supplierId }),
      requestedBy: (query, requestedBy) => void query.where({ requested_by: requestedBy }),
      runId: (query, runId) => void query.where({ run_id: runId }),
      targetId: (query, targetId) => void query.where({ target_id: targetId }),
      sight: (query, sight) => withBulkRunsWithinSight(query, 'approvals', sight),
    },
    countCap: 10_000,
    hydrate,
    rowId: (row) => row.id,
  };
}

type Keys = ReturnType<ListSpec<Approval, Filter>['keys']>;

const queues: Readonly<Record<NonNullable<ApprovalFilter['queue']>, (query: Keys, reviewer: Reviewer) => Keys>> = {
  mine: (query, { id }) => query.where({ requested_by: id }),
  review: (query, { id, ceilings, now }) =>
    query
      .where({ state: 'awaiting_approval' })
      .where('expires_at', '>', now)
      .whereNot({ requested_by: id })
      .whereRaw(
        `jsonb_exists(?::jsonb, permission) and (?::jsonb ->> permission is null or amount_minor is null or amount_minor <= (?::jsonb ->> permission)::bigint)`,
        Array.from({ length: 3 }, () => JSON.stringify(ceilings)),
      ),
  history: (query) => query.whereNot({ state: 'awaiting_approval' }),
};

type ApprovalRow = Omit<Approval, 'amount' | 'requestedAt' | 'expiresAt' | 'decidedAt'> & {
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<Approval[]> {
  const rows: ApprovalRow[] = await sql('approvals as a')
    .join('action_runs as r', 'r.id', 'a.run_id')
    .leftJoin('suppliers as s', 's.id', 'a.supplier_id')
    .whereIn('a.id', [...ids])
    .select('a.id', 'a.action', 'a.title', 'a.resource', 'a.state', 'a.permission', 'a.why', 'a.preview', 'a.reason')
    .select('a.currency', 'a.version', {
      runId: 'a.run_id',
      supplierId: 'a.supplier_id',
      supplierName: 's.business_name',
      targetId: 'a.target_id',
      amountMinor: 'a.amount_minor',
      requestedBy: 'a.requested_by',
      requestedByName: 'a.requested_by_name',
      requestedAt: 'a.requested_at',
      expiresAt: 'a.expires_at',
      decidedBy: 'a.decided_by',
      decidedByName: 'a.decided_by_name',
      decidedAt: 'a.decided_at',
      decisionReason: 'a.decision_reason',
      runState: 'r.state',
      runError: 'r.error',
    });
  return rows.map(({ amountMinor, currency, ...row }) => ({
    ...row,
    amount: amountOf(amountMinor, currency),
    requestedAt: row.requestedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}
