import { providerNames } from '@wedsync/domain/billing';
import { refundSpike, type LeakageKind } from '@wedsync/domain/revenue';
import type { Reader } from '../../platform/index.ts';

/** Money that goes missing quietly, in the reporting currency. */
export type Leak = {
  readonly kind: LeakageKind;
  /** With its kind, what makes it the same leak next week. */
  readonly subject: string;
  readonly supplierId: string | null;
  readonly resource: string;
  readonly resourceId: string;
  readonly monthlyMinor: number;
  readonly detail: string;
};

/** Everything that leaks now, one query a kind. */
export async function findLeaks({ sql }: Reader, now: Date): Promise<Leak[]> {
  const found: Leak[] = [];
  for (const query of [accessUnpaid, owedByCancelled, overridesOver, couponsOver, tierMismatch, twoProviders, spikes]) {
    const { rows }: { rows: Leak[] } = await sql.raw(query, { now, ...refundSpike });
    found.push(...rows);
  }
  return found;
}

/** A provider as people write it. */
const nameOf = (provider: string) =>
  `case ${provider} ${Object.entries(providerNames)
    .map(([code, name]) => `when '${code}' then '${name}'`)
    .join(' ')} else ${provider} end`;

/** In pounds by the newest rate; an amount in a currency without rate counts as nothing. */
const pounds = (
  amount: string,
  currency: string,
) => `round(${amount} * case when ${currency} = 'GBP' then 1 else coalesce((
  select x.pence_per_minor from fx_rates x where x.currency = ${currency} order by x.day desc, x.recorded_at desc limit 1), 0) end)::bigint`;

const noPlanGiven = `not exists (select 1 from entitlement_overrides o where o.supplier_id = e.supplier_id and o.state = 'active' and o.kind = 'plan')`;

/** Two weeks of grace after the period began: an invoice may be collected late. What a guarded day holds back is meant to be there. */
const accessUnpaid = `
select 'access_unpaid' as kind, e.supplier_id as subject, e.supplier_id as "supplierId", 'suppliers' as resource, e.supplier_id as "resourceId",
  coalesce(${pounds('s.net_mrr_minor', 's.currency')}, 0) as "monthlyMinor",
  case when s.id is null or s.status not in ('active', 'past_due', 'trialing') then 'Full access without a running subscription'
    else 'No invoice is paid for the period since ' || to_char(s.period_start at time zone 'Europe/London', 'YYYY-MM-DD') end as detail
from entitlements e left join subscriptions s on s.id = e.subscription_id
where e.access = 'full' and e.plan_code is not null and e.settles_at is null and ${noPlanGiven}
  and e.changed_at < :now::timestamptz - interval '1 day'
  and (s.id is null or s.status not in ('active', 'past_due', 'trialing') or (
    s.status = 'active' and s.net_mrr_minor > 0 and s.pause_behavior is null and s.period_start < :now::timestamptz - interval '14 days' and not exists (
      select 1 from invoices i where i.subscription_id = s.id and i.status = 'paid' and i.deleted_at is null
        and (i.period_end >= s.period_start or i.created_at >= s.period_start - interval '3 days'))))`;

/** What came by bank transfer or was written off by hand is not owed, though the provider does not know. */
const owedByCancelled = `
select 'owed_by_cancelled' as kind, i.id as subject, i.supplier_id as "supplierId", 'invoices' as resource, i.id as "resourceId",
  ${pounds('i.owed_minor', 'i.currency')} as "monthlyMinor", 'Invoice ' || coalesce(i.number, i.id) || ' is open, the subscription has ended' as detail
from (select o.*, o.amount_remaining_minor - coalesce((select sum(m.amount_minor) from manual_payments m where m.invoice_id = o.id and m.status = 'recorded'), 0) as owed_minor
  from invoices o where o.status = 'open' and o.amount_remaining_minor > 0 and o.deleted_at is null) i join subscriptions s on s.id = i.subscription_id
where i.owed_minor > 0 and s.status = 'canceled' and coalesce(s.ended_at, s.canceled_at) < :now::timestamptz - interval '1 day'`;

