import { calendarDate, DAY_MS, MINUTE_MS, plusMs } from '@wedsync/domain/platform';
import {
  cycleTime,
  inviteWindowDays,
  inviteWindowMs,
  leastPaidOfSuperConnector,
  superConnectorShare,
  viralFigures,
  type MeasuredReferrals,
  type ReferralCounts,
  type ReferralGroupFigures,
} from '@wedsync/domain/success';
import type { Reader, Writer } from '../../platform/index.ts';

/** Measured anew at least this often… */
const measuredEveryMs = DAY_MS;
/** …and this long after the last time when anything has changed since. */
const restMs = 2 * MINUTE_MS;

/** Whether figures should be measured anew: a day has passed, or something has changed and they have rested. */
export async function referralsAreStale({ sql }: Reader, now: Date): Promise<boolean> {
  const result: { rows: { stale: boolean }[] } = await sql.raw(
    `with last as (select max(measured_at) as at from referral_measurements)
     select at is null or at < :oldest or (at < :rested and exists (select from referrals r where r.judged_at > at)) as stale from last`,
    { oldest: plusMs(now, -measuredEveryMs), rested: plusMs(now, -restMs) },
  );
  return result.rows[0]?.stale ?? true;
}

/** Measures how far suppliers carry the product, in place of what was measured before on the same day. */
export async function measureReferrals(writer: Writer, now: Date): Promise<MeasuredReferrals> {
  await keepStandings(writer, now);
  const figures = await figuresOf(writer, now);
  await writer
    .sql('referral_measurements')
    .insert({ day: calendarDate(now), measured_at: now, figures: JSON.stringify(figures) })
    .onConflict('day')
    .merge();
  return figures;
}

async function figuresOf(writer: Writer, now: Date): Promise<MeasuredReferrals> {
  const to = plusMs(now, -inviteWindowMs);
  const from = plusMs(to, -inviteWindowMs);
  const rows = await countGroups(writer, { now, from, to });
  const overall = rows.find(({ dimension }) => dimension === 'overall') ?? { ...nobody, opensUntil: null };
  return {
    window: { from: from.toISOString(), to: to.toISOString() },
    overall: figureOf(overall),
    groups: rows.flatMap(({ dimension, value, ...row }) =>
      dimension === 'overall' ? [] : [{ dimension, value, standsFrom: row.opensUntil, ...figureOf(row) }],
    ),
    cycle: cycleTime(await cycleDays(writer, now)),
  };
}

const nobody: ReferralCounts = { customers: 0, senders: 0, invites: 0, accepted: 0, paid: 0, paidSquares: 0 };

type GroupRow = ReferralCounts & {
  readonly dimension: MeasuredReferrals['groups'][number]['dimension'] | 'overall';
  readonly value: string;
  /** The day until which what happened to the group's invites is not over; null when it is. */
  readonly opensUntil: string | null;
};

/** While a window is open its K would only grow, so none is said. */
function figureOf({ opensUntil, ...counts }: ReferralCounts & Pick<GroupRow, 'opensUntil'>): ReferralGroupFigures {
  const figures = viralFigures(counts);
  const { customers, senders, invites, accepted, paid } = counts;
  const known = { customers, senders, invites, accepted, paid };
  if (opensUntil !== null) return { ...known, ...figures, ...unsaid, state: 'open' };
  return { ...known, ...figures, state: figures.k === null ? 'few' : 'known' };
}

const unsaid = { k: null, kSenders: null, amplification: null, conversion: null, invitesPerCustomer: null };

type Window = { readonly now: Date; readonly from: Date; readonly to: Date };

/**
 * A customer has paid an invoice above zero and has a subscription that has not ended. An invite is to a person: what is sent to the same address again is a
 * reminder. Invites of the window count for everybody, of the first 90 days as a customer for cohorts; paid within 90 days of the invite for both.
 */
