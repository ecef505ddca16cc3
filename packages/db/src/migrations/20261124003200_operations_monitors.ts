import type { Migration } from '../platform/migration.ts';

/** How the house is judged: tuned thresholds, the state of every monitor and how it came to it, and the days on which little may go wrong. */
export const operationsMonitors: Migration = {
  name: '20261124003200_operations_monitors',
  up: (sql) => sql.raw(`${tunings}${states}${policies}`),
};

/** The newest version of a monitor counts; without one what its row in the code suggests. */
const tunings = `
create table monitor_tunings (
  id bigint generated always as identity primary key,
  monitor text not null, version int not null,
  warning double precision not null, critical double precision not null,
  min_sample int not null check (min_sample >= 0), needed int not null check (needed >= 1), of_readings int not null check (of_readings between needed and 60),
  channel text not null, reason text not null,
  set_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), set_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'unknown'),
  set_at timestamptz not null default clock_timestamp(),
  unique (monitor, version), check (needed * 2 > of_readings)
);
call append_only('monitor_tunings');
call audit_table('monitor_tunings');
`;

/** One row a line of the page: a monitor, and which of several it looks at. */
const states = `
create table monitor_states (
  id text primary key, monitor text not null, subject text not null, place int not null,
  state text not null check (state in ('healthy', 'warning', 'critical', 'unknown')), since timestamptz not null, why text not null,
  value double precision, sample int, note text, taken_at timestamptz,
  warning double precision not null, critical double precision not null, because text[] not null,
  alert_id text, judged_at timestamptz not null,
  unique (monitor, subject)
);
create table monitor_changes (
  id bigint generated always as identity primary key, monitor_id text not null, monitor text not null, subject text not null,
  from_state text not null, to_state text not null, why text not null,
  value double precision, sample int, warning double precision not null, critical double precision not null, because text[] not null,
  changed_at timestamptz not null
);
create index monitor_changes_of on monitor_changes (monitor_id, id desc);
call append_only('monitor_changes');
`;

const policies = `
create table watch_policies (
  id text primary key check (id = 'all'),
  wedding_enabled boolean not null default true, wedding_min_suppliers int not null default 20, wedding_min_percent double precision not null default 5,
  wedding_factor double precision not null default 0.5, wedding_escalate_after_minutes int not null default 5,
  season_enabled boolean not null default true, north_from int not null default 5, north_to int not null default 9,
  south_from int not null default 11, south_to int not null default 3,
  season_factor double precision not null default 5, season_min_percent double precision not null default 20,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
insert into watch_policies (id) values ('all');
call versioned('watch_policies');
call audit_table('watch_policies');
`;
