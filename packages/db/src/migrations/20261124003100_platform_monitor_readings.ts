import type { Migration } from '../platform/migration.ts';

/** What the monitors of the house measured, and when: anybody may write one down, operations judges them. */
export const platformMonitorReadings: Migration = {
  name: '20261124003100_platform_monitor_readings',
  up: (sql) =>
    sql.raw(`
create table monitor_readings (
  id bigint generated always as identity primary key,
  monitor text not null, subject text not null default '',
  value double precision, sample int check (sample >= 0), note text,
  taken_at timestamptz not null,
  unique (monitor, subject, taken_at)
);
comment on column monitor_readings.subject is 'Which of several the monitor looks at, such as a provider; empty when there is one';
comment on column monitor_readings.value is 'In the unit of the monitor; null where there was nothing to measure, which is not the same as nought';
comment on column monitor_readings.sample is 'How many things the value was taken from; null where that says nothing';
create index monitor_readings_age on monitor_readings (taken_at);
`),
};
