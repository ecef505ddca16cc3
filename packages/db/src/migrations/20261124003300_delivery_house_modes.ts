import type { Migration } from '../platform/migration.ts';

/** Times that alerts are told otherwise, and what an alert that was settled by the house itself says. */
export const deliveryHouseModes: Migration = {
  name: '20261124003300_delivery_house_modes',
  up: (sql) =>
    sql.raw(`
create table house_modes (
  mode text primary key, in_force boolean not null, since timestamptz not null, why text not null,
  escalate_after_minutes int check (escalate_after_minutes > 0), judged_at timestamptz not null
);
comment on column house_modes.escalate_after_minutes is 'While it is in force, critical alerts that nobody took are texted after so many minutes; null leaves what the policy says';
alter table alerts add column resolved_note text;
drop index alerts_unattended;
create index alerts_unattended on alerts (open_since) where state = 'open' and severity = 'critical' and escalated_at is null;
`),
};
