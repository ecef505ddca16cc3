import type { PlaybookResults } from '@wedsync/domain/success';
import { isoInstant, type Reader } from '../../platform/index.ts';
import { countedSql } from '../interventions/intervention-outcomes.queries.ts';
import { thirtyDaysAgoSql } from './thirty-days.ts';

/** How a playbook does so far among the suppliers that the reader sees. */
export async function playbookResults(reader: Reader, playbookId: string): Promise<PlaybookResults> {
  const { sql } = reader;
  const rows = async <Row>(query: string): Promise<Row[]> => {
    const found: { rows: Row[] } = await sql.raw(query, { playbookId });
    return found.rows;
  };
  const [steps, waiting, arms, suppressed30, versions] = await Promise.all([
    rows<PlaybookResults['steps'][number]>(byStep),
    rows<{ n: number }>(awaitingGoal),
    rows<PlaybookResults['arms'][number]>(byArm),
    rows<PlaybookResults['suppressed30'][number]>(byReason),
    sql('playbook_versions')
      .where({ playbook_id: playbookId })
      .orderBy('number', 'desc')
      .select('number', {
        publishedByName: 'published_by_name',
        publishedAt: isoInstant(sql, 'published_at'),
      }),
  ]);
  return { steps, awaitingGoal: waiting[0]?.n ?? 0, arms, suppressed30, versions };
}

const byStep = `
select step, sum(standing)::int as standing, sum(done)::int as done, sum(engaged)::int as engaged, sum(kept)::int as "keptBack" from (
  select e.step, count(*) as standing, 0 as done, 0 as engaged, 0 as kept from playbook_enrolments e
  where e.playbook_id = :playbookId and e.state = 'running' and e.arm = 'treated' and e.step is not null group by e.step
  union all
  select i.step, 0, count(*) filter (where i.state in ('sent', 'delivered', 'engaged')), count(*) filter (where i.state = 'engaged'),
    count(*) filter (where i.state in ('suppressed', 'cancelled', 'failed', 'bounced'))
  from interventions i where i.playbook_id = :playbookId group by i.step
) each group by step order by step`;

const awaitingGoal = `
select count(*)::int as n from playbook_enrolments e
where e.playbook_id = :playbookId and e.state = 'running' and e.arm = 'treated' and e.step is null`;

/** Met is what the outcomes say, as wherever the arms are compared: who meets a goal leaves at once, so those who have left are not like the rest. */
const byArm = `
select e.arm, count(*)::int as entered, count(o.goal_met)::int as judged, count(*) filter (where o.goal_met)::int as "metGoal"
from playbook_enrolments e left join intervention_outcomes o on o.enrolment_id = e.id and ${countedSql}
where e.playbook_id = :playbookId and e.place is not null group by e.arm order by e.arm desc`;

const byReason = `
select c.reason, count(distinct c.supplier_id)::int as suppliers from playbook_candidates c
where c.playbook_id = :playbookId and c.state = 'suppressed' and c.decided_at >= ${thirtyDaysAgoSql}
group by c.reason order by 2 desc, 1`;
