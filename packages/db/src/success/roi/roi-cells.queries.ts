import type { ContactedAndStayed, RoiCell } from '@wedsync/domain/success';
import type { Reader } from '../../platform/index.ts';
import type { Months } from '../interventions/act-results.queries.ts';
import { countedSql } from '../interventions/intervention-outcomes.queries.ts';

/** How many of an arm could reach a milestone and did. */
export type MilestoneCell = {
  readonly playbookId: string;
  readonly milestoneId: string;
  readonly arm: RoiCell['arm'];
  readonly eligible: number;
  readonly reached: number;
};

const stayed = `${countedSql} and o.retained`;
const judged = `${countedSql} and o.retained is not null`;
const contacted = `${judged} and o.reached > 0`;

/** The cells of `roi_cells`, from the outcomes that the reader sees. */
export const cellsSql = `
select o.month, o.playbook_id, o.arm, o.plan_code, o.health_band,
  count(*)::int as entered, count(*) filter (where ${countedSql})::int as suppliers,
  count(*) filter (where ${countedSql} and o.goal_met is not null)::int as goal_judged, count(*) filter (where ${countedSql} and o.goal_met)::int as goal_met,
  count(*) filter (where ${judged})::int as stay_judged, count(*) filter (where ${stayed})::int as stayed,
  count(o.residual_minor) filter (where ${judged})::int as residual_known, coalesce(sum(o.residual_minor) filter (where ${judged}), 0)::bigint as residual_minor,
  count(o.value_change_minor) filter (where ${judged})::int as value_known,
  coalesce(sum(o.value_change_minor) filter (where ${judged}), 0)::bigint as value_change_minor,
  coalesce(sum(o.value_change_minor::numeric * o.value_change_minor) filter (where ${judged}), 0) as value_change_squares,
  count(*) filter (where ${contacted})::int as contacted, count(*) filter (where ${contacted} and o.retained)::int as contacted_stayed,
  coalesce(sum(o.residual_minor) filter (where ${contacted} and o.retained), 0)::bigint as contacted_stayed_residual_minor,
  coalesce(sum(o.acts), 0)::int as acts, coalesce(sum(o.reached), 0)::int as reached, coalesce(sum(o.engaged), 0)::int as engaged,
  coalesce(sum(o.cost_thousandths), 0)::bigint as cost_thousandths,
  coalesce(sum(o.cost_thousandths) filter (where ${judged}), 0)::bigint as judged_cost_thousandths
from intervention_outcomes o group by 1, 2, 3, 4, 5`;

/** The rows of `roi_milestones`: whoever had not reached a milestone on entering could, until the window closed. */
export const milestonesSql = `
select o.month, o.playbook_id, m.id as milestone_id, o.arm, count(*)::int as eligible,
  count(r.reached_at) filter (where r.reached_at <= o.retention_due_at)::int as reached
from intervention_outcomes o
join suppliers s on s.id = o.supplier_id
join milestones m on m.active and (m.vendor_types = '{}' or s.vendor_type = any(m.vendor_types))
left join supplier_milestones r on r.supplier_id = o.supplier_id and r.milestone_id = m.id
where ${judged} and (r.reached_at is null or r.reached_at > o.entered_at)
group by 1, 2, 3, 4`;

/** Cells of these months: as measured for whoever sees everybody, reckoned anew from their own suppliers for whoever does not. */
export async function roiCells(reader: Reader, months: Months): Promise<readonly RoiCell[]> {
  const found: { rows: RoiCell[] } = await reader.sql.raw(
    `select to_char(c.month, 'YYYY-MM') as month, c.playbook_id as "playbookId", c.arm, c.plan_code as "planCode", c.health_band as "healthBand",
       c.entered, c.suppliers, c.goal_judged as "goalJudged", c.goal_met as "goalMet", c.stay_judged as "stayJudged", c.stayed,
       c.residual_known as "residualKnown", c.residual_minor as "residualMinor", c.value_known as "valueKnown", c.value_change_minor as "valueChangeMinor",
       c.value_change_squares::float8 as "valueChangeSquares", c.contacted, c.contacted_stayed as "contactedStayed",
       c.contacted_stayed_residual_minor as "contactedStayedResidualMinor", c.acts, c.reached, c.engaged, c.cost_thousandths as "costThousandths",
       c.judged_cost_thousandths as "judgedCostThousandths"
     from ${seesAll(reader) ? 'roi_cells' : `(${cellsSql})`} c where ${inMonths}
     order by c.month, c.playbook_id, c.arm, c.plan_code, c.health_band`,
    bindingsOf(months),
  );
  return found.rows;
}

export async function milestoneCells(reader: Reader, months: Months): Promise<readonly MilestoneCell[]> {
  const found: { rows: MilestoneCell[] } = await reader.sql.raw(
    `select c.playbook_id as "playbookId", c.milestone_id as "milestoneId", c.arm, sum(c.eligible)::int as eligible, sum(c.reached)::int as reached
     from ${seesAll(reader) ? 'roi_milestones' : `(${milestonesSql})`} c where ${inMonths} group by 1, 2, 3 order by 1, 2, 3`,
    bindingsOf(months),
  );
  return found.rows;
}

/**
 * Who was contacted and stayed, by month of entering, and of the whole period under "": each supplier once however many playbooks contacted it, by the last
 * time one did. Cells cannot say it, for they count a supplier for each playbook.
 */
export async function contactedAndStayed(
  reader: Reader,
  months: Months,
): Promise<ReadonlyMap<string, ContactedAndStayed>> {
  const found: { rows: (ContactedAndStayed & { month: string })[] } = await reader.sql.raw(
    `with contacts as (select c.* from (select o.* from intervention_outcomes o where ${contacted}) c where ${inMonths}),
     lasts as (
       (select distinct on (supplier_id) '' as month, retained, residual_minor from contacts order by supplier_id, entered_at desc, enrolment_id desc)
       union all
       (select distinct on (month, supplier_id) to_char(month, 'YYYY-MM'), retained, residual_minor from contacts
         order by contacts.month, supplier_id, entered_at desc, enrolment_id desc))
     select month, count(*)::int as suppliers, coalesce(sum(residual_minor), 0)::bigint as minor from lasts where retained group by month`,
    bindingsOf(months),
  );
  return new Map(found.rows.map(({ month, ...stayed }) => [month, stayed]));
}

const inMonths = `c.month between :from::date and :to::date and (:playbookId::text is null or c.playbook_id = :playbookId)`;

function seesAll({ actor }: Reader): boolean {
  return actor.scope.kind === 'all';
}

function bindingsOf({ from, to, playbookId = '' }: Months) {
  return { from: `${from}-01`, to: `${to}-01`, playbookId: playbookId === '' ? null : playbookId };
}
