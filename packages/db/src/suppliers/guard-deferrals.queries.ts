import type { ListQuery, Page } from '@wedsync/domain/platform';
import type { GuardDeferral, GuardDeferralFilter } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { iso, isoOrNull, type Stored } from './instants.ts';

/** What guarded days put off, newest first. */
export function listGuardDeferrals(
  reader: Reader,
  query: ListQuery<GuardDeferralFilter>,
): Promise<Page<GuardDeferral>> {
  return listPage(reader, spec, query);
}

export async function findGuardDeferral(reader: Reader, id: string): Promise<GuardDeferral | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<GuardDeferral, GuardDeferralFilter> = {
  resource: 'guard-deferrals',
  keys: ({ sql }) => sql('guard_deferrals as g'),
  idColumn: 'g.id',
  sorts: { deferredAt: 'g.deferred_at', until: 'g.until', id: 'g.id' },
  defaultSort: { field: 'deferredAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('g.id', ids),
    supplierId: (query, id) => query.where('g.supplier_id', id),
    kind: (query, kinds) => query.whereIn('g.kind', kinds),
    source: (query, source) => query.where('g.source', source),
    sourceId: (query, id) => query.where('g.source_id', id),
    waiting: (query, waiting) =>
      query.whereRaw(`(g.until > clock_timestamp() and g.overridden_at is null) = ?`, [waiting]),
  },
  countCap: 20_000,
  hydrate,
  rowId: (row) => row.id,
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<GuardDeferral[]> {
  const rows: Stored<GuardDeferral, 'deferredAt' | 'until' | 'overriddenAt'>[] = await sql('guard_deferrals as g')
    .join('suppliers as s', 's.id', 'g.supplier_id')
    .whereIn('g.id', [...ids])
    .select('g.id', 'g.kind', 'g.title', 'g.source', 'g.guard', 'g.until', 'g.version', {
      supplierId: 'g.supplier_id',
      businessName: 's.business_name',
      timeZone: 's.time_zone',
      sourceId: 'g.source_id',
      localDate: sql.raw(`to_char(g.local_date, 'YYYY-MM-DD')`),
      weddingOn: sql.raw(`to_char(g.wedding_on, 'YYYY-MM-DD')`),
      deferredAt: 'g.deferred_at',
      overriddenByName: 'g.overridden_by_name',
      overrideReason: 'g.override_reason',
      overriddenAt: 'g.overridden_at',
    });
  return rows.map((row) => ({
    ...row,
    deferredAt: iso(row.deferredAt),
    until: iso(row.until),
    overriddenAt: isoOrNull(row.overriddenAt),
  }));
}
