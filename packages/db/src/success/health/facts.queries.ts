import { calendarDate, dayBounds } from '@wedsync/domain/platform';
import { minCohortSize, type HealthFacts } from '@wedsync/domain/success';
import { closedDisputes } from '../../billing/index.ts';
import type { Reader } from '../../platform/index.ts';
import { membershipsAt } from '../../suppliers/index.ts';

/** A supplier's facts on one day, with the earlier scores they are compared with. */
export type HealthSubject = {
  readonly supplierId: string;
  readonly businessName: string;
  readonly mrrMinor: number;
  readonly lifecycle: string;
  /** Its last subscription had ended by then. */
  readonly ended: boolean;
  readonly lastSeenAt: Date | null;
  readonly scoreWeekAgo: number | null;
  readonly scoreFortnightAgo: number | null;
  readonly previous: { readonly score: number | null; readonly modelVersion: number } | null;
  /** History of this supplier is still arriving. */
  readonly settling: boolean;
  readonly facts: HealthFacts;
  /** Those it is in, of the segments asked for. */
  readonly segments: readonly string[];
};

type Row = Omit<HealthSubject, 'facts' | 'previous' | 'segments'> &
  Omit<HealthFacts, 'activeDaysCohort' | 'workCohort'> & {
    readonly vendorType: string;
    readonly country: string;
    readonly previousScore: number | null;
    readonly previousModel: number | null;
  };

/**
 * What is known of these suppliers as of a moment, in one query however many they are: only what had happened by then counts.
 * Suppliers outside the actor's scope, or not signed up yet, are absent.
 * @param segmentIds segments that the models which will judge them ask about
 */
export async function gatherHealthFacts(
  reader: Reader,
  supplierIds: readonly string[],
  asOf: Date,
  segmentIds: readonly string[],
): Promise<HealthSubject[]> {
  const day = calendarDate(asOf);
  const result = await reader.sql.raw<{ rows: Row[] }>(healthFactsQuery, { ids: [...supplierIds], asOf, day });
  const cohorts = await loadCohorts(reader, day);
  const memberships = await membershipsAt(reader, { supplierIds, segmentIds, at: asOf });
  return result.rows.map((row) => asSubject(row, cohorts, memberships.get(row.supplierId) ?? []));
}

/** The last moment of a day, for facts as they stood at its end. */
export function endOfDay(day: string): Date {
  return new Date(dayBounds(day).end.getTime() - 1);
}

function asSubject(row: Row, cohorts: Cohorts, segments: readonly string[]): HealthSubject {
  const { previousScore: score, previousModel: modelVersion } = row;
  return {
    ...row,
    segments,
    previous: modelVersion === null ? null : { score, modelVersion },
    facts: {
      ...row,
      activeDaysCohort: cohorts.median(row.vendorType, row.country, 'activeDays28'),
      workCohort: cohorts.median(row.vendorType, row.country, 'work28'),
    },
  };
}

type Cohorts = { median(vendorType: string, country: string, measure: string): number | null };

/** The narrowest cohort that is large enough: same type and country, same type, everyone. */
async function loadCohorts(reader: Reader, day: string): Promise<Cohorts> {
  const result: {
    rows: { vendorType: string; country: string; measure: string; median: number; suppliers: number }[];
  } = await reader.sql.raw(
    `select vendor_type as "vendorType", country, measure, median, suppliers from health_baselines
        where day = (select max(day) from health_baselines where day <= :day::date and day > :day::date - 35)`,
    { day },
  );
  const medians = new Map(
    result.rows
      .filter((row) => row.suppliers >= minCohortSize)
      .map((row) => [`${row.measure} ${row.vendorType} ${row.country}`, row.median]),
  );
  return {
    median: (vendorType, country, measure) =>
      medians.get(`${measure} ${vendorType} ${country}`) ??
      medians.get(`${measure} ${vendorType} `) ??
      medians.get(`${measure}  `) ??
      null,
  };
}

