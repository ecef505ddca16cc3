import type { Migration } from '../platform/migration.ts';

/** What the providers' own lists say, where they and our books differ, and which days and months are closed because they do not. */
export const revenueReconciliation: Migration = {
  name: '20261122000500_revenue_reconciliation',
  up: (sql) => sql.raw([statements, reconciled, exceptions, closing, leakage, consistency].join('\n')),
};

/**
 * Lines of the provider's list as last read, and beside them what we mirrored and booked of the same movement. A payment outside every provider is
 * a line too: the invoice says that it was paid, the ledger must have it at the bank.
 */
const statements = `
create table statement_lines (
  provider text not null, id text not null, type text not null, currency text not null,
  amount_minor bigint not null, fee_minor bigint not null, net_minor bigint not null,
  occurred_at timestamptz not null, day date not null generated always as ((occurred_at at time zone 'Europe/London')::date) stored,
  source_id text, charge_id text, payout_id text, listed_at timestamptz not null,
  primary key (provider, id)
);
create index statement_lines_day on statement_lines (provider, day);
create index statement_lines_payout on statement_lines (payout_id) where payout_id is not null;
create index balance_transactions_london_day on balance_transactions (provider, ((created_at at time zone 'Europe/London')::date));
create index journal_entries_outside on journal_entries (occurred_at) where source_kind = 'invoice_paid_outside';
create index invoices_outside on invoices (paid_at) where paid_off_provider_minor > 0;
create view booked_lines with (security_invoker = true) as
  select t.provider, t.id, t.type, t.currency, t.amount_minor, t.fee_minor, t.net_minor, t.created_at as occurred_at,
    (t.created_at at time zone 'Europe/London')::date as day, t.source_id, t.charge_id, t.payout_id, t.supplier_id,
    t.source_currency, t.source_amount_minor, t.exchange_rate,
    (select sum(p.amount_minor) from journal_entries e join postings p on p.entry_id = e.id
      where e.source_kind in ('balance_transaction', 'balance_transaction_reversed') and e.source_id = t.id
        and p.account = case t.provider when 'manual' then 'bank' else 'clearing:' || t.provider end and p.currency = t.currency) as booked_minor
  from balance_transactions t where t.deleted_at is null
  union all
  select 'manual', e.source_id || '/outside', 'paid_outside', p.currency, p.amount_minor, 0, p.amount_minor, e.occurred_at,
    (e.occurred_at at time zone 'Europe/London')::date, e.source_id, null, null, e.supplier_id, p.currency, p.amount_minor, null, p.amount_minor
  from journal_entries e join postings p on p.entry_id = e.id and p.account = 'bank' where e.source_kind = 'invoice_paid_outside';
`;

const reconciled = `
create table reconciled_days (
  provider text not null, day date not null, booked_lines int not null, listed_lines int not null, checked_at timestamptz not null,
  primary key (provider, day)
);
create index reconciled_days_day on reconciled_days (day);
create table reconciled_payouts (
  id text primary key, provider text not null, currency text not null, amount_minor bigint not null, arrival_date date not null,
  lines int not null, lines_minor bigint not null, checked_at timestamptz not null
);
create index reconciled_payouts_arrival on reconciled_payouts (arrival_date desc);
create index reconciled_payouts_checked on reconciled_payouts (checked_at);
`;

/** One row for one thing that is wrong, however often it is found. One that healed is fixed; one that was fixed and is back is open again. */
const exceptions = `
create table reconciliation_exceptions (
  id text primary key, type text not null, provider text not null, object text not null, object_id text not null,
  day date not null, payout_id text, supplier_id text, currency text not null, amount_minor bigint not null check (amount_minor >= 0),
  summary text not null, local jsonb, remote jsonb,
  state text not null default 'open' check (state in ('open', 'fixing', 'fixed', 'accepted')),
  owner_id text, owner_name text, fix_error text, settled_by text, settled_by_name text, settled_because text, approved_by text,
  found_at timestamptz not null, last_seen_at timestamptz not null, settled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  unique (type, provider, object_id), check (approved_by is distinct from settled_by or approved_by is null)
);
create index reconciliation_exceptions_state on reconciliation_exceptions (state, found_at desc);
create index reconciliation_exceptions_day on reconciliation_exceptions (day) where state in ('open', 'fixing');
create index reconciliation_exceptions_found on reconciliation_exceptions (found_at desc);
create index reconciliation_exceptions_amount on reconciliation_exceptions (amount_minor desc);
create index reconciliation_exceptions_payout on reconciliation_exceptions (payout_id) where payout_id is not null;
create index reconciliation_exceptions_supplier on reconciliation_exceptions (supplier_id) where supplier_id is not null;
call scope_by_supplier('reconciliation_exceptions');
call versioned('reconciliation_exceptions', 'last_seen_at');
call audit_table('reconciliation_exceptions');
`;

/** A closed day says that somebody looked and it was right; a closed month moves the lock that the journal obeys. */
const closing = `
create table business_days (
  id text primary key, day date not null unique, closed_at timestamptz, closed_by text, closed_by_name text, note text,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (id = day::text), check ((closed_at is null) = (closed_by is null))
);
create index business_days_open on business_days (day desc) where closed_at is null;
call versioned('business_days');
call audit_table('business_days');
create table accounting_periods (
  id text primary key, month date not null unique check (month = date_trunc('month', month)::date),
  closed_at timestamptz, closed_by text, closed_by_name text, approved_by text, note text,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (id = to_char(month, 'YYYY-MM')), check ((closed_at is null) = (approved_by is null)), check (approved_by <> closed_by)
);
call versioned('accounting_periods');
call audit_table('accounting_periods');
`;

const leakage = `
create table leakage_findings (
  id bigint generated always as identity primary key,
  kind text not null, subject text not null, supplier_id text, resource text not null, resource_id text not null,
  monthly_minor bigint not null check (monthly_minor >= 0), detail text not null,
  found_at timestamptz not null, last_seen_at timestamptz not null, gone_at timestamptz,
  unique (kind, subject)
);
create index leakage_findings_present on leakage_findings (monthly_minor desc, id desc) where gone_at is null;
create index leakage_findings_found on leakage_findings (found_at desc, id desc);
create index leakage_findings_supplier on leakage_findings (supplier_id) where supplier_id is not null;
call scope_by_supplier('leakage_findings');
create table leakage_reports (
  week date primary key, findings int not null, monthly_minor bigint not null, by_kind jsonb not null, reported_at timestamptz not null
);
`;

const consistency = `
create table consistency_checks (
  name text primary key, title text not null, holds boolean not null, detail text not null,
  checked_at timestamptz not null, broken_since timestamptz
);
`;
