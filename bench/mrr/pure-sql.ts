import type { Knex } from 'knex';

/**
 * The floor: every state read and priced, the movement between it and the one before, and one upsert into a table like the real one, without a row leaving the
 * database. It knows no windows, debts, discounts, views or plans; it is what merely touching the same rows costs. Rolled back.
 */
export async function rebuildInSql(owner: Knex): Promise<{ readonly ms: number; readonly movements: number }> {
  await owner.raw('create table if not exists floor_movements (like mrr_movements including all)');
  const sql = await owner.transaction();
  try {
    const started = performance.now();
    await sql.raw('set local statement_timeout = 0');
    const { rowCount }: { rowCount: number } = await sql.raw(rebuild);
    return { ms: performance.now() - started, movements: rowCount };
  } finally {
    await sql.rollback();
  }
}

const rebuild = `
with priced as (
  select c.supplier_id, st.subscription_id, st.source_event_id, st.effective_at, st.currency, st.items -> 0 ->> 'productId' as plan,
    case when st.status in ('active', 'past_due') and not st.collection_paused and i.paid_at is not null
      then (select sum((item ->> 'unitAmountMinor')::bigint * (item ->> 'quantity')::bigint) from jsonb_array_elements(st.items) item) else 0 end * r.rate as mrr
  from subscription_states st join customers c on c.id = st.customer_id
    left join lateral (select min(paid_at) as paid_at from invoices i where i.subscription_id = st.subscription_id and i.paid_at is not null and i.total_minor > 0) i on true
    cross join lateral (select case when st.currency = 'GBP' then 1 else (select gbp_per_unit from fx_rates f where f.currency = st.currency and f.day <= st.period_start::date
      order by f.day desc, f.recorded_at desc limit 1) end as rate) r
), stepped as (
  select *, lag(mrr, 1, 0) over w as before, bool_or(mrr > 0) over (partition by supplier_id order by effective_at rows between unbounded preceding and 1 preceding) as paid
  from priced window w as (partition by supplier_id order by effective_at)
)
insert into floor_movements (supplier_id, key, type, amount_minor, native_minor, currency, actor, source_event_id, subscription_id, plan_code,
  in_net, in_committed, in_stripe, in_plan, effective_at, recorded_at)
select supplier_id, source_event_id, case when before = 0 and not coalesce(paid, false) then 'new' when before = 0 then 'reactivation' when mrr = 0 then 'churn' when mrr > before then 'expansion' else 'contraction' end,
  round(mrr - before), round(mrr - before), currency, 'customer', source_event_id, subscription_id, plan, true, true, true, true, effective_at, effective_at
from stepped where mrr <> before
on conflict (id) do update set amount_minor = excluded.amount_minor`;
