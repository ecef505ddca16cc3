import type { Migration } from '../platform/migration.ts';

/** What an act costs and how long we look, as it was decided over time; and what became of everybody who entered a playbook. */
export const successInterventionOutcomes: Migration = {
  name: '20261124002100_success_intervention_outcomes',
  up: (sql) => sql.raw([policies, engagement, outcomes].join('\n')),
};

/** The row in force when something was done counts for it, so that a new price never rewrites the past. */
const policies = `
create table intervention_policies (
  id bigint generated always as identity primary key,
  email_per_thousand_minor int not null check (email_per_thousand_minor >= 0),
  sms_per_thousand_minor int not null check (sms_per_thousand_minor >= 0),
  in_app_per_thousand_minor int not null check (in_app_per_thousand_minor >= 0),
  task_minutes int not null check (task_minutes >= 0), alert_minutes int not null check (alert_minutes >= 0),
  reply_minutes int not null check (reply_minutes >= 0), approval_minutes int not null check (approval_minutes >= 0),
  hourly_cost_minor int not null check (hourly_cost_minor >= 0),
  retention_days int not null check (retention_days between 7 and 365),
  smallest_effect real not null check (smallest_effect > 0 and smallest_effect < 1),
  set_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), set_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'unknown'),
  set_at timestamptz not null default clock_timestamp()
);
call append_only('intervention_policies');
insert into intervention_policies (email_per_thousand_minor, sms_per_thousand_minor, in_app_per_thousand_minor, task_minutes, alert_minutes, reply_minutes,
  approval_minutes, hourly_cost_minor, retention_days, smallest_effect, set_by, set_by_name)
values (80, 4000, 0, 15, 3, 5, 1, 3000, 90, 0.05, 'system', 'The house');
`;

const engagement = `
alter table interventions add column engaged_by text check (engaged_by in ('replied', 'clicked', 'dismissed', 'came_back', 'task_done'));
comment on column interventions.engaged_by is 'By which sign we know; null with state engaged: from before it was kept';
create index interventions_proposed on interventions (proposed_at desc, id);
create index interventions_state on interventions (state, proposed_at desc, id);
create index playbook_enrolments_entered on playbook_enrolments (entered_at desc, id);
create index playbook_candidates_refused on playbook_candidates (decided_at desc, id) where state = 'suppressed';
`;

/** One row an enrolment. What has not come due is null, for whoever was treated and whoever was held out alike. Amounts in the reporting currency. */
const outcomes = `
create table intervention_outcomes (
  enrolment_id text primary key references playbook_enrolments, playbook_id text not null references playbooks, version_number int not null,
  supplier_id text not null, arm text not null check (arm in ('treated', 'held_out')),
  plan_code text not null, health_band text not null, entered_at timestamptz not null,
  -- The first day of the month of entering, in the reporting zone.
  month date not null,
  -- Only the first time counts for the effect: a supplier is one observation.
  first_entry boolean not null, cut_short boolean not null,
  goal_due_at timestamptz not null, goal_seen_at timestamptz, goal_met boolean,
  retention_due_at timestamptz not null, paying boolean not null, left_at timestamptz, retained boolean,
  residual_minor bigint, value_change_minor bigint,
  acts int not null, reached int not null, engaged int not null,
  -- In thousandths of a minor unit: a letter costs less than a penny.
  cost_thousandths bigint not null,
  settled boolean not null, measured_at timestamptz not null
) with (fillfactor = 80);
create index intervention_outcomes_entered on intervention_outcomes (entered_at desc, enrolment_id);
create index intervention_outcomes_playbook on intervention_outcomes (playbook_id, month, enrolment_id);
create index intervention_outcomes_supplier on intervention_outcomes (supplier_id, entered_at desc);
create index intervention_outcomes_open on intervention_outcomes (enrolment_id) where not settled;
call scope_by_supplier('intervention_outcomes');
`;
