import type { Knex } from 'knex';

/** A subscription, its beginning and sometimes its end, and two paid invoices in the books, for each supplier. The same in every run. */
export async function fillBooks(owner: Knex, now: Date): Promise<void> {
  await owner.raw('set statement_timeout = 0');
  await owner.raw('set session_replication_role = replica');
  for (const statement of [subscriptions, movements, accounts, invoices]) await owner.raw(statement, { now });
  await owner.raw(entries, { prefix: 'in_', kind: 'invoice_finalized', times: 2, round: 0, now });
  await owner.raw(entries, { prefix: 'txn_', kind: 'balance_transaction', times: 2, round: 0, now });
  await owner.raw(postings, { now, round: 0 });
  await owner.raw('set session_replication_role = default');
  await owner.raw(
    'vacuum (analyze) subscriptions, mrr_movements, mrr_accounts, invoices, journal_entries, postings, suppliers',
  );
}

/** Another payment of everybody, so that everybody's value changes. */
export async function payOnce(owner: Knex, round: number, now: Date): Promise<void> {
  await owner.raw('set session_replication_role = replica');
  await owner.raw(entries, { prefix: `txn_${round}_`, kind: 'balance_transaction', times: 1, round: round + 1, now });
  await owner.raw(postings, { now, round: round + 1 });
  await owner.raw('set session_replication_role = default');
}

const salt = 'abs(hashint8(s.row_no))';
const began = `(:now::timestamptz - (1 + ${salt} % 30) * interval '1 month')`;

const subscriptions = `
insert into subscriptions (id, provider, created_at, as_of, raw, mirrored_at, supplier_id, status, currency, cancel_at_period_end, discount_ids, plan_code, billing_interval)
select 'sub_' || s.row_no, 'stripe', ${began}, ${began}, '{}', :now, s.id, 'active', 'GBP', false, '{}',
  (array['starter', 'professional', 'scale', 'enterprise'])[1 + ${salt} % 4], 'month' from suppliers s`;

const movements = `
insert into mrr_movements (supplier_id, key, type, amount_minor, native_minor, currency, reason, actor, source_event_id, subscription_id, plan_code, in_net, in_committed, in_stripe, in_plan, effective_at, recorded_at)
select b.supplier_id, b.id || k.type, k.type, k.sign * 4900, k.sign * 4900, 'GBP', k.reason, 'customer', 'evt_' || b.id, b.id, b.plan_code, true, true, true, true,
  b.created_at + k.after * interval '1 month' * (1 + abs(hashtext(b.id)) % 10), :now
from subscriptions b cross join (values ('new', 1, 0, null), ('churn', -1, 1, 'cancel_voluntary')) k (type, sign, after, reason)
where k.type = 'new' or (abs(hashtext(b.id)) % 3 = 0 and b.created_at + interval '1 month' * (1 + abs(hashtext(b.id)) % 10) < :now)`;

const accounts = `
insert into mrr_accounts (supplier_id, cohort, net_minor, committed_minor, stripe_minor, computed_at)
select supplier_id, date_trunc('month', min(effective_at))::date, sum(amount_minor), sum(amount_minor), sum(amount_minor), :now from mrr_movements group by 1`;

const invoices = `
insert into invoices (id, provider, created_at, as_of, raw, mirrored_at, supplier_id, status, currency, subtotal_minor, discount_minor, tax_minor, total_minor,
  amount_due_minor, amount_paid_minor, amount_remaining_minor, paid_off_provider_minor, overpaid_minor, starting_balance_minor, pre_payment_credit_minor, post_payment_credit_minor, attempt_count, finalized_at, paid_at)
select 'in_' || s.row_no || '_' || n, 'stripe', :now, :now, '{}', :now, s.id, 'paid', 'GBP', 4900, 0, 980, 5880, 5880, 5880, 0, 0, 0, 0, 0, 0, 1, :now, :now
from suppliers s cross join generate_series(1, 2) n`;

const entries = `
insert into journal_entries (source_kind, source_id, revision, provider, supplier_id, description, note, occurred_at, booked_on)
select :kind, :prefix || s.row_no || '_' || n, 1, 'stripe', s.id, 'bench', :round::text, :now::timestamptz, (:now::timestamptz)::date
from suppliers s cross join generate_series(1, :times::int) n`;

const postings = `
insert into postings (entry_id, account, currency, amount_minor)
select e.id, p.account, 'GBP', p.minor from journal_entries e join (values
  ('invoice_finalized', 'ar', 5880), ('invoice_finalized', 'revenue', -4900), ('invoice_finalized', 'tax_payable', -980),
  ('balance_transaction', 'clearing:stripe', 5740), ('balance_transaction', 'processor_fees', 140), ('balance_transaction', 'ar', -5880)) p (kind, account, minor) on p.kind = e.source_kind
where e.note = :round::text and :now::timestamptz is not null`;
