import type { Migration } from '../platform/migration.ts';

/** Exchange rates as published, what was told of every subscription, and how MRR moved because of it. */
export const revenueMrr: Migration = {
  name: '20261122000400_revenue_mrr',
  up: (sql) => sql.raw([fxRates, subscriptionStates, mrrMovements, mrrAccounts, mrrCloses].join('\n')),
};

/**
 * Euro reference rates exactly as published, and what one unit is worth in the reporting currency. A rate published again with another value is
 * another row: the newest counts, and what was believed before stays on record.
 */
const fxRates = `
drop table fx_rates;
create table fx_rates (
  id bigint generated always as identity primary key,
  day date not null, currency text not null check (currency ~ '^[A-Z]{3}$'), source text not null,
  per_euro numeric not null check (per_euro > 0), gbp_per_unit numeric not null check (gbp_per_unit > 0),
  recorded_at timestamptz not null default clock_timestamp(),
  unique (currency, day, source, per_euro)
);
create index fx_rates_newest on fx_rates (currency, day desc, recorded_at desc) include (gbp_per_unit);
create index fx_rates_day on fx_rates (day desc, id desc);
call append_only('fx_rates');
`;

/** One row for every state a provider told of; whose it is follows from the customer, which may be linked later. */
const subscriptionStates = `
create table subscription_states (
  id bigint generated always as identity primary key,
  subscription_id text not null, customer_id text not null, provider text not null, source_event_id text not null, event_type text not null,
  effective_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(),
  status text not null, currency text not null, collection_paused boolean not null, cancel_scheduled boolean not null,
  ended_at timestamptz, cancellation_reason text, period_start timestamptz, discount_ids text[] not null, items jsonb not null,
  unique (subscription_id, source_event_id)
);
create index subscription_states_customer on subscription_states (customer_id);
call append_only('subscription_states');
alter table subscription_states enable row level security;
create policy everything on subscription_states to wedsync_unscoped using (true) with check (true);
create policy with_customer on subscription_states to wedsync_scoped
  using (exists (select 1 from customers c join suppliers s on s.id = c.supplier_id where c.id = customer_id));
`;

/**
 * Signed amounts in the reporting currency: in each view their sum is the MRR. Rows of months still open are put right when the history changes;
 * rows of closed months never go, they are taken back by a reversal and said again.
 */
const mrrMovements = `
create table mrr_movements (
  id bigint generated always as identity primary key,
  supplier_id text not null, key text not null,
  type text not null check (type in ('new', 'expansion', 'contraction', 'churn', 'reactivation', 'fx_impact')),
  amount_minor bigint not null, native_minor bigint not null, currency text not null,
  reason text, actor text not null, source_event_id text not null, merged_source_event_ids text[] not null default '{}',
  subscription_id text not null, plan_code text,
  in_net boolean not null, in_committed boolean not null, in_stripe boolean not null, in_plan boolean not null,
  effective_at timestamptz not null, recorded_at timestamptz not null, published_at timestamptz not null default clock_timestamp(),
  month date not null generated always as (date_trunc('month', effective_at at time zone 'Europe/London')::date) stored,
  restatement boolean not null default false, reversal boolean not null default false,
  restates_movement_id bigint references mrr_movements,
  check (not reversal or restates_movement_id is not null)
);
create index mrr_movements_supplier on mrr_movements (supplier_id, effective_at desc);
create index mrr_movements_effective on mrr_movements (effective_at desc, id desc);
create index mrr_movements_month on mrr_movements (month, type);
create index mrr_movements_amount on mrr_movements (amount_minor desc, id desc);
create index mrr_movements_published on mrr_movements (published_at desc);
create index mrr_movements_restates on mrr_movements (restates_movement_id) where restates_movement_id is not null;
create index mrr_movements_restatements on mrr_movements (published_at desc) where restatement;
call scope_by_supplier('mrr_movements');
`;

/** What is known of a supplier as an account: when it began to pay, and what its movements add up to. */
const mrrAccounts = `
create table mrr_accounts (
  supplier_id text primary key, cohort date, season text,
  net_minor bigint not null, committed_minor bigint not null, stripe_minor bigint not null,
  missing_rate text, next_change_at timestamptz, computed_at timestamptz not null
);
create index mrr_accounts_cohort on mrr_accounts (cohort);
create index mrr_accounts_missing_rate on mrr_accounts (missing_rate) where missing_rate is not null;
create index mrr_accounts_next_change on mrr_accounts (next_change_at) where next_change_at is not null;
call scope_by_supplier('mrr_accounts');
`;

/** Closing and publishing exclude each other through one advisory lock, so no movement slips into a month while it is being closed. */
const mrrCloses = `
create table mrr_closes (
  id bigint generated always as identity primary key,
  month date not null check (month = date_trunc('month', month)::date), version int not null, figures jsonb not null,
  closed_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'), closed_by_name text not null default coalesce(wedsync_actor() ->> 'name', 'unknown'),
  closed_at timestamptz not null default clock_timestamp(),
  unique (month, version)
);
call append_only('mrr_closes');
create function mrr_closed_through() returns date language sql stable as $$ select max(month) from mrr_closes $$;
create function await_mrr() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7201947); return new;
end $$;
create trigger await_mrr before insert on mrr_closes for each row execute function await_mrr();
create function refuse_closed_mrr() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'mrr_movements are never changed: they are taken back and said again' using errcode = 'restrict_violation';
  end if;
  if old.month <= mrr_closed_through() then
    raise exception 'MRR of % is closed: take the movement back by a reversal', to_char(old.month, 'YYYY-MM') using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
create trigger refuse_closed_mrr before update or delete on mrr_movements for each row execute function refuse_closed_mrr();
create trigger append_only_truncate before truncate on mrr_movements for each statement execute function forbid_change();
`;
