import type { Migration } from '../platform/migration.ts';

/** Who is likely to leave: snapshots to learn from, the registry of models, predictions and what became of them. */
export const successChurn: Migration = {
  name: '20261123001100_success_churn',
  up: (sql) => sql.raw([policies, snapshots, models, predictions, watch].join('\n')),
};

/** What contacting costs and brings; the newest counts. */
const policies = `
create table churn_policies (
  id bigint generated always as identity primary key,
  save_rate real not null check (save_rate between 0 and 1), contact_cost_minor int not null check (contact_cost_minor >= 0),
  weekly_capacity int not null check (weekly_capacity > 0),
  set_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), set_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'unknown'),
  set_at timestamptz not null default clock_timestamp()
);
call append_only('churn_policies');
insert into churn_policies (save_rate, contact_cost_minor, weekly_capacity, set_by, set_by_name) values (0.2, 1500, 20, 'system', 'The house');
`;

/** What a model learned from can be drawn again: dates, features and the SHA-256 of the rows. */
const snapshots = `
create table churn_snapshots (
  id text primary key, horizon_days int not null, as_of_days date[] not null, known_through date not null,
  feature_version text not null, row_count int not null, loss_count int not null, sha256 text not null, drawn_at timestamptz not null
);
call append_only('churn_snapshots');
`;

/** A model never changes; only the office it holds does. */
const models = `
create table churn_models (
  id text primary key, number int not null generated always as identity unique,
  horizon_days int not null check (horizon_days in (30, 60, 90)),
  algorithm text not null check (algorithm in ('logistic', 'boosted', 'rule')), feature_version text not null,
  code_hash text not null, seed int not null, parameters jsonb not null, snapshot_id text not null references churn_snapshots,
  classifier jsonb not null, calibration jsonb not null, frozen_bins jsonb not null, report jsonb not null,
  author_id text not null, author_name text not null, trained_at timestamptz not null,
  state text not null default 'draft' check (state in ('draft', 'shadow', 'champion', 'retired')),
  state_since timestamptz not null, state_by_name text not null, approver_name text,
  version int not null default 1, updated_at timestamptz not null default clock_timestamp()
);
create unique index churn_models_one_champion on churn_models (horizon_days) where state = 'champion';
create index churn_models_newest on churn_models (trained_at desc);
call versioned('churn_models', '');
call audit_table('churn_models', 'classifier,calibration,frozen_bins,report');
create function keep_churn_model() returns trigger language plpgsql as $$
declare office text[] := array['state', 'state_since', 'state_by_name', 'approver_name', 'version', 'updated_at'];
begin
  if to_jsonb(new) - office is distinct from to_jsonb(old) - office then
    raise exception 'A churn model is never changed: train another' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_churn_model before update on churn_models for each row execute function keep_churn_model();
revoke delete, truncate on churn_models from wedsync_app;
`;

/** One row a supplier and horizon as of the last scoring; forecasts are what was said on a day, kept until it is known what came of it. */
const predictions = `
create table churn_predictions (
  supplier_id text not null, horizon_days int not null, id text not null generated always as (supplier_id || ':' || horizon_days) stored,
  probability real not null, model_id text not null, features_hash text not null, reasons jsonb not null,
  expected_saved_minor bigint, scored_at timestamptz not null,
  dismissed_at timestamptz, dismissed_by_name text, dismissed_reason text,
  primary key (supplier_id, horizon_days)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index churn_predictions_saved on churn_predictions (horizon_days, expected_saved_minor desc nulls last, id desc);
create index churn_predictions_probability on churn_predictions (horizon_days, probability desc, id desc);
create index churn_predictions_dismissed on churn_predictions (dismissed_at) where dismissed_at is not null;
call scope_by_supplier('churn_predictions');
create table churn_forecasts (
  model_id text not null, said_on date not null, supplier_id text not null, horizon_days int not null,
  probability real not null, due_on date not null, came_true boolean, filled_at timestamptz,
  primary key (model_id, said_on, supplier_id)
);
create index churn_forecasts_due on churn_forecasts (due_on) where came_true is null;
create index churn_forecasts_supplier on churn_forecasts (supplier_id, said_on desc);
call scope_by_supplier('churn_forecasts');
`;

/** How each model in office does, a row a day. */
const watch = `
create table churn_quality (
  model_id text not null, day date not null, state text not null, why text not null, figures jsonb not null, primary key (model_id, day)
);
create table churn_drift (
  model_id text not null, day date not null, state text not null, features jsonb not null, primary key (model_id, day)
);
`;
