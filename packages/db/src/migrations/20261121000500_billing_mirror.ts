import type { Migration } from '../platform/migration.ts';

/**
 * What providers say was sold and collected, in names of no provider. No foreign keys: facts arrive in any order.
 * Every row keeps the moment it speaks for (as_of), when it was last fetched rather than delivered (fetched_at) and the provider's own words (raw).
 */
export const billingMirror: Migration = {
  name: '20261121000500_billing_mirror',
  up: (sql) =>
    sql.raw(
      [catalogue, parties, subscriptions, invoices, charges, afterwards, balance, creditNotes, rates].join('\n') +
        scoped.map((table) => `call scope_by_supplier('${table}');`).join('\n'),
    ),
};

const scoped = [
  'customers',
  'payment_methods',
  'discounts',
  'subscriptions',
  'subscription_items',
  'invoices',
  'invoice_lines',
  'invoice_payments',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'credit_notes',
];

/** Columns every mirrored row has. */
const mirrored = `
  id text primary key, provider text not null,
  created_at timestamptz not null, as_of timestamptz not null, fetched_at timestamptz, deleted_at timestamptz,
  raw jsonb not null, mirrored_at timestamptz not null`;
const owned = `${mirrored}, customer_id text, supplier_id text`;

/** Lists by customer (late linking) and by supplier (its page), newest first. */
const ownedIndexes = (table: string) => `
create index ${table}_customer on ${table} (customer_id);
create index ${table}_supplier on ${table} (supplier_id, created_at desc) where supplier_id is not null;
`;

const catalogue = `
create table products (${mirrored}, name text not null, plan_code text, active boolean not null);
create table prices (${mirrored},
  product_id text not null, lookup_key text, currency text not null, unit_amount_minor bigint,
  interval text, interval_count int, usage_type text, active boolean not null
);
create index prices_product on prices (product_id);
create table coupons (${mirrored},
  name text, percent_off numeric, amount_off_minor bigint, currency text, duration text not null, duration_in_months int
);
`;

const parties = `
create table customers (${mirrored}, supplier_id text,
  supplier_external_id text, email text, name text, currency text, balance_minor bigint not null, delinquent boolean not null,
  default_payment_method_id text
);
create index customers_supplier on customers (supplier_id) where supplier_id is not null;
create index customers_unlinked on customers (supplier_external_id) where supplier_id is null;
create table payment_methods (${owned},
  type text not null, brand text, last4 text, exp_month int, exp_year int, fingerprint text
);
${ownedIndexes('payment_methods')}
create index payment_methods_expiry on payment_methods (exp_year, exp_month) where deleted_at is null;
create table discounts (${owned}, subscription_id text, coupon_id text not null, starts_at timestamptz not null, ends_at timestamptz);
${ownedIndexes('discounts')}
create index discounts_coupon on discounts (coupon_id);
create index discounts_end on discounts (ends_at) where deleted_at is null;
`;

const subscriptions = `
create table subscriptions (${owned},
  status text not null, currency text not null, collection_method text,
  started_at timestamptz, period_start timestamptz, period_end timestamptz, trial_start timestamptz, trial_end timestamptz,
  cancel_at timestamptz, cancel_at_period_end boolean not null, canceled_at timestamptz, ended_at timestamptz,
  cancellation_reason text, cancellation_feedback text, cancellation_comment text,
  pause_behavior text, pause_resumes_at timestamptz,
  latest_invoice_id text, default_payment_method_id text, discount_ids text[] not null,
  plan_code text, billing_interval text,
  gross_mrr_minor bigint not null default 0, discount_mrr_minor bigint not null default 0,
  net_mrr_minor bigint not null default 0, stripe_compatible_mrr_minor bigint not null default 0
);
comment on column subscriptions.net_mrr_minor is 'Effective MRR in the subscription''s own currency, minor units; kept with the supplier''s standing';
${ownedIndexes('subscriptions')}
create index subscriptions_status on subscriptions (status, created_at desc);
create index subscriptions_created on subscriptions (created_at desc);
create index subscriptions_period_end on subscriptions (period_end);
create index subscriptions_mrr on subscriptions (net_mrr_minor desc);
create table subscription_items (${owned},
  subscription_id text not null, price_id text not null, product_id text, quantity bigint not null,
  unit_amount_minor bigint, currency text not null, interval text, interval_count int, usage_type text, discount_ids text[] not null
);
${ownedIndexes('subscription_items')}
create index subscription_items_subscription on subscription_items (subscription_id);
create index subscription_items_product on subscription_items (product_id);
`;

