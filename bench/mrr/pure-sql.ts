import type { Knex } from 'knex';

/**
 * The floor: what the rebuild reads read (every state priced and compared with the one before, first payments, the subscriptions as they stand), and the very
 * rows it wrote written again, into tables with the same columns and indexes, without a row leaving the database. It decides nothing: no windows, debts,
 * discounts or views. Rolled back.
 */
export async function rebuildInSql(owner: Knex): Promise<{ readonly ms: number; readonly movements: number }> {
  const sql = await owner.transaction();
  try {
    await sql.raw('set local statement_timeout = 0');
    await sql.raw('create table floor_movements (like mrr_movements including all)');
    await sql.raw('create table floor_accounts (like mrr_accounts including all)');
    const started = performance.now();
    await sql.raw(read);
    const { rowCount }: { rowCount: number } = await sql.raw(movements);
    await sql.raw(accounts);
    return { ms: performance.now() - started, movements: rowCount };
  } finally {
    await sql.rollback();
  }
}

const read = `
with priced as (
  select c.supplier_id, st.effective_at, st.items -> 0 ->> 'productId' as plan,
    case when st.status in ('active', 'past_due') and not st.collection_paused and i.paid_at is not null
      then (select sum((item ->> 'unitAmountMinor')::bigint * (item ->> 'quantity')::bigint) from jsonb_array_elements(st.items) item) else 0 end * r.rate as mrr
  from subscription_states st join customers c on c.id = st.customer_id
    left join lateral (select min(paid_at) as paid_at from invoices i where i.subscription_id = st.subscription_id and i.paid_at is not null and i.total_minor > 0) i on true
    cross join lateral (select case when st.currency = 'GBP' then 1 else (select gbp_per_unit from fx_rates f where f.currency = st.currency and f.day <= st.period_start::date
      order by f.day desc, f.recorded_at desc limit 1) end as rate) r
), stepped as (
  select mrr, lag(mrr, 1, 0) over w as before, bool_or(mrr > 0) over (partition by supplier_id order by effective_at rows between unbounded preceding and 1 preceding) as paid
  from priced window w as (partition by supplier_id order by effective_at)
), present as (
  select s.id, jsonb_agg(jsonb_build_object('productId', i.product_id, 'unitAmountMinor', i.unit_amount_minor, 'quantity', i.quantity)) as items
  from subscriptions s left join subscription_items i on i.subscription_id = s.id group by s.id
)
select (select count(*) filter (where mrr <> before and coalesce(paid, true)) from stepped), (select count(items) from present)`;

const written = `supplier_id, key, type, amount_minor, native_minor, currency, reason, actor, source_event_id, merged_source_event_ids,
  subscription_id, plan_code, in_net, in_committed, in_stripe, in_plan, effective_at, recorded_at, restatement, reversal, restates_movement_id`;
const movements = `insert into floor_movements (${written}) select ${written} from mrr_movements order by id`;
const accounts = `insert into floor_accounts select * from mrr_accounts order by supplier_id`;
