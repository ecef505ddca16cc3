import type { Migration } from '../platform/migration.ts';

/** Events of suppliers not met yet count towards their day, too: a loop in the host fills the past of nobody. */
export const connectorsStrangerDays: Migration = {
  name: '20261126070000_connectors_stranger_days',
  up: (sql) =>
    sql.raw(`
create table product_event_stranger_days (
  supplier_external_id text not null, day date not null, events int not null,
  primary key (supplier_external_id, day)
) with (fillfactor = 85);
comment on column product_event_stranger_days.day is 'Day in the reporting zone Europe/London';
insert into product_event_stranger_days (supplier_external_id, day, events)
  select supplier_external_id, (occurred_at at time zone 'Europe/London')::date, count(*) from product_events where supplier_id is null group by 1, 2;
`),
};