const invoices = `
create table invoices (${owned},
  subscription_id text, number text, status text not null, currency text not null, billing_reason text, collection_method text,
  subtotal_minor bigint not null, discount_minor bigint not null, tax_minor bigint not null, total_minor bigint not null,
  amount_due_minor bigint not null, amount_paid_minor bigint not null, amount_remaining_minor bigint not null,
  paid_off_provider_minor bigint not null, overpaid_minor bigint not null,
  starting_balance_minor bigint not null, ending_balance_minor bigint,
  pre_payment_credit_minor bigint not null, post_payment_credit_minor bigint not null,
  attempt_count int not null, next_attempt_at timestamptz, due_at timestamptz, period_start timestamptz, period_end timestamptz,
  finalized_at timestamptz, paid_at timestamptz, voided_at timestamptz, uncollectible_at timestamptz, hosted_url text
);
${ownedIndexes('invoices')}
create index invoices_subscription on invoices (subscription_id);
create index invoices_status on invoices (status, created_at desc);
create index invoices_created on invoices (created_at desc);
create index invoices_total on invoices (total_minor desc);
create index invoices_number on invoices (number);
create table invoice_lines (${owned},
  invoice_id text not null, subscription_id text, subscription_item_id text, description text,
  amount_minor bigint not null, discount_minor bigint not null, tax_minor bigint not null, currency text not null,
  price_id text, product_id text, quantity bigint, proration boolean not null, period_start timestamptz, period_end timestamptz
);
create index invoice_lines_invoice on invoice_lines (invoice_id);
create index invoice_lines_customer on invoice_lines (customer_id);
create table invoice_payments (${owned},
  invoice_id text not null, payment_intent_id text, charge_id text, status text not null, currency text not null,
  amount_requested_minor bigint not null, amount_paid_minor bigint, paid_at timestamptz
);
create index invoice_payments_invoice on invoice_payments (invoice_id);
create index invoice_payments_intent on invoice_payments (payment_intent_id);
create index invoice_payments_customer on invoice_payments (customer_id);
`;

const charges = `
create table payment_intents (${owned},
  status text not null, amount_minor bigint not null, amount_received_minor bigint not null, currency text not null,
  latest_charge_id text, decline_code text, advice_code text, canceled_at timestamptz, cancellation_reason text
);
create index payment_intents_customer on payment_intents (customer_id);
create table charges (${owned},
  status text not null, currency text not null, amount_minor bigint not null, amount_captured_minor bigint not null,
  amount_refunded_minor bigint not null, captured boolean not null, disputed boolean not null,
  payment_intent_id text, payment_method_id text, balance_transaction_id text, failure_balance_transaction_id text,
  failure_code text, decline_code text, advice_code text, failure_message text,
  method_type text, card_brand text, card_last4 text, card_fingerprint text, description text, receipt_url text
);
${ownedIndexes('charges')}
create index charges_status on charges (status, created_at desc);
create index charges_created on charges (created_at desc);
create index charges_amount on charges (amount_minor desc);
create index charges_intent on charges (payment_intent_id);
create index charges_fees_pending on charges (created_at) where balance_transaction_id is null and status = 'succeeded';
`;

