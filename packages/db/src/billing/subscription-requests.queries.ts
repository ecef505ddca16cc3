import type { SubscriptionRequest, SubscriptionRequestFilter } from '@wedsync/domain/billing';
import { dayBounds, type ListQuery, type Page } from '@wedsync/domain/platform';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';

/** What staff asked about subscriptions, newest first. */
export function listSubscriptionRequests(
  reader: Reader,
  query: ListQuery<SubscriptionRequestFilter>,
): Promise<Page<SubscriptionRequest>> {
  return listPage(reader, spec, query);
}

export async function findSubscriptionRequest(reader: Reader, id: string): Promise<SubscriptionRequest | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<SubscriptionRequest, SubscriptionRequestFilter> = {
  resource: 'subscription-requests',
  keys: ({ sql }) => sql('subscription_requests as r'),
  idColumn: 'r.id',
  sorts: { createdAt: 'r.created_at', state: 'r.state', id: 'r.id' },
  defaultSort: { field: 'createdAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('r.id', ids),
    q: (query, text) => query.where((any) => any.where('r.id', text).orWhere('r.subscription_id', text)),
    kind: (query, kinds) => query.whereIn('r.kind', kinds),
    state: (query, states) => query.whereIn('r.state', states),
    supplierId: (query, id) => query.where('r.supplier_id', id),
    subscriptionId: (query, id) => query.where('r.subscription_id', id),
    createdFrom: (query, day) => query.where('r.created_at', '>=', dayBounds(day).start),
    createdTo: (query, day) => query.where('r.created_at', '<', dayBounds(day).start),
  },
  countCap: 20_000,
  hydrate,
  rowId: (row) => row.id,
};

type Instant = 'nextAttemptAt' | 'createdAt' | 'settledAt';
type Row = Omit<SubscriptionRequest, Instant> & {
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<SubscriptionRequest[]> {
  const rows: Row[] = await sql('subscription_requests as r')
    .leftJoin('suppliers as s', 's.id', 'r.supplier_id')
    .leftJoin('staff as p', 'p.id', 'r.approved_by')
    .whereIn('r.id', [...ids])
    .select('r.id', 'r.kind', 'r.title', 'r.provider', 'r.currency', 'r.state', 'r.error', 'r.attempts', 'r.version', {
      subscriptionId: 'r.subscription_id',
      invoiceId: 'r.invoice_id',
      supplierId: 'r.supplier_id',
      businessName: 's.business_name',
      amountMinor: 'r.amount_minor',
      providerReference: 'r.provider_reference',
      nextAttemptAt: 'r.next_attempt_at',
      actionRunId: 'r.action_run_id',
      requestedBy: 'r.requested_by',
      requestedByName: 'r.requested_by_name',
      approvedByName: 'p.name',
      createdAt: 'r.created_at',
      settledAt: 'r.settled_at',
    });
  return rows.map((row) => ({
    ...row,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}
