import type { Migration } from '../platform/migration.ts';

/** What PayPal needs beside the mirror: deliveries that wait to be verified, an account for what it holds back, since when a subscription owes. */
export const billingPaypal: Migration = {
  name: '20261122000100_billing_paypal',
  up: (sql) => sql.raw(`${transmissions}${accounts}${subscriptions}${byProvider}${byHand}`),
};

/** Lists of money are filtered by provider. */
const listed = ['subscriptions', 'invoices', 'charges', 'refunds', 'disputes', 'payouts', 'balance_transactions'];
const byProvider = listed
  .map((table) => `create index ${table}_provider on ${table} (provider, created_at desc);\n`)
  .join('');

/**
 * The door cannot fetch certificates, so it keeps deliveries here until the worker has verified them; only then do they become provider events.
 * A forged delivery therefore never takes the place of a real one: both are kept side by side until one is refused.
 */
const transmissions = `
create table paypal_transmissions (
  id bigint generated always as identity primary key,
  transmission_id text not null, body_sha256 text not null,
  sent_at timestamptz not null, sent_at_text text not null, signature text not null, cert_url text not null, auth_algo text not null,
  body_crc32 bigint not null, payload text, scrubbed_numbers int not null default 0,
  event_id text not null, event_type text not null, resource_id text, occurred_at timestamptz not null,
  state text not null default 'received' check (state in ('received', 'accepted', 'refused')), reason text,
  due_at timestamptz not null default clock_timestamp(), attempts int not null default 0, error text,
  received_at timestamptz not null default clock_timestamp(), decided_at timestamptz,
  unique (transmission_id, body_sha256, signature)
);
create index paypal_transmissions_due on paypal_transmissions (due_at, id) where state = 'received';
create index paypal_transmissions_decided on paypal_transmissions (decided_at) where decided_at is not null;
comment on column paypal_transmissions.payload is 'What was said, card numbers removed; let go of once decided';
`;

/** What people book by hand about invoices; maker and checker are never the same. */
const byHand = `
create table manual_payments (
  id text primary key, provider text not null default 'manual',
  kind text not null check (kind in ('bank_transfer', 'write_off')),
  status text not null default 'recorded' check (status in ('recorded', 'reversed')),
  invoice_id text not null, invoice_number text, customer_id text, supplier_id text,
  amount_minor bigint not null check (amount_minor > 0), currency text not null,
  received_on date not null, reference text,
  action_run_id text not null unique, requested_by text not null, requested_by_name text not null, approved_by text not null,
  created_at timestamptz not null default clock_timestamp(), reversed_at timestamptz, deleted_at timestamptz,
  check (approved_by <> requested_by), check ((status = 'reversed') = (reversed_at is not null))
);
create index manual_payments_invoice on manual_payments (invoice_id);
create index manual_payments_supplier on manual_payments (supplier_id, created_at desc);
create index manual_payments_created on manual_payments (created_at desc);
create index manual_payments_customer on manual_payments (customer_id);
call scope_by_supplier('manual_payments');
call audit_table('manual_payments');
`;

const accounts = `
insert into accounts (code, name, kind, normal_side, description)
  values ('reserve:paypal', 'PayPal reserves', 'asset', 'debit', 'Money PayPal holds back, such as during a dispute');
`;

const subscriptions = `
alter table subscriptions add column past_due_since timestamptz;
comment on column subscriptions.past_due_since is 'Where the provider itself says since when it owes; otherwise the oldest open invoice tells';
`;
