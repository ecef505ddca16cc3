import type { EntitlementOverride, EntitlementOverrideFilter, OverrideFacts } from '@wedsync/domain/billing';
import type { ListQuery, Money, Page } from '@wedsync/domain/platform';
import type { GuardedSupplier } from '@wedsync/domain/suppliers';
import { listPage, type ListSpec, type Reader } from '../platform/index.ts';
import { guardedSuppliers } from '../suppliers/index.ts';
import { planOffers } from './plans.queries.ts';

export function listEntitlementOverrides(
  reader: Reader,
  query: ListQuery<EntitlementOverrideFilter>,
): Promise<Page<EntitlementOverride>> {
  return listPage(reader, spec, query);
}

export async function findEntitlementOverride(reader: Reader, id: string): Promise<EntitlementOverride | undefined> {
  return (await hydrate(reader, [id]))[0];
}

const spec: ListSpec<EntitlementOverride, EntitlementOverrideFilter> = {
  resource: 'entitlement-overrides',
  keys: ({ sql }) => sql('entitlement_overrides as o'),
  idColumn: 'o.id',
  sorts: { createdAt: 'o.created_at', expiresAt: 'o.expires_at', id: 'o.id' },
  defaultSort: { field: 'createdAt', order: 'DESC' },
  filters: {
    id: (query, ids) => query.whereIn('o.id', ids),
    supplierId: (query, id) => query.where('o.supplier_id', id),
    kind: (query, kind) => query.where('o.kind', kind),
    state: (query, state) => query.where('o.state', state),
  },
  countCap: 20_000,
  hydrate,
  rowId: (row) => row.id,
};

type Instant = 'expiresAt' | 'endsAt' | 'endedAt' | 'createdAt';
type Row = Omit<EntitlementOverride, Instant> & {
  readonly expiresAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
};

async function hydrate({ sql }: Reader, ids: readonly (string | number)[]): Promise<EntitlementOverride[]> {
  const rows: Row[] = await sql('entitlement_overrides as o')
    .join('suppliers as s', 's.id', 'o.supplier_id')
    .leftJoin('staff as p', 'p.id', 'o.approved_by')
    .whereIn('o.id', [...ids])
    .select('o.id', 'o.kind', 'o.key', 'o.state', 'o.currency', 'o.reason', 'o.version', {
      supplierId: 'o.supplier_id',
      businessName: 's.business_name',
      limitValue: 'o.limit_value',
      worthMinor: 'o.worth_minor',
      expiresAt: 'o.expires_at',
      endsAt: 'o.ends_at',
      requestedByName: 'o.requested_by_name',
      approvedByName: 'p.name',
      endedAt: 'o.ended_at',
      endedByName: 'o.ended_by_name',
      createdAt: 'o.created_at',
    });
  return rows.map((row) => ({
    ...row,
    expiresAt: row.expiresAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

export type OverrideTarget = Omit<OverrideFacts, 'now' | 'expiresAt'> & {
  readonly businessName: string;
  readonly guarded: GuardedSupplier;
};

/** What a new override for this supplier rests on; undefined when the actor sees no such supplier. */
export async function findOverrideTarget(reader: Reader, supplierId: string): Promise<OverrideTarget | undefined> {
  const supplier: { businessName: string; currency: string; planCode: string | null } | undefined = await reader
    .sql('suppliers as s')
    .leftJoin('entitlements as e', 'e.supplier_id', 's.id')
    .where('s.id', supplierId)
    .first({ businessName: 's.business_name', currency: 's.currency', planCode: 'e.plan_code' });
  const guarded = (await guardedSuppliers(reader, [supplierId])).get(supplierId);
  if (supplier === undefined || guarded === undefined) return undefined;
  const plans = await planOffers(reader, supplier.currency);
  const active: OverrideFacts['active'] = await reader
    .sql('entitlement_overrides')
    .where({ supplier_id: supplierId, state: 'active' })
    .select('kind', 'key');
  const grants = plans.find(({ code }) => code === supplier.planCode)?.grants ?? null;
  return { ...supplier, grants, plans, active, guarded };
}

/** What holds for a supplier and was given before a moment, at list price. */
export async function overridesHeldSince({ sql }: Reader, supplierId: string, before: Date): Promise<Money[]> {
  return sql('entitlement_overrides')
    .where({ supplier_id: supplierId, state: 'active' })
    .where('created_at', '<=', before)
    .select('currency', { amountMinor: 'worth_minor' });
}
