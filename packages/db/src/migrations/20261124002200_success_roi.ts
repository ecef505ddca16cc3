import type { Migration } from '../platform/migration.ts';

/** What playbooks brought and cost, a row a month of entering, playbook, arm and stratum; sums alone, so any period or group follows by adding. */
export const successRoi: Migration = {
  name: '20261124002200_success_roi',
  up: (sql) => sql.raw([cells, milestones, runs].join('\n')),
};

const cells = `
create table roi_cells (
  month date not null, playbook_id text not null references playbooks, arm text not null, plan_code text not null, health_band text not null,
  -- Everybody who entered, and suppliers that did so for the first time and were not cut short; the rest counts these.
  entered int not null, suppliers int not null,
  goal_judged int not null, goal_met int not null,
  stay_judged int not null, stayed int not null,
  residual_known int not null, residual_minor bigint not null,
  value_known int not null, value_change_minor bigint not null, value_change_squares numeric not null,
  contacted int not null, contacted_stayed int not null, contacted_stayed_residual_minor bigint not null,
  acts int not null, reached int not null, engaged int not null, cost_thousandths bigint not null,
  primary key (month, playbook_id, arm, plan_code, health_band)
);
`;

/** Of those who had not reached a milestone on entering, how many did within the window. */
const milestones = `
create table roi_milestones (
  month date not null, playbook_id text not null references playbooks, milestone_id text not null references milestones, arm text not null,
  eligible int not null, reached int not null,
  primary key (month, playbook_id, milestone_id, arm)
);
`;

const runs = `
create table roi_runs (
  id bigint generated always as identity primary key, measured_at timestamptz not null,
  outcomes int not null, changed_outcomes int not null, changed_cells int not null
);
create index roi_runs_newest on roi_runs (measured_at desc);
`;