const overridesOver = `
select 'grant_expired' as kind, o.id as subject, o.supplier_id as "supplierId", 'entitlement-overrides' as resource, o.id as "resourceId",
  ${pounds(`o.worth_minor / greatest(1, extract(epoch from o.expires_at - o.created_at) / 2629746)`, 'o.currency')} as "monthlyMinor",
  o.kind || ' ' || o.key || ' was to end on ' || to_char(o.ends_at at time zone 'Europe/London', 'YYYY-MM-DD') as detail
from entitlement_overrides o where o.state = 'active' and o.ends_at < :now::timestamptz - interval '1 hour'`;

/** A coupon that lapsed and still lowers an invoice written after it did. */
const couponsOver = `
select distinct on (d.id) 'grant_expired' as kind, d.id as subject, s.supplier_id as "supplierId", 'invoices' as resource, i.id as "resourceId",
  ${pounds('i.discount_minor', 'i.currency')} as "monthlyMinor",
  coalesce(c.name, d.coupon_id) || ' ended on ' || to_char(d.ends_at at time zone 'Europe/London', 'YYYY-MM-DD') || ' and still lowers invoice ' || coalesce(i.number, i.id) as detail
from discounts d join subscriptions s on d.id = any(s.discount_ids) join invoices i on i.subscription_id = s.id and i.created_at > d.ends_at + interval '1 day'
  left join coupons c on c.id = d.coupon_id
where d.ends_at < :now::timestamptz and d.deleted_at is null and i.discount_minor > 0 and i.status in ('open', 'paid') and cardinality(s.discount_ids) = 1
order by d.id, i.created_at desc`;

const listPrice = (
  plan: string,
) => `coalesce((select min(p.unit_amount_minor) from prices p join products r on r.id = p.product_id
  where r.plan_code = ${plan} and p.active and p.currency = 'GBP' and p.interval = 'month'), 0)`;

const tierMismatch = `
select 'tier_mismatch' as kind, e.supplier_id as subject, e.supplier_id as "supplierId", 'suppliers' as resource, e.supplier_id as "resourceId",
  greatest(0, ${listPrice('e.plan_code')} - ${listPrice('s.plan_code')}) as "monthlyMinor",
  'Has ' || e.plan_code || ', pays for ' || s.plan_code as detail
from entitlements e join subscriptions s on s.id = e.subscription_id join plans had on had.code = e.plan_code join plans paid on paid.code = s.plan_code
where had.rank > paid.rank and e.access in ('full', 'read_only') and e.settles_at is null and ${noPlanGiven}`;

const twoProviders = `
select 'two_providers' as kind, s.supplier_id as subject, s.supplier_id as "supplierId", 'suppliers' as resource, s.supplier_id as "resourceId",
  min(${pounds('s.net_mrr_minor', 's.currency')}) as "monthlyMinor", 'Live subscriptions at ' || string_agg(distinct ${nameOf('s.provider')}, ' and ' order by ${nameOf('s.provider')}) as detail
from subscriptions s where s.supplier_id is not null and s.deleted_at is null and s.status in ('active', 'past_due') and s.net_mrr_minor > 0
group by s.supplier_id having count(distinct s.provider) > 1`;

const spikes = `
with given as (
  select r.requested_by, max(r.requested_by_name) as name,
    coalesce(sum(${pounds('r.amount_minor', 'r.currency')}) filter (where r.created_at > :now::timestamptz - interval '7 days'), 0) as week,
    coalesce(sum(${pounds('r.amount_minor', 'r.currency')}) filter (where r.created_at <= :now::timestamptz - interval '7 days'), 0) as before
  from refund_requests r where r.state not in ('failed', 'cancelled') and r.created_at > :now::timestamptz - (:weeksBefore::int + 1) * interval '7 days' group by r.requested_by
)
select 'refund_spike' as kind, requested_by || ' ' || to_char(:now::timestamptz at time zone 'Europe/London', 'IYYY-IW') as subject, null as "supplierId",
  'refund-requests' as resource, requested_by as "resourceId", week::bigint as "monthlyMinor",
  name || ' gave back £' || to_char(week / 100.0, 'FM999,999,990.00') || ' in seven days; £' || to_char(before / :weeksBefore::int / 100.0, 'FM999,999,990.00') || ' a week before' as detail
from given where week >= :leastMinor::bigint and week > :factor::int * before / :weeksBefore::int`;
