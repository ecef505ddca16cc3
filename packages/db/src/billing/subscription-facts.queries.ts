import { openRequestStates, type SubscriptionFacts } from '@wedsync/domain/billing';
import type { Reader } from '../platform/index.ts';
import { guardedSuppliers } from '../suppliers/index.ts';

/** A subscription as the desk needs it, with whose it is. */
export type SubscriptionTarget = {
  readonly facts: SubscriptionFacts;
  readonly supplierId: string | null;
  readonly businessName: string | null;
};

type Row = Omit<SubscriptionFacts, 'guarded'> & {
  readonly supplierId: string | null;
  readonly businessName: string | null;
};

/** The facts a decision about this subscription rests on, as they stand now; undefined when the actor sees no such subscription. */
export async function findSubscriptionTarget(
  reader: Reader,
  id: string,
  exceptRequestId: string | null = null,
): Promise<SubscriptionTarget | undefined> {
  const found: { rows: Row[] } = await reader.sql.raw(query, {
    id,
    exceptRequestId,
    open: [...openRequestStates],
  });
  const row = found.rows[0];
  if (row === undefined) return undefined;
  const { supplierId, businessName, ...facts } = row;
  const guarded = supplierId === null ? undefined : (await guardedSuppliers(reader, [supplierId])).get(supplierId);
  return { facts: { ...facts, guarded: guarded ?? null }, supplierId, businessName };
}

const query = `
select s.id, s.provider, s.customer_id as "customerId", s.status, s.currency, s.plan_code as "planCode", coalesce(v.name, s.plan_code, 'the subscription') as "planName",
  p.rank as "planRank", s.period_start as "periodStart", s.period_end as "periodEnd", s.trial_end as "trialEnd", s.cancel_at as "cancelAt",
  s.cancel_at_period_end as "cancelAtPeriodEnd", (s.pause_behavior is not null or s.status = 'paused') as paused, s.pause_resumes_at as "pauseResumesAt",
  s.net_mrr_minor as "netMrrMinor", s.gross_mrr_minor as "grossMrrMinor", coalesce(c.balance_minor, 0)::bigint as "balanceMinor",
  s.supplier_id as "supplierId", u.business_name as "businessName",
  (select count(*) from subscription_items i where i.subscription_id = s.id)::int as "itemCount",
  (select jsonb_build_object('id', i.id, 'priceId', i.price_id, 'unitAmountMinor', i.unit_amount_minor, 'quantity', i.quantity, 'interval', i.interval)
    from subscription_items i left join products o on o.id = i.product_id where i.subscription_id = s.id and i.interval is not null and i.unit_amount_minor is not null
    order by (o.plan_code is not null) desc, i.unit_amount_minor desc limit 1) as item,
  (select jsonb_build_object('title', r.title, 'state', r.state) from subscription_requests r
    where r.subscription_id = s.id and r.changes_subscription and r.state = any(:open::text[]) and r.id is distinct from :exceptRequestId limit 1) as "openRequest"
from subscriptions s left join customers c on c.id = s.customer_id left join suppliers u on u.id = s.supplier_id
  left join plans p on p.code = s.plan_code left join plan_versions v on v.plan_code = p.code and v.number = p.current_version
where s.id = :id and s.deleted_at is null`;
