import type { InterventionFunnel, InterventionPeriod } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { doneStates, reachedStates } from './act-cost.ts';

/**
 * From wanting in to the goal, playbook by playbook, and week by week what was done, among the suppliers that the reader sees. The period is of when they
 * wanted in or entered, whole days of the reporting zone; acts and goals are those of who entered within it.
 */
export async function interventionFunnel(reader: Reader, period: InterventionPeriod): Promise<InterventionFunnel> {
  const bindings = { playbookId: null, supplierId: null, ...period };
  const rows = async <Row>(query: string): Promise<Row[]> => {
    const found: { rows: Row[] } = await reader.sql.raw(query, bindings);
    return found.rows;
  };
  const [playbooks, weeks] = await Promise.all([
    rows<InterventionFunnel['playbooks'][number]>(byPlaybook),
    rows<InterventionFunnel['weeks'][number]>(byWeek),
  ]);
  return { playbooks, weeks };
}

const within = (column: string) =>
  `${column} >= (:from::date)::timestamp at time zone 'Europe/London' and ${column} < (:to::date + 1)::timestamp at time zone 'Europe/London'`;

const whose = (table: string) => `
  and (:playbookId::text is null or ${table}.playbook_id = :playbookId) and (:supplierId::text is null or ${table}.supplier_id = :supplierId)`;

const byPlaybook = `
with refused as (
  select c.playbook_id, c.reason, count(distinct c.supplier_id)::int as n from playbook_candidates c
  where c.state = 'suppressed' and ${within('c.decided_at')}${whose('c')} group by 1, 2
),
entered as (
  select e.id, e.playbook_id, e.arm, e.goal_met_at is not null as met from playbook_enrolments e
  where ${within('e.entered_at')}${whose('e')}
),
acts as (
  select i.playbook_id, i.state, i.reason from interventions i join entered e on e.id = i.enrolment_id
),
names as (select playbook_id from refused union select playbook_id from entered)
select p.id as "playbookId", p.name as "playbookName",
  refusals.n + people.n as "wantedIn", refusals.reasons as "keptOut", people.held_out as "heldOut", people.treated as entered,
  done.acts, kept.reasons as "keptBack", done.awaiting, done.sent, done.arrived, done.engaged, people.met as "goalMet"
from names join playbooks p on p.id = names.playbook_id
cross join lateral (
  select coalesce(sum(r.n), 0)::int as n, coalesce(json_agg(json_build_object('reason', r.reason, 'n', r.n) order by r.n desc, r.reason), '[]') as reasons
  from refused r where r.playbook_id = p.id
) refusals
cross join lateral (
  select count(*)::int as n, count(*) filter (where arm = 'treated')::int as treated, count(*) filter (where arm = 'held_out')::int as held_out,
    count(*) filter (where arm = 'treated' and met)::int as met
  from entered e where e.playbook_id = p.id
) people
cross join lateral (
  select count(*)::int as acts, count(*) filter (where state = 'awaiting_approval')::int as awaiting, count(*) filter (where state in ${doneStates})::int as sent,
    count(*) filter (where state in ${reachedStates})::int as arrived, count(*) filter (where state = 'engaged')::int as engaged
  from acts a where a.playbook_id = p.id
) done
cross join lateral (
  select coalesce(json_agg(json_build_object('reason', b.reason, 'n', b.n) order by b.n desc, b.reason), '[]') as reasons
  from (select reason, count(*)::int as n from acts a where a.playbook_id = p.id and a.state = 'suppressed' group by 1) b
) kept
order by people.n + refusals.n desc, p.name`;

/** Every week of the period, also those in which nothing was done; weeks begin at midnight of the reporting zone, so they are no instants yet. */
const byWeek = `
select to_char(w.week, 'YYYY-MM-DD') as week,
  count(i.id) filter (where i.state in ${doneStates})::int as sent, count(i.id) filter (where i.state in ('suppressed', 'cancelled'))::int as "keptBack",
  count(i.id) filter (where i.state in ('bounced', 'failed'))::int as failed, count(i.id) filter (where i.state = 'engaged')::int as engaged
from generate_series(date_trunc('week', :from::date::timestamp), :to::date::timestamp, interval '1 week') w (week)
left join interventions i on ${within('i.proposed_at')}${whose('i')}
  and i.proposed_at >= w.week at time zone 'Europe/London' and i.proposed_at < (w.week + interval '1 week') at time zone 'Europe/London'
group by 1 order by 1`;
