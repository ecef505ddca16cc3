import type { Migration } from '../platform/migration.ts';

/** What was spent on those by whom staying is judged, apart: what was saved is held against that alone. */
export const successRoiJudgedCost: Migration = {
  name: '20261125002000_success_roi_judged_cost',
  up: (sql) => sql.raw(addJudgedCost),
};

const addJudgedCost = `
alter table roi_cells add column judged_cost_thousandths bigint not null default 0;
update roi_cells c set judged_cost_thousandths = o.cost
  from (select month, playbook_id, arm, plan_code, health_band, sum(cost_thousandths) as cost from intervention_outcomes
         where first_entry and not cut_short and retained is not null group by 1, 2, 3, 4, 5) o
 where (c.month, c.playbook_id, c.arm, c.plan_code, c.health_band) = (o.month, o.playbook_id, o.arm, o.plan_code, o.health_band);
alter table roi_cells alter column judged_cost_thousandths drop default;
`;
