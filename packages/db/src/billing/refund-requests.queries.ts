import type { RefundRequest, RefundRequestFilter } from '@wedsync/domain/billing';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

type RefundRequestRow = Omit<RefundRequest, 'nextAttemptAt' | 'createdAt' | 'settledAt'> & {
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

const columns = {
  id: 'r.id',
  chargeId: 'r.charge_id',
  supplierId: 'r.supplier_id',
  businessName: 's.business_name',
  provider: 'r.provider',
  outcome: 'r.outcome',
  amountMinor: 'r.amount_minor',
  currency: 'r.currency',
  reasonCode: 'r.reason_code',
  note: 'r.note',
  state: 'r.state',
  providerRefundId: 'r.provider_refund_id',
  error: 'r.error',
  attempts: 'r.attempts',
  nextAttemptAt: 'r.next_attempt_at',
  actionRunId: 'r.action_run_id',
  requestedBy: 'r.requested_by',
  requestedByName: 'r.requested_by_name',
  approvedBy: 'r.approved_by',
  approvedByName: 'p.name',
  createdAt: 'r.created_at',
  settledAt: 'r.settled_at',
  version: 'r.version',
} as const;

const spec: ListSpec<RefundRequest, RefundRequestFilter> = {
  resource: 'refund-requests',
  keys: (reader) => reader.sql('refund_requests as r'),
  idColumn: 'r.id',
  sorts: {
    createdAt: 'r.created_at',
    amountMinor: 'r.amount_minor',
    state: 'r.state',
    settledAt: 'r.settled_at',
    id: 'r.id',
  },
  defaultSort: { field: 'createdAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('r.id', ids),
    q: (query, text) =>
      query.where((any) => any.where('r.id', text).orWhere('r.charge_id', text).orWhere('r.provider_refund_id', text)),
    state: (query, states) => query.whereIn('r.state', states),
    outcome: (query, outcomes) => query.whereIn('r.outcome', outcomes),
    supplierId: (query, id) => query.where('r.supplier_id', id),
    chargeId: (query, id) => query.where('r.charge_id', id),
    requestedBy: (query, id) => query.where('r.requested_by', id),
    createdFrom: (query, day) => query.where('r.created_at', '>=', dayBounds(day).start),
    createdTo: (query, day) => query.where('r.created_at', '<', dayBounds(day).end),
  },
  countCap: 100_000,
  hydrate: async (reader, ids) => (await select(reader).whereIn('r.id', ids)).map(present),
  rowId: (row) => row.id,
};

export function listRefundRequests(
  reader: Reader,
  query: ListQuery<RefundRequestFilter>,
): Promise<Page<RefundRequest>> {
  return listPage(reader, spec, query);
}

export async function findRefundRequest(reader: Reader, id: string): Promise<RefundRequest | undefined> {
  const row: RefundRequestRow | undefined = await select(reader).where('r.id', id).first();
  return row && present(row);
}

function select(reader: Reader) {
  return reader
    .sql('refund_requests as r')
    .leftJoin('suppliers as s', 's.id', 'r.supplier_id')
    .leftJoin('staff as p', 'p.id', 'r.approved_by')
    .select<RefundRequestRow[]>(columns);
}

function present(row: RefundRequestRow): RefundRequest {
  return {
    ...row,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
