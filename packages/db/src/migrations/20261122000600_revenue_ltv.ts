import type { Migration } from '../platform/migration.ts';

/** How long customers stay, segment by segment, and what every supplier has brought and is still expected to bring. */
export const revenueLtv: Migration = {
  name: '20261122000600_revenue_ltv',
  up: (sql) => sql.raw([curves, values].join('\n')),
};

/** A curve is never changed: the same inputs are the same row, others another. Which one counts now is told apart. */
const curves = `
create table retention_curves (
  id bigint generated always as identity primary key,
  key text not null, inputs_hash text not null, method_version text not null,
  level text not null check (level in ('segment', 'plan', 'all')), plan_code text, vendor_type text,
  billing_interval text not null check (billing_interval in ('month', 'year')),
  n int not null, detail jsonb not null, residuals jsonb not null, fitted_at timestamptz not null,
  unique (key, inputs_hash)
);
call append_only('retention_curves');
create table retention_curves_current (
  key text primary key, curve_id bigint not null references retention_curves, checked_at timestamptz not null
);
create table retention_fits (
  id bigint generated always as identity primary key,
  fitted_at timestamptz not null, accounts int not null, lives int not null, curves int not null, changed int not null
);
call append_only('retention_fits');
`;

/** One row a supplier as of its last change, and one a day on which it changed. Amounts in the reporting currency, without tax. */
const values = `
create table supplier_values (
  supplier_id text primary key,
  state text not null check (state in ('paying', 'resting', 'left', 'never_paid')),
  plan_code text, vendor_type text not null, billing_interval text, began_at timestamptz, periods int not null, mrr_minor bigint not null,
  paid_minor bigint, tax_minor bigint, refunds_minor bigint, lost_disputes_minor bigint, processor_fees_minor bigint, dispute_fees_minor bigint,
  realised_minor bigint, residual_minor bigint, residual_lower_minor bigint, residual_upper_minor bigint,
  predicted_minor bigint, predicted_lower_minor bigint, predicted_upper_minor bigint,
  reason text, missing_rate text, curve_id bigint references retention_curves, method_version text not null,
  inputs_hash text not null, computed_at timestamptz not null
) with (fillfactor = 80);
create index supplier_values_predicted on supplier_values (predicted_minor desc nulls last, supplier_id desc);
create index supplier_values_predicted_up on supplier_values (predicted_minor nulls last, supplier_id);
create index supplier_values_realised on supplier_values (realised_minor desc nulls last, supplier_id desc);
create index supplier_values_realised_up on supplier_values (realised_minor nulls last, supplier_id);
create index supplier_values_residual on supplier_values (residual_minor desc nulls last, supplier_id desc);
create index supplier_values_residual_up on supplier_values (residual_minor nulls last, supplier_id);
create index supplier_values_segment on supplier_values (plan_code, vendor_type, billing_interval);
create index supplier_values_curve on supplier_values (curve_id);
call scope_by_supplier('supplier_values');
create table supplier_value_days (
  supplier_id text not null, day date not null,
  realised_minor bigint, residual_minor bigint, predicted_minor bigint, predicted_lower_minor bigint, predicted_upper_minor bigint,
  primary key (supplier_id, day)
);
call scope_by_supplier('supplier_value_days');
`;
