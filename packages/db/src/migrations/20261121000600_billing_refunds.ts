import type { Migration } from '../platform/migration.ts';

/** What staff asked to give back, from the request to the bank's answer. */
export const billingRefunds: Migration = {
  name: '20261121000600_billing_refunds',
  up: (sql) =>
    sql.raw(`
create table refund_requests (
  id text primary key, action_run_id text not null unique,
  charge_id text not null, supplier_id text, provider text not null,
  outcome text not null check (outcome in ('card', 'credit_note', 'balance', 'goodwill_month')),
  amount_minor bigint not null check (amount_minor > 0), currency text not null,
  lines jsonb, credit_lines jsonb, invoice_id text, subscription_id text,
  reason_code text not null, note text,
  state text not null default 'queued' check (state in ('queued', 'sending', 'unknown', 'pending', 'succeeded', 'failed', 'cancelled')),
  provider_refund_id text, provider_credit_note_id text, error text,
  attempts int not null default 0, next_attempt_at timestamptz default clock_timestamp(),
  requested_by text not null, requested_by_name text not null, approved_by text,
  settled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(), updated_at timestamptz not null default clock_timestamp(),
  check (approved_by is distinct from requested_by)
);
comment on column refund_requests.lines is 'Chosen parts of the invoice, tax included';
comment on column refund_requests.credit_lines is 'The same as a credit note names them, without tax; null when the note is for an amount';
comment on column refund_requests.next_attempt_at is 'When the worker calls the provider next; null when there is nothing left to send';
create index refund_requests_due on refund_requests (next_attempt_at) where next_attempt_at is not null;
create index refund_requests_charge on refund_requests (charge_id);
create index refund_requests_supplier on refund_requests (supplier_id, created_at desc);
create index refund_requests_state on refund_requests (state, created_at desc);
create index refund_requests_created on refund_requests (created_at desc);
create index refund_requests_provider on refund_requests (provider_refund_id) where provider_refund_id is not null;
call scope_by_supplier('refund_requests');
call versioned('refund_requests', 'attempts,next_attempt_at');
call audit_table('refund_requests');
`),
};
