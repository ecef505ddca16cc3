import type { Knex } from 'knex';

/** What churn looks at beyond use and invoices: when each supplier began to pay, its terms, and what it is still worth. */
export async function fillPaying(owner: Knex): Promise<void> {
  for (const statement of [movements, states, values]) await owner.raw(statement);
  for (const table of ['mrr_movements', 'subscription_states', 'supplier_values'])
    await owner.raw(`vacuum (analyze) ${table}`);
}

const movements = `
insert into mrr_movements (supplier_id, key, type, amount_minor, native_minor, currency, actor, source_event_id, subscription_id, plan_code, in_net, in_committed, in_stripe, in_plan, effective_at, recorded_at)
select s.id, s.id || ' ' || k.type, k.type, k.minor, k.minor, 'GBP', 'customer', 'evt ' || s.row_no, 'sub ' || s.row_no, 'starter', true, true, true, true, s.signed_up_at + k.days * interval '1 day', s.signed_up_at + k.days * interval '1 day'
from suppliers s cross join (values ('new', 1900, 14), ('expansion', 3000, 100)) k (type, minor, days)`;

const states = `
insert into subscription_states (subscription_id, customer_id, provider, source_event_id, event_type, effective_at, status, currency, collection_paused, cancel_scheduled, discount_ids, items)
select 'sub ' || s.row_no, 'cus_' || s.row_no, 'stripe', 'evt ' || s.row_no, 'customer.subscription.created', s.signed_up_at + interval '14 days', 'active', 'GBP', false, false, '{}', '[{"interval": "month"}]'
from suppliers s`;

const values = `
insert into supplier_values (supplier_id, state, vendor_type, periods, mrr_minor, residual_minor, method_version, inputs_hash, computed_at)
select id, 'paying', vendor_type, 10, 4900, 50000 + row_no % 100000, 'bench', 'bench', now() from suppliers`;
