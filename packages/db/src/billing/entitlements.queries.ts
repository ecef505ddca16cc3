import type { KeptEntitlement } from '@wedsync/domain/billing';
import type { GuardedSupplier } from '@wedsync/domain/suppliers';
import type { Reader } from '../platform/index.ts';

/** What one read gives: the entitlement, the current version of its plan, and a text that changes when either does. */
export type FoundEntitlement = KeptEntitlement & { readonly supplierId: string; readonly etag: string };

type Row = Omit<KeptEntitlement, 'plan'> & {
  readonly supplierId: string;
  readonly revision: number;
  readonly code: string | null;
  readonly name: string;
  readonly number: number;
  readonly grants: NonNullable<KeptEntitlement['plan']>['grants'];
};

/** By the host application's own id; undefined when there is no such supplier. One who never subscribed has access to nothing. */
export async function findEntitlement(reader: Reader, externalId: string): Promise<FoundEntitlement | undefined> {
  return (await findEntitlements(reader, [externalId])).get(externalId);
}

/** Many at once by the host application's own ids; those it made up are absent. One round trip, planned once a connection. */
export async function findEntitlements(
  { sql }: Reader,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, FoundEntitlement>> {
  const found: { rows: Row[] } = await sql.raw(query, [[...externalIds]]).options({ name: 'find_entitlements' });
  return new Map(found.rows.map((row) => [row.externalId, foundFrom(row)]));
}

function foundFrom({ revision, code, name, number, grants, ...kept }: Row): FoundEntitlement {
  const plan = code === null ? null : { code, name, number, grants };
  return { ...kept, plan, etag: `"${revision}-${code ?? 'none'}-${number ?? 0}"` };
}

const query = `
select s.id as "supplierId", s.external_id as "externalId", coalesce(e.access, 'none') as access, e.plan_code as "planCode", e.subscription_id as "subscriptionId",
  coalesce(e.because, 'There is no running subscription.') as because, coalesce(e.overrides, '[]') as overrides, coalesce(e.changed_at, s.created_at) as "changedAt",
  coalesce(e.revision, 0) as revision, p.code, v.name, v.number, p.grants
from suppliers s left join entitlements e on e.supplier_id = s.id left join plans p on p.code = e.plan_code
  left join plan_versions v on v.plan_code = p.code and v.number = p.current_version
where s.external_id = any(?)`;

/** The supplier's zone and wedding days around now, for the guard. */
export async function guardedByExternalId(
  { sql }: Reader,
  externalId: string,
): Promise<(GuardedSupplier & { readonly supplierId: string }) | undefined> {
  return sql('suppliers as s')
    .where('s.external_id', externalId)
    .first({
      supplierId: 's.id',
      timeZone: 's.time_zone',
      weddingDates: sql.raw(
        `array(select to_char(w.held_on, 'YYYY-MM-DD') from wedding_dates w where w.supplier_id = s.id and w.held_on between current_date - 3 and current_date + 3)`,
      ),
    });
}
