import type { UnattendedGroup } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';

export type Pace = {
  readonly playbookId: string;
  readonly playbookName: string;
  readonly state: string;
  readonly entered: number;
  readonly daysLive: number;
  readonly holdoutPercent: number;
  readonly crowdedOut: number;
  readonly crowdedOutResidualMinor: number;
};

/** How fast suppliers enter each playbook, and who found no room there, by the last 90 days. */
export async function playbookPaces({ sql }: Reader, now: Date): Promise<readonly Pace[]> {
  const found: { rows: Pace[] } = await sql.raw(pacesQuery, { now });
  return found.rows;
}

/** Want of room: of the playbook itself, beside another, or under a cap until patience ran out. */
const pacesQuery = `
with crowded as (
  select c.playbook_id, c.supplier_id from playbook_candidates c
  where c.state = 'suppressed' and c.reason in ('full', 'outranked') and c.decided_at > :now::timestamptz - interval '90 days'
  union
  select i.playbook_id, i.supplier_id from interventions i
  where i.state = 'suppressed' and i.reason = 'waited_too_long' and i.proposed_at > :now::timestamptz - interval '90 days'
)
select p.id as "playbookId", p.name as "playbookName", p.state, coalesce((v.definition ->> 'holdoutPercent')::int, 0) as "holdoutPercent",
  (select count(*)::int from playbook_enrolments e
    where e.playbook_id = p.id and e.arm = 'treated' and e.entered_at > :now::timestamptz - interval '90 days') as entered,
  coalesce((select extract(epoch from :now::timestamptz - min(f.published_at)) / 86400 from playbook_versions f where f.playbook_id = p.id), 0)::float8 as "daysLive",
  room.n as "crowdedOut", room.residual as "crowdedOutResidualMinor"
from playbooks p
left join playbook_versions v on v.playbook_id = p.id and v.number = p.live_version
cross join lateral (
  select count(*)::int as n, coalesce(sum(s.residual_minor), 0)::bigint as residual
  from crowded c join supplier_values s on s.supplier_id = c.supplier_id and s.residual_minor is not null
  where c.playbook_id = p.id
) room
order by p.name`;

/** Fewer are a matter for a call, not for a playbook. */
const fewest = 5;

/** Suppliers that calling would pay for, by what is foretold for 90 days, while no playbook runs for them; by plan. */
export async function unattendedGroups({ sql }: Reader): Promise<readonly UnattendedGroup[]> {
  const found: { rows: UnattendedGroup[] } = await sql.raw(
    `select s.plan_code as "planCode", count(*)::int as suppliers, round(sum(c.probability * v.residual_minor))::float8 as "expectedLossMinor"
     from churn_predictions c
     join suppliers s on s.id = c.supplier_id
     join supplier_values v on v.supplier_id = c.supplier_id
     where c.horizon_days = 90 and c.expected_saved_minor > 0 and c.dismissed_at is null and s.plan_code is not null
       and not exists (select from playbook_enrolments e where e.supplier_id = c.supplier_id and e.state = 'running')
     group by 1 having count(*) >= ${fewest} order by 3 desc`,
  );
  return found.rows;
}
