import type { Migration } from '../platform/migrate.ts';

/** Columns of suppliers that other capabilities keep up to date; they neither raise the version nor fill the audit trail. */
const standing =
  'plan_code,lifecycle,mrr_minor,health_score,health_band,health_trend,churn_probability,open_task_count,next_wedding_on,last_seen_at';

/** Whom we serve. Current standing sits beside the record itself so that every list filter and sort is one indexed table. */
export const suppliersSuppliers: Migration = {
  name: '20261121000200_suppliers_suppliers',
  up: (sql) =>
    sql.raw(`
create table suppliers (
  id text primary key, external_id text not null unique, business_name text not null,
  vendor_type text not null, region text not null, country text not null, time_zone text not null, currency text not null,
  owner_id text references staff, tags text[] not null default '{}', signed_up_at timestamptz not null,
  plan_code text, lifecycle text not null default 'trial',
  mrr_minor bigint not null default 0,
  health_score smallint, health_band text not null default 'unknown', health_trend smallint not null default 0,
  churn_probability real, open_task_count int not null default 0,
  next_wedding_on date, last_seen_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp()
);
comment on column suppliers.mrr_minor is 'Effective MRR now, reporting currency GBP, minor units; kept by billing';
call versioned('suppliers', '${standing}');
call audit_table('suppliers', '${standing}');
alter table suppliers enable row level security;
create policy everything on suppliers to wedsync_unscoped using (true) with check (true);
create policy in_scope on suppliers to wedsync_scoped using (
  case (select current_setting('wedsync.scope', true))
    when 'own' then owner_id = (select current_setting('wedsync.scope_key', true))
    when 'region' then region = any (string_to_array((select current_setting('wedsync.scope_key', true)), ','))
    when 'supplier' then id = (select current_setting('wedsync.scope_key', true))
    else false
  end
);
`),
  down: (sql) => sql.raw('drop table if exists suppliers cascade'),
};
