import type { Migration } from '../platform/migration.ts';

/** The double-entry journal: what the database itself guarantees of it. */
export const revenueJournal: Migration = {
  name: '20261121000700_revenue_journal',
  up: (sql) => sql.raw(`${accounts}${journal}${balanced}${appendOnly}${periods}`),
};

const accounts = `
create table accounts (
  code text primary key, name text not null,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
  normal_side text not null check (normal_side in ('debit', 'credit')), description text not null
);
insert into accounts (code, name, kind, normal_side, description) values
  ('ar', 'Accounts receivable', 'asset', 'debit', 'Finalised invoices not yet settled'),
  ('revenue', 'Revenue', 'income', 'credit', 'Invoiced subscriptions, net of discounts and tax'),
  ('tax_payable', 'Tax payable', 'liability', 'credit', 'VAT and sales tax owed to authorities'),
  ('refunds_contra', 'Refunds', 'income', 'debit', 'Money given back; cleared by credit notes that document it'),
  ('disputes', 'Disputes', 'expense', 'debit', 'Amounts withdrawn by chargebacks, less what was won back'),
  ('dispute_fees', 'Dispute fees', 'expense', 'debit', 'What the processor charges for disputes'),
  ('processor_fees', 'Processor fees', 'expense', 'debit', 'What the processor keeps of payments'),
  ('customer_credit', 'Customer credit', 'liability', 'credit', 'Credit balances of suppliers'),
  ('clearing:stripe', 'Stripe balance', 'asset', 'debit', 'Money held by Stripe'),
  ('reserve:stripe', 'Stripe reserves', 'asset', 'debit', 'Money Stripe holds back'),
  ('clearing:paypal', 'PayPal balance', 'asset', 'debit', 'Money held by PayPal'),
  ('in_transit', 'Payouts in transit', 'asset', 'debit', 'Left the processor, not yet at the bank'),
  ('bank', 'Bank', 'asset', 'debit', 'Paid out, or paid outside the processor'),
  ('bad_debt', 'Bad debt', 'expense', 'debit', 'Invoices given up'),
  ('fx', 'Currency exchange', 'expense', 'debit', 'Bridge between the currency charged and the currency settled'),
  ('suspense', 'Suspense', 'asset', 'debit', 'Movements of a kind nobody has mapped yet');
`;

/** One source posts once per revision. Debits are positive, credits negative. */
const journal = `
create table journal_entries (
  id bigint generated always as identity primary key,
  source_kind text not null, source_id text not null, revision int not null default 1,
  provider text not null, customer_id text, supplier_id text,
  description text not null, note text,
  occurred_at timestamptz not null, booked_on date not null,
  reverses_source_kind text,
  recorded_at timestamptz not null default clock_timestamp(), recorded_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'),
  unique (source_kind, source_id, revision)
);
create index journal_entries_supplier on journal_entries (supplier_id, booked_on desc) where supplier_id is not null;
create index journal_entries_customer on journal_entries (customer_id) where customer_id is not null;
create index journal_entries_source on journal_entries (source_id);
create index journal_entries_booked on journal_entries (booked_on desc, id desc);
create index journal_entries_occurred on journal_entries (occurred_at desc);
create table postings (
  id bigint generated always as identity primary key,
  entry_id bigint not null references journal_entries, account text not null references accounts,
  currency text not null check (currency ~ '^[A-Z]{3}$'), amount_minor bigint not null check (amount_minor <> 0)
);
create index postings_entry on postings (entry_id);
create index postings_account on postings (account, currency) include (amount_minor);
call scope_by_supplier('journal_entries');
alter table postings enable row level security;
create policy everything on postings to wedsync_unscoped using (true) with check (true);
create policy with_entry on postings to wedsync_scoped using (exists (select 1 from journal_entries e where e.id = entry_id));
`;

/** Checked when the transaction commits: every entry has postings, and they sum to zero in each currency. */
const balanced = `
create function refuse_unbalanced_entry() returns trigger language plpgsql as $$
declare entry bigint; lines int; off record;
begin
  if tg_table_name = 'postings' then entry := new.entry_id; else entry := new.id; end if;
  select count(*) into lines from postings p where p.entry_id = entry;
  if lines < 2 then
    raise exception 'journal entry % has % postings; it needs at least two', entry, lines using errcode = 'check_violation';
  end if;
  select p.currency, sum(p.amount_minor) as total into off from postings p where p.entry_id = entry group by p.currency having sum(p.amount_minor) <> 0 limit 1;
  if found then
    raise exception 'journal entry % is out of balance by % %', entry, off.total, off.currency using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on journal_entries deferrable initially deferred for each row execute function refuse_unbalanced_entry();
create constraint trigger balanced after insert on postings deferrable initially deferred for each row execute function refuse_unbalanced_entry();
`;

/** Entries may learn once whose they are, when the supplier arrives after the money; nothing else ever changes. */
const appendOnly = `
call append_only('postings');
create function refuse_entry_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.supplier_id is null and new.supplier_id is not null and to_jsonb(new) - 'supplier_id' = to_jsonb(old) - 'supplier_id' then
    return new;
  end if;
  raise exception 'journal_entries is append-only: % is refused', lower(tg_op) using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on journal_entries for each row execute function refuse_entry_change();
create trigger append_only_truncate before truncate on journal_entries for each statement execute function forbid_change();
revoke update, delete, truncate on journal_entries from wedsync_app;
grant update (supplier_id) on journal_entries to wedsync_app;
revoke insert, update, delete, truncate on accounts from wedsync_app;
`;

/** Closing and booking exclude each other through one advisory lock, so no entry slips into a period while it is being closed. */
const periods = `
create table period_locks (
  id bigint generated always as identity primary key,
  closed_through date not null, note text not null, closed_by text not null default coalesce(wedsync_actor() ->> 'id', 'unknown'),
  closed_at timestamptz not null default clock_timestamp()
);
call append_only('period_locks');
create function await_bookings() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7201946);
  if new.closed_through <= (select max(closed_through) from period_locks) then
    raise exception 'the books are already closed through that day' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger await_bookings before insert on period_locks for each row execute function await_bookings();
create function refuse_closed_period() returns trigger language plpgsql as $$
declare closed date;
begin
  perform pg_advisory_xact_lock_shared(7201946);
  select max(closed_through) into closed from period_locks;
  if new.booked_on <= closed then
    raise exception 'the books are closed through %; % is refused', closed, new.booked_on using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger refuse_closed_period before insert on journal_entries for each row execute function refuse_closed_period();
`;
