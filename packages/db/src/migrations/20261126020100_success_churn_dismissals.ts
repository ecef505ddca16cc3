import type { Migration } from '../platform/migration.ts';

/** What people said against predictions outlasts the predictions: they are taken back and made again with every change of office. */
export const successChurnDismissals: Migration = {
  name: '20261126020100_success_churn_dismissals',
  up: (sql) =>
    sql.raw(`
create table churn_dismissals (
  id bigint generated always as identity primary key,
  supplier_id text not null, horizon_days int not null, model_id text not null, probability real not null,
  dismissed_at timestamptz not null, by_id text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), by_name text not null, reason text not null
);
create index churn_dismissals_supplier on churn_dismissals (supplier_id, horizon_days, dismissed_at desc);
create index churn_dismissals_model on churn_dismissals (model_id);
call scope_by_supplier('churn_dismissals');
revoke delete, truncate on churn_dismissals from wedsync_app;
insert into churn_dismissals (supplier_id, horizon_days, model_id, probability, dismissed_at, by_name, reason)
select supplier_id, horizon_days, model_id, probability, dismissed_at, coalesce(dismissed_by_name, ''), coalesce(dismissed_reason, '')
from churn_predictions where dismissed_at is not null;`),
};