const afterwards = `
create table refunds (${owned},
  charge_id text, payment_intent_id text, balance_transaction_id text, failure_balance_transaction_id text,
  status text not null, reason text, failure_reason text, pending_reason text,
  amount_minor bigint not null, currency text not null, refund_request_id text
);
${ownedIndexes('refunds')}
create index refunds_charge on refunds (charge_id);
create index refunds_status on refunds (status, created_at desc);
create index refunds_created on refunds (created_at desc);
create index refunds_amount on refunds (amount_minor desc);
create index refunds_request on refunds (refund_request_id) where refund_request_id is not null;
create table disputes (${owned},
  charge_id text not null, payment_intent_id text, status text not null, reason text not null,
  amount_minor bigint not null, currency text not null, due_by timestamptz, charge_refundable boolean not null,
  has_evidence boolean not null, submission_count int not null, balance_transaction_ids text[] not null
);
${ownedIndexes('disputes')}
create index disputes_charge on disputes (charge_id);
create index disputes_status on disputes (status, created_at desc);
create index disputes_created on disputes (created_at desc);
create index disputes_due on disputes (due_by);
create index disputes_amount on disputes (amount_minor desc);
`;

/** Facts of a payout that no later state takes back: that it was paid, and that it failed after that. */
const balance = `
create table payouts (${mirrored},
  status text not null, amount_minor bigint not null, currency text not null, arrival_date date not null, automatic boolean not null,
  balance_transaction_id text, failure_balance_transaction_id text, failure_code text, failure_message text,
  reconciliation_status text, paid_at timestamptz, failed_at timestamptz
);
create index payouts_status on payouts (status, created_at desc);
create index payouts_created on payouts (created_at desc);
create index payouts_arrival on payouts (arrival_date desc);
create index payouts_amount on payouts (amount_minor desc);
create table balance_transactions (${owned},
  type text not null, reporting_category text, status text not null, currency text not null,
  amount_minor bigint not null, fee_minor bigint not null, net_minor bigint not null, exchange_rate numeric,
  available_on timestamptz, description text,
  source_id text, source_type text, source_amount_minor bigint, source_currency text, charge_id text, payout_id text
);
${ownedIndexes('balance_transactions')}
create index balance_transactions_type on balance_transactions (type, created_at desc);
create index balance_transactions_created on balance_transactions (created_at desc);
create index balance_transactions_source on balance_transactions (source_id);
create index balance_transactions_pending on balance_transactions (available_on) where status = 'pending';
create index balance_transactions_payout on balance_transactions (payout_id) where payout_id is not null;
create index balance_transactions_amount on balance_transactions (amount_minor desc);
`;

const creditNotes = `
create table credit_notes (${owned},
  invoice_id text not null, number text, status text not null, reason text, currency text not null,
  total_minor bigint not null, tax_minor bigint not null,
  pre_payment_minor bigint not null, post_payment_minor bigint not null,
  refunded_minor bigint not null, customer_credit_minor bigint not null, out_of_band_minor bigint not null,
  refund_ids text[] not null, voided_at timestamptz
);
${ownedIndexes('credit_notes')}
create index credit_notes_invoice on credit_notes (invoice_id);
create index credit_notes_created on credit_notes (created_at desc);
`;

/**
 * Units of GBP for one unit of the currency. The first rows are cross rates of the ECB's euro reference rates on the last trading days named, so that
 * money in the usual currencies can be compared from the first day; newer rows replace them as they come.
 */
const rates = `
create table fx_rates (
  day date not null, currency text not null, source text not null, gbp_per_unit numeric not null check (gbp_per_unit > 0),
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (currency, day, source)
);
insert into fx_rates (day, currency, source, gbp_per_unit)
  select day, currency, 'ECB reference rates, entered by hand', round(gbp / per_euro, 8)
    from (values (date '2023-12-29', 0.86905, 1.1050, 1.6263), (date '2024-12-31', 0.82918, 1.0389, 1.6772), (date '2025-06-30', 0.85550, 1.1720, 1.7948))
      as published (day, gbp, usd, aud),
    lateral (values ('EUR', 1.0), ('USD', usd), ('AUD', aud)) as quoted (currency, per_euro);
`;
