import { lastFinishedDay, minCohortSize, type ChurnFeatures } from '@wedsync/domain/success';
import { usageAmountSql, usageDetailSql } from '../../connectors/index.ts';
import type { Reader } from '../../platform/index.ts';
import { isLossSql } from './is-loss.ts';

/** A paying supplier as it was known at a moment. */
export type ChurnSubject = { readonly supplierId: string; readonly features: ChurnFeatures };

/**
 * The features of these suppliers from what was known by `asOf`, in one query however many they are. Who does not pay then, or has given notice, is
 * absent: there is nothing to foretell. Facts that came with a supplier's first import (within a day of the supplier itself) count as known when
 * they happened; any other from when it came. Days are counted up to the last that is over: nobody is quiet because the day is young.
 */
export async function gatherChurnFeatures(
  reader: Reader,
  supplierIds: readonly string[],
  asOf: Date,
  now: Date,
): Promise<ChurnSubject[]> {
  const isPast = asOf.getTime() < now.getTime();
  const result: { rows: (ChurnFeatures & { supplierId: string })[] } = await reader.sql.raw(
    churnFeaturesQuery(isPast),
    {
      ids: [...supplierIds],
      asOf,
      day: lastFinishedDay(asOf),
    },
  );
  return result.rows.map(({ supplierId, ...features }) => ({ supplierId, features }));
}

/** When those who paid at `asOf` left, in days after it: MRR to nothing, season pauses excepted. Uses all that is known today. */
export async function churnAfter(
  reader: Reader,
  supplierIds: readonly string[],
  asOf: Date,
  withinDays: number,
): Promise<ReadonlyMap<string, number>> {
  const result: { rows: { supplierId: string; days: number }[] } = await reader.sql.raw(
    `select supplier_id as "supplierId", min(extract(epoch from effective_at - :asOf::timestamptz) / 86400)::float8 as days
       from mrr_movements m
      where supplier_id = any(:ids) and ${isLossSql('m')}
        and effective_at > :asOf::timestamptz and effective_at <= :asOf::timestamptz + :withinDays * interval '1 day'
      group by 1`,
    { ids: [...supplierIds], asOf, withinDays },
  );
  return new Map(result.rows.map((row) => [row.supplierId, row.days]));
}

/** The first MRR of anybody: nothing earlier can be learned from. */
export async function firstPayment(reader: Reader): Promise<Date | null> {
  const row: { first?: Date | null } | undefined = await reader
    .sql('mrr_movements')
    .where('in_net', true)
    .min({ first: 'effective_at' })
    .first();
  return row?.first ?? null;
}

/**
 * Suppliers that ever paid, at most so many: beyond that a share of them, the same ones every time, so that each stands in all dates or in none.
 */
export async function suppliersToLearnFrom(
  reader: Reader,
  most: number,
): Promise<{ readonly ids: readonly string[]; readonly all: number }> {
  const result: { rows: { id: string; all: number }[] } = await reader.sql.raw(
    `with paid as (select distinct supplier_id as id from mrr_movements where in_net),
     drawn as (select id, count(*) over ()::int as "all" from paid order by md5(id), id limit ?)
     select id, "all" from drawn order by id`,
    [most],
  );
  return { ids: result.rows.map(({ id }) => id), all: result.rows[0]?.all ?? 0 };
}

const workNames = `'{form.submitted,gallery.published,contract.sent,contract.signed,invoice.sent}'::text[]`;
const useNames = `'{login,enquiry.answered,form.submitted,gallery.published,contract.sent,contract.signed,invoice.sent,feature.used,team.invited,profile.completed,calendar.synced}'::text[]`;
const windowDays = 392;

/** What came later than a day after the supplier itself was not part of its first import, so it was known only from when it came. */
const cameLate = (knownAt: string) =>
  `${knownAt} > :asOf::timestamptz and ${knownAt} > s.created_at + interval '1 day'`;

/** What was taken back by then moves the sum only: neither it nor the row that takes it back happened. */
const stands = 'not m.reversal and m.id <> all(taken_back.ids)';

/** The daily counts; for a moment in the past less the events that came only afterwards. */
const usage = (isPast: boolean) =>
  isPast
    ? `select name, day, feature, sum(count)::int as count, sum(amount_sum) as amount_sum, sum(amount_count)::int as amount_count from (
    select u.name, u.day, u.feature, u.count, u.amount_sum, u.amount_count from usage_daily u
     where u.supplier_id = s.id and u.day <= :day and u.day > :day::date - ${windowDays}
    union all
    select e.name, (e.occurred_at at time zone 'Europe/London')::date, ${usageDetailSql}, -1, -coalesce(round(${usageAmountSql}, 3), 0), -num_nonnulls(${usageAmountSql})
      from product_events e
     where e.supplier_id = s.id and e.occurred_at <= :asOf and e.occurred_at > :asOf::timestamptz - interval '${windowDays} days' and ${cameLate('e.known_at')}
  ) told group by 1, 2, 3 having sum(count) > 0`
    : `select name, day, feature, count, amount_sum, amount_count from usage_daily u
     where u.supplier_id = s.id and u.day <= :day and u.day > :day::date - ${windowDays}`;

