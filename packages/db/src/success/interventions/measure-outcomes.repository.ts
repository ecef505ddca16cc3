import type { Reader, Writer } from '../../platform/index.ts';
import { isLossSql } from '../churn/is-loss.ts';
import { toldByHouse } from '../playbooks/event-names.ts';
import { actAtSql, actCostJoins, actCostSql, reachedStates } from './act-cost.ts';
import { termsSql } from './intervention-policies.repository.ts';

/** Facts may come so late; what is older is never measured again, for what it was measured from may be deleted by then. */
const settledAfterDays = 14;

/** The next enrolments that are still to be measured; all of them measures what is settled too. */
export async function enrolmentsToMeasure(
  { sql }: Reader,
  after: string,
  limit: number,
  all: boolean,
): Promise<readonly string[]> {
  const query = sql('playbook_enrolments as e').where('e.id', '>', after).orderBy('e.id').limit(limit);
  if (!all)
    void query.whereNotExists((kept) =>
      kept.from('intervention_outcomes as o').whereRaw('o.enrolment_id = e.id and o.settled').select(sql.raw('1')),
    );
  return query.pluck('e.id');
}

/**
 * Brings the outcomes of these enrolments up to date, all in one statement: whether the goal was met and the supplier stayed, once their time has passed,
 * what its value did, and what was spent on it. Treated and held out alike. What has not changed is not written. @returns how many changed
 */
export async function measureOutcomes({ sql }: Writer, enrolmentIds: readonly string[], now: Date): Promise<number> {
  const result: { rowCount: number } = await sql.raw(statement, { ids: [...enrolmentIds], now, toldByHouse });
  return result.rowCount;
}

/**
 * Whoever came in first by a draw is the observation; a colleague's choice is none. An archived playbook cuts short everybody whose goal was not due yet:
 * those it cancels are the late, and without them the early would stand for all.
 */
const given = `
select e.id, e.playbook_id, e.version_number, e.supplier_id, e.arm, e.state, e.entered_at, e.goal_due_at, e.goal_met_at, p.archived_at,
  split_part(e.stratum, '/', 1) as plan_code, split_part(e.stratum, '/', 2) as health_band,
  date_trunc('month', e.entered_at at time zone 'Europe/London')::date as month,
  (e.entered_at at time zone 'Europe/London')::date as entered_on,
  v.definition -> 'goal' as goal, e.entered_at + terms.retention_days * interval '1 day' as stay_due_at,
  e.place is not null and not exists (
    select from playbook_enrolments f where f.playbook_id = e.playbook_id and f.supplier_id = e.supplier_id and f.place is not null
      and (f.entered_at, f.id) < (e.entered_at, e.id)
  ) as first_entry
from playbook_enrolments e
join playbooks p on p.id = e.playbook_id
join playbook_versions v on v.playbook_id = e.playbook_id and v.number = e.version_number
join ${termsSql} terms on e.entered_at >= terms.from_at and e.entered_at < terms.until_at
where e.id = any(:ids::text[])`;

/** A goal that is an event is counted from what happened; one that is a rule was seen to hold by the engine, or afterwards by the watch. */
const goal = `
cross join lateral (
  select coalesce(g.goal_met_at <= g.goal_due_at, false) or o.goal_seen_at is not null or (g.goal ? 'event' and (
    (select count(*) from success_events x where x.supplier_id = g.supplier_id and x.type = g.goal ->> 'event'
      and x.occurred_at > g.entered_at and x.occurred_at <= g.goal_due_at)
    + (select count(*) from product_events x where x.supplier_id = g.supplier_id and x.name = g.goal ->> 'event' and x.name <> all(:toldByHouse::text[])
      and x.occurred_at > g.entered_at and x.occurred_at <= g.goal_due_at)
  ) >= (g.goal ->> 'times')::int) as met
) goal`;

/** Who pays, and when they left: MRR to nothing, season pauses excepted, as everywhere. */
const staying = `
cross join lateral (
  select coalesce(sum(m.amount_minor), 0) > 0 as paying from mrr_movements m
  where m.supplier_id = g.supplier_id and m.in_net and m.effective_at <= g.entered_at
) paid
cross join lateral (
  select min(m.effective_at) as at from mrr_movements m
  where m.supplier_id = g.supplier_id and m.effective_at > g.entered_at and ${isLossSql('m')}
) lost`;

const valueOn = (day: string) => `
  select d.residual_minor, d.realised_minor + d.residual_minor as whole from supplier_value_days d
  where d.supplier_id = g.supplier_id order by d.day > ${day}, case when d.day <= ${day} then d.day end desc, d.day limit 1`;

/** What it was worth on the day of entering, and how that changed; who was not valued yet then counts as first valued. */
const value = `
left join lateral (${valueOn('g.entered_on')}) before on true
left join lateral (${valueOn(`(g.stay_due_at at time zone 'Europe/London')::date`)}) after on true`;

const spent = `
cross join lateral (
  select count(*)::int as acts, count(*) filter (where i.state in ${reachedStates})::int as reached,
    count(*) filter (where i.state = 'engaged')::int as engaged, coalesce(sum(${actCostSql}), 0)::bigint as cost
  from interventions i
  join ${termsSql} w on ${actAtSql} >= w.from_at and ${actAtSql} < w.until_at
  ${actCostJoins}
  where i.enrolment_id = g.id
) spent`;

const kept = [
  'playbook_id',
  'version_number',
  'supplier_id',
  'arm',
  'plan_code',
  'health_band',
  'entered_at',
  'month',
  'first_entry',
  'cut_short',
  'goal_due_at',
  'goal_seen_at',
  'goal_met',
  'retention_due_at',
  'paying',
  'left_at',
  'retained',
  'residual_minor',
  'value_change_minor',
  'acts',
  'reached',
  'engaged',
  'cost_thousandths',
  'settled',
];
const names = kept.join(', ');
const listed = (table: string) => kept.map((column) => `${table}.${column}`).join(', ');

// A question mark is knex's own sign for a binding.
const statement = `
with given as (${given}),
measured as (
  select g.id as enrolment_id, g.playbook_id, g.version_number, g.supplier_id, g.arm, g.plan_code, g.health_band, g.entered_at, g.month, g.first_entry,
    coalesce(g.archived_at < g.goal_due_at, false) as cut_short, g.goal_due_at, o.goal_seen_at,
    case when g.goal_due_at <= :now::timestamptz then goal.met end as goal_met,
    g.stay_due_at as retention_due_at, paid.paying, lost.at as left_at,
    case when paid.paying and g.stay_due_at <= :now::timestamptz then coalesce(lost.at > g.stay_due_at, true) end as retained,
    before.residual_minor, case when g.stay_due_at <= :now::timestamptz then after.whole - before.whole end as value_change_minor,
    spent.acts, spent.reached, spent.engaged, spent.cost as cost_thousandths,
    g.state <> 'running' and greatest(g.goal_due_at, g.stay_due_at) + interval '${settledAfterDays} days' <= :now::timestamptz as settled
  from given g left join intervention_outcomes o on o.enrolment_id = g.id
  ${goal}${staying}${value}${spent}
)
insert into intervention_outcomes as k (enrolment_id, ${names}, measured_at)
select enrolment_id, ${names}, :now::timestamptz from measured order by enrolment_id
on conflict (enrolment_id) do update set ${kept.map((column) => `${column} = excluded.${column}`).join(', ')}, measured_at = excluded.measured_at
where (${listed('k')}) is distinct from (${listed('excluded')})`.replaceAll(' ? ', String.raw` \? `);
