import type { Migration } from '../platform/migration.ts';

/** Where alerts are told and by whom they are taken: rules, snoozing, assignees, what was pressed in Slack, and texts when nobody looks. */
export const deliveryAlertDesk: Migration = {
  name: '20261123001600_delivery_alert_desk',
  up: (sql) => sql.raw(`${staff}${alerts}${rules}${interactions}`),
};

const staff = `
alter table staff add column slack_user_id text, add column phone text;
create unique index staff_slack_user on staff (slack_user_id) where slack_user_id is not null;
insert into personal_fields values ('staff', 'phone');
`;

/** A storm is of one type in one channel: each channel is told of what it did not see. */
const alerts = `
alter table alerts
  add column assignee_id text references staff, add column snoozed_by text, add column snoozed_until timestamptz,
  add column open_since timestamptz not null default clock_timestamp(), add column route_name text,
  add column escalated_at timestamptz, add column escalated_to text;
comment on column alerts.open_since is 'When it began to wait for somebody: raised, or back from being snoozed';
alter table alerts drop constraint alerts_state_check, add constraint alerts_state_check check (state in ('open', 'acknowledged', 'snoozed', 'resolved'));
alter table alerts add constraint alerts_snoozed_until check ((state = 'snoozed') = (snoozed_until is not null));
create index alerts_snoozed on alerts (snoozed_until) where state = 'snoozed';
create index alerts_unattended on alerts (open_since) where state = 'open' and severity = 'critical' and escalated_at is null and supplier_id is not null;
alter table alert_storms add column channel text;
`;

const rules = `
create table alert_routes (
  id text primary key, name text not null unique, place int not null, enabled boolean not null default true,
  types text[] not null default '{}', severities text[] not null default '{}', plan_codes text[] not null default '{}', owner_ids text[] not null default '{}',
  channel text not null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
call versioned('alert_routes');
call audit_table('alert_routes');
create table alert_policies (
  id text primary key check (id = 'all'), escalation_enabled boolean not null default true,
  escalate_after_minutes int not null default 15 check (escalate_after_minutes between 1 and 720),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
insert into alert_policies (id) values ('all');
call versioned('alert_policies');
call audit_table('alert_policies');
`;

const interactions = `
create table slack_interactions (
  signature text primary key, received_at timestamptz not null default clock_timestamp()
);
comment on table slack_interactions is 'What Slack told us of late, so that the same request sent again does nothing';
create index slack_interactions_received on slack_interactions (received_at);
`;