const workNames = `'{form.submitted,gallery.published,contract.sent,contract.signed,invoice.sent}'::text[]`;
const useNames = `'{login,enquiry.answered,form.submitted,gallery.published,contract.sent,contract.signed,invoice.sent,feature.used,team.invited,profile.completed,calendar.synced}'::text[]`;
const recentNames = `'{login,enquiry.received,enquiry.answered,form.submitted,gallery.published,contract.sent,contract.signed,invoice.sent,feature.used,team.invited,profile.completed,calendar.synced}'::text[]`;

/**
 * Windows end on :day and are whole days of the reporting zone. Receiving an enquiry is no use: the supplier did nothing. What it did last year is known
 * only if use of it was reported before those weeks: days from before the house was told anything are not days without use.
 */
export const healthFactsQuery = `
select s.id as "supplierId", s.business_name as "businessName", s.mrr_minor as "mrrMinor", s.lifecycle, s.vendor_type as "vendorType", s.country,
  greatest(0, :day::date - (s.signed_up_at at time zone 'Europe/London')::date) as "tenureDays",
  s.lifecycle = 'cancelled' and coalesce(money.ended_at, '-infinity') <= :asOf::timestamptz as ended,
  greatest(login.last_at, recent.last_at) as "lastSeenAt", :day::date - login.day as "daysSinceLogin",
  coalesce(recent.login_days_14, 0)::int as "loginDays14", coalesce(recent.login_days_28, 0)::int as "loginDays28",
  coalesce(recent.active_days_28, 0)::int as "activeDays28", coalesce(recent.work_28, 0)::int as "work28",
  coalesce(recent.forms_28, 0)::int as "formsSubmitted28",
  season.active_days as "activeDaysLastYear", season.work as "workLastYear",
  coalesce(recent.received_90, 0)::int as "enquiriesReceived90", coalesce(recent.answered_90, 0)::int as "enquiriesAnswered90",
  coalesce(recent.response_sum_90, 0)::float8 as "responseMinutesSum90", coalesce(recent.responses_90, 0)::int as "responsesTimed90",
  coalesce(recent.features_90, 0)::int as "featuresUsed90",
  coalesce(recent.contracts_sent_90, 0)::int as "contractsSent90", coalesce(recent.contracts_signed_90, 0)::int as "contractsSigned90",
  reached.milestones as "milestonesReached", coalesce(support.open, 0)::int as "ticketsOpen", coalesce(support.opened_90, 0)::int as "ticketsOpened90", nps.score as "npsScore",
  money.failed as "failedInvoices90", money.days_past_due as "daysPastDue", money.disputes as "openDisputes", network.ties as "referralTies",
  week.auto_score as "scoreWeekAgo", fortnight.auto_score as "scoreFortnightAgo",
  previous.auto_score as "previousScore", previous.model_version as "previousModel",
  exists (select 1 from product_event_replays r where r.supplier_id = s.id) as settling
from suppliers s
left join lateral (select day, last_at from usage_daily u where u.supplier_id = s.id and u.name = 'login' and u.day <= :day order by day desc limit 1) login on true
left join lateral (
  select max(last_at) as last_at,
    count(distinct day) filter (where name = 'login' and day > :day::date - 14) as login_days_14,
    count(distinct day) filter (where name = 'login' and day > :day::date - 28) as login_days_28,
    count(distinct day) filter (where name = any(${useNames}) and day > :day::date - 28) as active_days_28,
    sum(count) filter (where name = any(${workNames}) and day > :day::date - 28) as work_28,
    sum(count) filter (where name = 'form.submitted' and day > :day::date - 28) as forms_28,
    sum(count) filter (where name = 'enquiry.received') as received_90, sum(count) filter (where name = 'enquiry.answered') as answered_90,
    sum(amount_sum) filter (where name = 'enquiry.answered') as response_sum_90, sum(amount_count) filter (where name = 'enquiry.answered') as responses_90,
    count(distinct feature) filter (where name = 'feature.used') as features_90,
    sum(count) filter (where name = 'contract.sent') as contracts_sent_90, sum(count) filter (where name = 'contract.signed') as contracts_signed_90
  from usage_daily u where u.supplier_id = s.id and u.name = any(${recentNames}) and u.day > :day::date - 90 and u.day <= :day
) recent on true
left join lateral (
  select count(distinct day)::int as active_days, coalesce(sum(count) filter (where name = any(${workNames})), 0)::int as work
  from usage_daily u where u.supplier_id = s.id and u.name = any(${useNames}) and u.day > :day::date - 364 - 28 and u.day <= :day::date - 364
  having exists (select from usage_daily b where b.supplier_id = s.id and b.name = any(${useNames}) and b.day <= :day::date - 364 - 28)
) season on s.signed_up_at < :asOf::timestamptz - interval '13 months'
cross join lateral (
  select count(*)::int as milestones from supplier_milestones r join milestones m on m.id = r.milestone_id and not m.optional
  where r.supplier_id = s.id and r.reached_at <= :asOf
) reached
left join lateral (
  select greatest(0, sum(case name when 'support.ticket_opened' then count else -count end)) as open,
    sum(count) filter (where name = 'support.ticket_opened' and day > :day::date - 90) as opened_90
  from usage_daily u where u.supplier_id = s.id and u.name in ('support.ticket_opened', 'support.ticket_closed') and u.day > :day::date - 180 and u.day <= :day
) support on true
left join lateral (
  select (amount_sum / nullif(amount_count, 0))::float8 as score
  from usage_daily u where u.supplier_id = s.id and u.name = 'nps.answered' and u.day > :day::date - 365 and u.day <= :day order by day desc limit 1
) nps on true
left join lateral (
  select
    (select max(b.ended_at) from subscriptions b where b.supplier_id = s.id) as ended_at,
    owed.failed, owed.days_past_due,
    (select count(*)::int from disputes d where d.supplier_id = s.id and d.deleted_at is null and d.created_at <= :asOf
        and (d.status <> all(${closedDisputes}) or d.as_of > :asOf)) as disputes
  from (
    select count(*) filter (where i.created_at > :asOf::timestamptz - interval '90 days')::int as failed,
      coalesce(max(:day::date - (coalesce(i.due_at, i.finalized_at, i.created_at) at time zone 'Europe/London')::date) filter (where i.status <> 'uncollectible'), 0) as days_past_due
    from invoices i where i.supplier_id = s.id and i.deleted_at is null and i.voided_at is null and i.created_at > :asOf::timestamptz - interval '180 days' and i.created_at <= :asOf
      and (i.attempt_count > 1 or i.next_attempt_at is not null or i.uncollectible_at is not null) and i.status in ('open', 'uncollectible', 'paid')
      and coalesce(i.paid_at, 'infinity') > :asOf and coalesce(i.finalized_at, i.created_at) <= :asOf
  ) owed
  where exists (select from customers c where c.supplier_id = s.id and c.deleted_at is null and c.created_at <= :asOf)
) money on true
left join lateral (
  select case when count(*) > 0 then (count(*) filter (where r.state = 'credited' and r.credited_at <= :asOf))::int end as ties
  from (select state, sent_at, credited_at from referrals where supplier_id = s.id
    union all select state, sent_at, credited_at from referrals where invitee_id = s.id and supplier_id is distinct from s.id) r
  where r.sent_at <= :asOf
) network on true
left join lateral (select auto_score from health_score_days h where h.supplier_id = s.id and h.day <= :day::date - 7 and h.day > :day::date - 14 order by day desc limit 1) week on true
left join lateral (select auto_score from health_score_days h where h.supplier_id = s.id and h.day <= :day::date - 14 and h.day > :day::date - 28 order by day desc limit 1) fortnight on true
left join lateral (select auto_score, model_version from health_score_days h where h.supplier_id = s.id and h.day < :day and h.day > :day::date - 14 order by day desc limit 1) previous on true
where s.id = any(:ids) and s.signed_up_at <= :asOf
order by s.id`;
