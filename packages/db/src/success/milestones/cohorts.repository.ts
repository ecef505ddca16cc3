import { DAY_MS, plusMs } from '@wedsync/domain/platform';
import { growthWorthMeasuring, measureCohort, measuredEveryMs, type DayCount } from '@wedsync/domain/success';
import type { Reader, Writer } from '../../platform/index.ts';

/**
 * Whether cohorts should be measured anew: a day has passed, a milestone was changed, or much has become known since. Not while the history of more than
 * one in a hundred suppliers is arriving: everybody whose events are on their way would be taken for late.
 */
export async function cohortsAreStale({ sql }: Reader, now: Date): Promise<boolean> {
  const result: { rows: { stale: boolean }[] } = await sql.raw(
    `with last as (select max(measured_at) as at, sum(reached) filter (where cohort = 'all') as reached from milestone_cohorts)
     select (at is null or at < :oldest or exists (select from milestones where updated_at > at)
       or (select count(*) from supplier_milestones where found_at > at) > cast(:growth as numeric) * reached)
       and (select count(*) from product_event_replays) * 100 <= (select count(*) from suppliers) as stale from last`,
    { oldest: plusMs(now, -measuredEveryMs), growth: growthWorthMeasuring },
  );
  return result.rows[0]?.stale ?? true;
}

/** Measures how every cohort came to every milestone, in place of what was measured before. @returns how many rows */
export async function measureMilestoneCohorts(writer: Writer, now: Date): Promise<number> {
  const rows = [...grouped(await dayCounts(writer, now))].map(([, { milestoneId, vendorType, cohort, counts }]) => {
    const { suppliers, reached, medianDays, p75Days, curve } = measureCohort(counts);
    return {
      id: `${milestoneId}:${vendorType}:${cohort}`,
      milestone_id: milestoneId,
      vendor_type: vendorType,
      cohort,
      suppliers,
      reached,
      median_days: medianDays,
      p75_days: p75Days,
      curve: JSON.stringify(curve),
      measured_at: now,
    };
  });
  await writer.sql('milestone_cohorts').delete();
  await writer.sql.batchInsert('milestone_cohorts', rows, 500);
  return rows.length;
}

type CountRow = DayCount & { readonly milestoneId: string; readonly vendorType: string; readonly cohort: string };
type Group = Omit<CountRow, keyof DayCount> & { readonly counts: DayCount[] };

/** Each row counts twice: in its half-year and in all of them. */
function grouped(rows: readonly CountRow[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { milestoneId, vendorType, cohort, ...count } of rows)
    for (const of of [cohort, 'all']) {
      const key = `${milestoneId}:${vendorType}:${of}`;
      const group = groups.get(key) ?? { milestoneId, vendorType, cohort: of, counts: [] };
      group.counts.push(count);
      groups.set(key, group);
    }
  return groups;
}

/** Who left is watched until the end of the last subscription, everybody else until now. */
async function dayCounts({ sql }: Writer, now: Date): Promise<CountRow[]> {
  const result: { rows: CountRow[] } = await sql.raw(
    `with watched as (
       select s.id, s.vendor_type, s.signed_up_at, ${halfYearSql} as cohort,
         case when s.lifecycle = 'cancelled' then coalesce(gone.at, s.last_seen_at, s.signed_up_at) else cast(:now as timestamptz) end as until
         from suppliers s left join lateral (select max(ended_at) as at from subscriptions b where b.supplier_id = s.id) gone on s.lifecycle = 'cancelled'
        where s.signed_up_at >= (${knownSinceSql}) and s.signed_up_at <= :now)
     select m.id as "milestoneId", w.vendor_type as "vendorType", w.cohort,
       greatest(1, floor(extract(epoch from coalesce(r.reached_at, w.until) - w.signed_up_at) / :daySeconds)::int + 1) as day,
       r.reached_at is not null as reached, count(*)::int as suppliers
       from watched w join milestones m on m.active and (m.vendor_types = '{}' or w.vendor_type = any(m.vendor_types))
       left join supplier_milestones r on r.supplier_id = w.id and r.milestone_id = m.id
      group by 1, 2, 3, 4, 5`,
    { now, daySeconds: DAY_MS / 1_000 },
  );
  return result.rows;
}

/** The half-year of sign-up as `halfYearOf` writes it. */
export const halfYearSql = `to_char(s.signed_up_at at time zone 'Europe/London', 'YYYY"H"')
  || case when extract(month from s.signed_up_at at time zone 'Europe/London') <= 6 then 1 else 2 end`;

/** Nobody knows what those who signed up earlier had reached by then: they are in no cohort and late for nothing. */
export const knownSinceSql = `select coalesce(min(occurred_at), 'infinity') - interval '1 day' from product_events`;