async function countGroups({ sql }: Reader, window: Window): Promise<GroupRow[]> {
  const result: { rows: GroupRow[] } = await sql.raw(
    `with paying as (
       select supplier_id, min(paid_at) as since from invoices
        where supplier_id is not null and paid_at is not null and total_minor > 0 and deleted_at is null group by 1),
     leaving as (
       select supplier_id, case when bool_or(ended_at is null) then null else max(ended_at) end as until from subscriptions
        where supplier_id is not null and deleted_at is null and status not in ('incomplete', 'incomplete_expired') group by 1),
     customers as (
       select s.id, s.vendor_type, s.region, p.since, l.until, to_char(p.since at time zone 'Europe/London', 'YYYY-MM') as cohort
         from paying p join suppliers s on s.id = p.supplier_id left join leaving l on l.supplier_id = s.id),
     people as (
       select supplier_id, min(sent_at) as sent_at, bool_or(accepted_at is not null) as accepted,
         min(paid_at) filter (where state = 'credited') <= min(sent_at) + ${days} as paid
         from referrals where supplier_id is not null and sent_at is not null group by supplier_id, coalesce(invitee_key, invite_id)),
     in_window as (
       select c.id, c.vendor_type, c.region, ${countsOf('i')}
         from customers c left join people i on i.supplier_id = c.id and i.sent_at >= :from and i.sent_at < :to
        where c.since < :to and coalesce(c.until, 'infinity') > :from group by c.id, c.vendor_type, c.region),
     in_cohort as (
       select c.id, c.cohort, ${countsOf('i')}
         from customers c left join people i on i.supplier_id = c.id and i.sent_at >= c.since and i.sent_at < c.since + ${days}
        where c.since >= ${oldestCohort} group by c.id, c.cohort)
     select case when grouping(vendor_type) = 0 then 'vendorType' when grouping(region) = 0 then 'region' else 'overall' end as dimension,
       coalesce(vendor_type, region, '') as value, ${sums}, null as "opensUntil"
       from in_window group by grouping sets ((), (vendor_type), (region))
     union all
     select 'cohort', cohort, ${sums}, case when ${cohortOver} > cast(:now as timestamptz) then to_char(${cohortOver} at time zone 'Europe/London', 'YYYY-MM-DD') end
       from in_cohort group by cohort
     order by 1, 2`,
    window,
  );
  return result.rows;
}

const days = `interval '${inviteWindowDays} days'`;
const countsOf = (people: string) =>
  `count(${people}.sent_at)::int as invites, count(*) filter (where ${people}.accepted)::int as accepted, count(*) filter (where ${people}.paid)::int as paid`;
const sums = `count(*)::int as customers, (count(*) filter (where invites > 0))::int as senders, coalesce(sum(invites), 0)::int as invites,
  coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(paid), 0)::int as paid, coalesce(sum(paid * paid), 0)::int as "paidSquares"`;
const oldestCohort = `date_trunc('month', cast(:now as timestamptz) at time zone 'Europe/London' - interval '24 months') at time zone 'Europe/London'`;
/** The last customer of a month has 90 days to invite, and the last invite 90 days to be paid. */
const cohortOver = `((to_date(cohort, 'YYYY-MM') + interval '1 month') at time zone 'Europe/London' + 2 * ${days})`;

/** Days from an invite that brought somebody to the first invite that this somebody sent. */
async function cycleDays({ sql }: Reader, now: Date): Promise<number[]> {
  const result: { rows: { days: number }[] } = await sql.raw(
    `select (extract(epoch from min(n.sent_at) - c.sent_at) / 86400)::float8 as days
       from referrals c join referrals n on n.supplier_id = c.invitee_id and n.sent_at > c.sent_at
      where c.state = 'credited' and c.sent_at >= cast(? as timestamptz) - interval '24 months' group by c.id, c.sent_at`,
    [now],
  );
  return result.rows.map((row) => row.days);
}

/** Everybody who invites, and who of them is in the top tenth by those they brought and the regions these are from. */
async function keepStandings({ sql }: Writer, now: Date): Promise<void> {
  await sql('referral_standings').delete();
  await sql.raw(
    `insert into referral_standings (supplier_id, invites, accepted, paid, regions, super_connector, measured_at)
     select supplier_id, invites, accepted, paid, regions,
       paid >= :leastPaid and rank() over (order by paid desc, regions desc) <= ceil(cast(:share as numeric) * count(*) over ()), :now
       from (
         select r.supplier_id, count(distinct coalesce(r.invitee_key, r.invite_id))::int as invites, count(r.accepted_at)::int as accepted,
           count(*) filter (where r.state = 'credited')::int as paid, count(distinct (b.country, b.region)) filter (where r.state = 'credited')::int as regions
           from referrals r left join suppliers b on b.id = r.invitee_id
          where r.supplier_id is not null and r.sent_at is not null group by 1) of_each`,
    { leastPaid: leastPaidOfSuperConnector, share: superConnectorShare, now },
  );
}
