import type { Knex } from 'knex';

/** What was told of every supplier's subscription: `statesEach` states over two years, most in pounds, with upgrades, debts, scheduled and real ends. */
export async function fillSubscriptions(owner: Knex, statesEach: number): Promise<void> {
  await owner.raw('set statement_timeout = 0');
  await owner.raw(rates);
  await owner.raw(products);
  await owner.raw(customers);
  await owner.raw(subscriptions);
  await owner.raw(items);
  await owner.raw(invoices);
  await owner.raw(states, { each: statesEach });
  for (const table of [
    'customers',
    'subscriptions',
    'subscription_items',
    'invoices',
    'subscription_states',
    'fx_rates',
  ])
    await owner.raw(`vacuum (analyze) ${table}`);
}

const luck = (salt: number) => `abs(hashint8(s.row_no * 31 + ${salt} * 1000003)::bigint)`;
const currency = `case when ${luck(40)} % 100 < 80 then 'GBP' when ${luck(40)} % 100 < 92 then 'EUR' else 'USD' end`;

const rates = `
insert into fx_rates (day, currency, source, per_euro, gbp_per_unit)
select d::date, q.currency, 'bench', q.per_euro, 0.86 / q.per_euro
  from generate_series(date '2024-01-02', date '2026-11-20', interval '1 day') d, (values ('EUR', 1.0), ('GBP', 0.86), ('USD', 1.09)) q (currency, per_euro)
 where extract(isodow from d) < 6`;
const products = `
insert into products (id, provider, created_at, as_of, raw, mirrored_at, name, plan_code, active)
select 'prod_' || code, 'stripe', '2024-01-01', '2024-01-01', '{}', now(), code, code, true from unnest(array['starter', 'professional', 'scale', 'enterprise']) code`;
const customers = `
insert into customers (id, provider, created_at, as_of, raw, mirrored_at, supplier_id, balance_minor, delinquent)
select 'cus_' || s.row_no, 'stripe', '2024-10-01', '2024-10-01', '{}', now(), s.id, 0, false from suppliers s`;
const subscriptions = `
insert into subscriptions (id, provider, created_at, as_of, raw, mirrored_at, customer_id, supplier_id, status, currency, started_at, period_start, cancel_at_period_end, discount_ids)
select 'sub_' || s.row_no, 'stripe', '2024-10-01', '2024-10-01', '{}', now(), 'cus_' || s.row_no, s.id, 'active', ${currency}, '2024-10-01', '2024-10-01', false, '{}' from suppliers s`;
const items = `
insert into subscription_items (id, provider, created_at, as_of, raw, mirrored_at, customer_id, supplier_id, subscription_id, price_id, product_id, quantity, unit_amount_minor, currency, interval, interval_count, discount_ids)
select 'si_' || s.row_no, 'stripe', '2024-10-01', '2024-10-01', '{}', now(), 'cus_' || s.row_no, s.id, 'sub_' || s.row_no, 'price', 'prod_starter', 1, 1900, ${currency}, 'month', 1, '{}' from suppliers s`;
const invoices = `
insert into invoices (id, provider, created_at, as_of, raw, mirrored_at, customer_id, supplier_id, subscription_id, status, currency, subtotal_minor, discount_minor, tax_minor, total_minor,
  amount_due_minor, amount_paid_minor, amount_remaining_minor, paid_off_provider_minor, overpaid_minor, starting_balance_minor, pre_payment_credit_minor, post_payment_credit_minor, attempt_count, finalized_at, paid_at)
select 'in_' || s.row_no, 'stripe', at, at, '{}', now(), 'cus_' || s.row_no, s.id, 'sub_' || s.row_no, 'paid', ${currency}, 1900, 0, 380, 2280, 2280, 2280, 0, 0, 0, 0, 0, 0, 1, at, at
from suppliers s, lateral (select timestamptz '2024-10-01' + (${luck(41)} % 300) * interval '1 day' as at) i`;

/** Every supplier begins somewhere in the first ten months and then hears something new about every three months; about one change in three is another plan. */
const states = `
insert into subscription_states (subscription_id, customer_id, provider, source_event_id, event_type, effective_at, status, currency, collection_paused, cancel_scheduled,
  ended_at, cancellation_reason, period_start, discount_ids, items)
select 'sub_' || s.row_no, 'cus_' || s.row_no, 'stripe', 'evt_' || s.row_no || '_' || n, 'customer.subscription.updated', at,
  case when ends then 'canceled' when owes then 'past_due' else 'active' end, ${currency}, false, n = :each::int - 1 and ${luck(44)} % 10 = 0,
  case when ends then at end, case when ends then 'cancellation_requested' end, date_trunc('day', at), '{}',
  jsonb_build_array(jsonb_build_object('productId', 'prod_' || plan, 'unitAmountMinor', price, 'quantity', 1, 'interval', 'month', 'intervalCount', 1, 'usageType', 'licensed', 'discountIds', '[]'::jsonb))
from suppliers s cross join generate_series(1, :each::int) n
cross join lateral (select timestamptz '2024-10-01' + (${luck(41)} % 300) * interval '1 day' + (n - 1) * interval '90 days' + (abs(hashint8(s.row_no * 7 + n * 1009)::bigint) % 80000) * interval '1 second' as at,
  n = :each::int and ${luck(42)} % 4 = 0 as ends, n = 3 and ${luck(43)} % 20 = 0 as owes,
  abs(hashint8(s.row_no * 13 + ((n + s.row_no % 3) / 3) * 7919)::bigint) % 10 as draw) t
cross join lateral (select case when draw < 5 then 'starter' when draw < 8 then 'professional' when draw < 9 then 'scale' else 'enterprise' end as plan,
  case when draw < 5 then 1900 when draw < 8 then 4900 when draw < 9 then 7900 else 14900 end as price) p
order by s.id, n`;
