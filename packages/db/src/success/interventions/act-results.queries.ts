import type { ActResult } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import { actAtSql, actCostJoins, actCostSql, doneStates, reachedStates } from './act-cost.ts';
import { termsSql } from './intervention-policies.repository.ts';

/** Months of entering, both included, YYYY-MM. */
export type Months = { readonly from: string; readonly to: string; readonly playbookId?: string };

/** What each step of each playbook did for those who entered in these months, among the suppliers that the reader sees. Followed by, not caused by. */
export async function actResults({ sql }: Reader, { from, to, playbookId }: Months): Promise<readonly ActResult[]> {
  const found: { rows: ActResult[] } = await sql.raw(query, {
    from: `${from}-01`,
    to: `${to}-01`,
    playbookId: playbookId ?? null,
  });
  return found.rows;
}

const query = `
select i.playbook_id as "playbookId", p.name as "playbookName", i.step, i.kind, count(*)::int as acts,
  count(*) filter (where i.state in ('suppressed', 'cancelled'))::int as "keptBack", count(*) filter (where i.state in ${doneStates})::int as sent,
  count(*) filter (where i.state in ${reachedStates})::int as arrived, count(*) filter (where i.state = 'engaged')::int as engaged,
  count(*) filter (where i.state in ${reachedStates} and o.goal_met)::int as "goalMet", round(sum(${actCostSql}) / 1000)::int as "costMinor"
from intervention_outcomes o
join interventions i on i.enrolment_id = o.enrolment_id
join playbooks p on p.id = i.playbook_id
join ${termsSql} w on ${actAtSql} >= w.from_at and ${actAtSql} < w.until_at
${actCostJoins}
where o.month between :from::date and :to::date and (:playbookId::text is null or o.playbook_id = :playbookId)
group by 1, 2, 3, 4 order by 2, 3, 4`;
