import type { Migration } from '../platform/migration.ts';

/** What the books did not know of: why something booked by hand gave way without anybody asking, and credit given to customers outside invoices. */
export const revenueByHand: Migration = {
  name: '20261125005000_revenue_by_hand',
  up: (sql) => sql.raw(['alter table manual_payments add column reversed_because text;', customerBalance].join('\n')),
};

const customerBalance = `
create table customer_balance_transactions (
  id text primary key, provider text not null,
  created_at timestamptz not null, as_of timestamptz not null, fetched_at timestamptz, deleted_at timestamptz,
  raw jsonb not null, mirrored_at timestamptz not null, customer_id text, supplier_id text,
  type text not null, currency text not null, amount_minor bigint not null, description text, invoice_id text, credit_note_id text
);
create index customer_balance_transactions_customer on customer_balance_transactions (customer_id);
create index customer_balance_transactions_supplier on customer_balance_transactions (supplier_id, created_at desc) where supplier_id is not null;
call scope_by_supplier('customer_balance_transactions');
`;