const within = (days: number) => `day > :day::date - ${days}`;
const between = (from: number, to: number) => `day <= :day::date - ${from} and day > :day::date - ${to}`;

/**
 * Windows end on :day, the last day that is over at :asOf, and are whole days of the reporting zone; what was paid, failed or was agreed counts up to :asOf. The terms are those of a subscription that runs as each last stood: of one that goes on
 * if there is one, so notice is given when it was for every subscription.
 */
export const churnFeaturesQuery = (isPast: boolean) => `
select s.id as "supplierId",
  greatest(0, :day::date - (paid.since at time zone 'Europe/London')::date) as "tenureDays", (paid.mrr_minor / 100.0)::float8 as "mrrPounds",
  paid.contractions as "contractions180", paid.expansions as "expansions180", paid.plan_code as "planCode", terms.annual as "annual",
  terms.renewal_days as "renewalDays", s.vendor_type as "vendorType", s.country,
  used.days_since_login as "daysSinceLogin", case when coalesce(used.days_since_login, 999) >= 28 then 1 else 0 end as "quiet28",
  used.login_14 as "loginDays14", used.login_28 as "loginDays28", used.login_before as "loginDaysBefore",
  used.active_28 as "activeDays28", used.active_84 as "activeDays84", used.uses_28 as "uses28",
  round(ln((3 * used.uses_28 + 3) / (used.uses_84 + 3.0)), 4)::float8 as "usesTrend",
  (used.active_28 / peers.active_days)::float8 as "activeVsPeers", (used.work_28 / peers.work)::float8 as "workVsPeers", used.work_28 as "work28", used.work_before as "workBefore",
  case when s.signed_up_at < :asOf::timestamptz - interval '13 months'
    and exists (select from usage_daily b where b.supplier_id = s.id and b.name = any(${useNames}) and b.day <= :day::date - 392) then used.work_last_year end as "workLastYear",
  used.received as "enquiries90", case when used.received >= 3 then least(1, used.answered::float8 / used.received) end as "answeredShare",
  case when used.timed >= 3 then (used.minutes / used.timed)::float8 end as "responseMinutes",
  used.features as "features90", used.steps as "onboardingSteps", used.signed as "contractsSigned90",
  used.tickets as "ticketsOpened90", greatest(0, used.tickets_open) as "ticketsOpen", used.nps::float8 as "nps",
  failed.charges as "failedCharges90", owing.days as "daysPastDue", case when owing.days > 3 then 1 else 0 end as "pastDue",
  disputed.count as "disputes180",
  case when s.created_at <= :asOf then ours.tasks end as "tasksOpen", case when s.created_at <= :asOf then ahead.weddings end as "weddings90"
from suppliers s
cross join lateral (
  select array(select restates_movement_id from mrr_movements b where b.supplier_id = s.id and b.reversal and not (${cameLate('b.recorded_at')})) as ids
) taken_back
cross join lateral (
  select sum(amount_minor) as mrr_minor, min(effective_at) filter (where ${stands}) as since,
    count(*) filter (where type = 'contraction' and effective_at > :asOf::timestamptz - interval '180 days' and ${stands})::int as contractions,
    count(*) filter (where type = 'expansion' and effective_at > :asOf::timestamptz - interval '180 days' and ${stands})::int as expansions,
    (array_agg(plan_code order by effective_at desc, id desc) filter (where type <> 'fx_impact' and plan_code is not null and ${stands}))[1] as plan_code
  from mrr_movements m where m.supplier_id = s.id and m.in_net and m.effective_at <= :asOf and not (${cameLate('m.recorded_at')})
) paid
left join lateral (
  select t.cancel_scheduled, case when t.items -> 0 ->> 'interval' = 'year' then 1 else 0 end as annual,
    greatest(0, ((t.period_start + (t.items -> 0 ->> 'intervalCount')::int * ('1 ' || (t.items -> 0 ->> 'interval'))::interval) at time zone 'Europe/London')::date - :day::date) as renewal_days
  from (
    select distinct on (t.subscription_id) t.id, t.effective_at, t.status, t.cancel_scheduled, t.items, t.period_start
    from customers c join subscription_states t on t.customer_id = c.id
    where c.supplier_id = s.id and t.effective_at <= :asOf and not (${cameLate('t.recorded_at')})
    order by t.subscription_id, t.effective_at desc, t.id desc
  ) t
  where t.status in ('active', 'past_due', 'trialing', 'unpaid')
  order by t.cancel_scheduled, t.effective_at desc, t.id desc limit 1
) terms on true
cross join lateral (
  select :day::date - max(day) filter (where name = 'login') as days_since_login,
    count(distinct day) filter (where name = 'login' and ${within(14)})::int as login_14,
    count(distinct day) filter (where name = 'login' and ${within(28)})::int as login_28,
    count(distinct day) filter (where name = 'login' and ${between(28, 56)})::int as login_before,
    count(distinct day) filter (where name = any(${useNames}) and ${within(28)})::int as active_28,
    count(distinct day) filter (where name = any(${useNames}) and ${within(84)})::int as active_84,
    coalesce(sum(count) filter (where name = any(${useNames}) and ${within(28)}), 0)::int as uses_28,
    coalesce(sum(count) filter (where name = any(${useNames}) and ${within(84)}), 0)::int as uses_84,
    coalesce(sum(count) filter (where name = any(${workNames}) and ${within(28)}), 0)::int as work_28,
    coalesce(sum(count) filter (where name = any(${workNames}) and ${between(28, 56)}), 0)::int as work_before,
    coalesce(sum(count) filter (where name = any(${workNames}) and ${between(364, 392)}), 0)::int as work_last_year,
    coalesce(sum(count) filter (where name = 'enquiry.received' and ${within(90)}), 0)::int as received,
    coalesce(sum(count) filter (where name = 'enquiry.answered' and ${within(90)}), 0)::int as answered,
    coalesce(sum(amount_sum) filter (where name = 'enquiry.answered' and ${within(90)}), 0) as minutes,
    coalesce(sum(amount_count) filter (where name = 'enquiry.answered' and ${within(90)}), 0)::int as timed,
    count(distinct feature) filter (where name = 'feature.used' and ${within(90)})::int as features,
    count(distinct feature) filter (where name in ('milestone.reached', 'profile.completed', 'calendar.synced'))::int as steps,
    coalesce(sum(count) filter (where name = 'contract.signed' and ${within(90)}), 0)::int as signed,
    coalesce(sum(count) filter (where name = 'support.ticket_opened' and ${within(90)}), 0)::int as tickets,
    coalesce(sum(case name when 'support.ticket_opened' then count when 'support.ticket_closed' then -count end) filter (where ${within(180)}), 0)::int as tickets_open,
    (array_agg(amount_sum / nullif(amount_count, 0) order by day desc) filter (where name = 'nps.answered' and ${within(365)}))[1] as nps
  from (${usage(isPast)}) told
) used
cross join lateral (
  select count(*)::int as charges from charges c where c.supplier_id = s.id and c.status = 'failed' and c.deleted_at is null
    and c.created_at <= :asOf and c.created_at > :asOf::timestamptz - interval '90 days'
) failed
cross join lateral (
  select greatest(0, max(:day::date - (coalesce(i.due_at, i.finalized_at) at time zone 'Europe/London')::date)) as days from invoices i
   where i.supplier_id = s.id and i.deleted_at is null and i.total_minor > 0 and i.created_at > :asOf::timestamptz - interval '180 days'
     and coalesce(i.due_at, i.finalized_at) <= :asOf and coalesce(i.paid_at, 'infinity') > :asOf and coalesce(i.voided_at, 'infinity') > :asOf
     and coalesce(i.uncollectible_at, 'infinity') > :asOf
) owing
cross join lateral (
  select count(*)::int as count from disputes d where d.supplier_id = s.id and d.deleted_at is null
    and d.created_at <= :asOf and d.created_at > :asOf::timestamptz - interval '180 days'
) disputed
cross join lateral (
  select count(*)::int as tasks from tasks t where t.supplier_id = s.id and t.created_at <= :asOf and coalesce(t.closed_at, 'infinity') > :asOf
) ours
cross join lateral (
  select count(*)::int as weddings from wedding_dates w where w.supplier_id = s.id and w.held_on > :day and w.held_on <= :day::date + 90
    and w.created_at <= :asOf
) ahead
left join lateral (
  select nullif(max(b.median) filter (where b.measure = 'activeDays28'), 0) as active_days, nullif(max(b.median) filter (where b.measure = 'work28'), 0) as work
  from health_baselines b where b.day = (select max(day) from health_baselines where day <= :day::date and day > :day::date - 35)
    and b.vendor_type = s.vendor_type and b.country = '' and b.suppliers >= ${minCohortSize}
) peers on true
where s.id = any(:ids) and s.signed_up_at <= :asOf and paid.mrr_minor > 0 and not coalesce(terms.cancel_scheduled, false)
order by s.id`;
