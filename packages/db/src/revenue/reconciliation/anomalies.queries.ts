import type { Money } from '@wedsync/domain/platform';
import type { ExceptionType } from '@wedsync/domain/revenue';
import type { Reader } from '../../platform/index.ts';

/** Something wrong with a thing rather than with a movement. */
export type Anomaly = Money & {
  readonly type: ExceptionType;
  readonly provider: string;
  readonly object: 'charges' | 'refunds' | 'subscriptions';
  readonly objectId: string;
  readonly day: string;
  readonly supplierId: string | null;
  readonly local: Readonly<Record<string, unknown>> | null;
  readonly remote: Readonly<Record<string, unknown>> | null;
};

/** What is looked for besides movements. Each query yields everything that is wrong now: what it no longer yields has healed. */
export async function findAnomalies({ sql }: Reader, now: Date): Promise<Anomaly[]> {
  const found: Anomaly[] = [];
  for (const query of [duplicates, orphans, unmapped, feesPending]) {
    const { rows }: { rows: Anomaly[] } = await sql.raw(query, { now });
    found.push(...rows);
  }
  return found;
}

const london = (column: string) => `to_char(${column} at time zone 'Europe/London', 'YYYY-MM-DD')`;
const payment = (t: string) =>
  `jsonb_build_object('id', ${t}.id, 'provider', ${t}.provider, 'currency', ${t}.currency, 'amountMinor', ${t}.amount_minor, 'occurredAt', ${t}.created_at)`;
const kept = (t: string) =>
  `${t}.status = 'succeeded' and ${t}.deleted_at is null and not ${t}.disputed and ${t}.amount_refunded_minor < ${t}.amount_minor`;

/**
 * Across providers: about the same amount (a fifth apart at most, for one may be with tax) within three days. At one provider: two full payments of
 * one invoice. The later payment is the exception. A year is looked back.
 */
const duplicates = `
with doubled as (
  select b.id, a.id as first_id from charges b join charges a on a.supplier_id = b.supplier_id and a.provider <> b.provider and a.currency = b.currency
    and (a.created_at, a.id) < (b.created_at, b.id) and a.created_at > b.created_at - interval '3 days'
    and least(a.amount_minor, b.amount_minor) * 5 >= greatest(a.amount_minor, b.amount_minor) * 4
  where ${kept('a')} and ${kept('b')} and b.created_at > :now::timestamptz - interval '1 year' and b.amount_minor > 0
  union
  select b.charge_id, a.charge_id from invoice_payments b join invoice_payments a on a.invoice_id = b.invoice_id and a.charge_id <> b.charge_id
    and (a.paid_at, a.id) < (b.paid_at, b.id) and a.status = 'paid'
    join invoices i on i.id = b.invoice_id and least(a.amount_paid_minor, b.amount_paid_minor) >= i.total_minor and i.total_minor > 0
  where b.status = 'paid' and b.paid_at > :now::timestamptz - interval '1 year'
)
select distinct on (b.id) 'duplicate' as type, b.provider, 'charges' as object, b.id as "objectId", ${london('b.created_at')} as day, b.supplier_id as "supplierId",
  b.currency, b.amount_minor as "amountMinor", ${payment('a')} as local, ${payment('b')} as remote
from doubled d join charges a on a.id = d.first_id join charges b on b.id = d.id where ${kept('a')} and ${kept('b')} order by b.id, a.created_at`;

const orphans = `
select 'orphan_refund' as type, r.provider, 'refunds' as object, r.id as "objectId", ${london('r.created_at')} as day, r.supplier_id as "supplierId",
  r.currency, r.amount_minor as "amountMinor", null::jsonb as local,
  ${payment('r')} || jsonb_build_object('chargeId', r.charge_id) as remote
from refunds r where r.deleted_at is null and r.status in ('succeeded', 'pending') and not exists (select 1 from charges c where c.id = r.charge_id)`;

/** An add-on may belong to no plan; a subscription may not. */
const unmapped = `
select 'unmapped_price' as type, s.provider, 'subscriptions' as object, s.id as "objectId", ${london('s.created_at')} as day, s.supplier_id as "supplierId",
  s.currency, coalesce(max(i.unit_amount_minor * i.quantity), 0) as "amountMinor", null::jsonb as local,
  jsonb_build_object('id', s.id, 'priceId', (array_agg(i.price_id order by i.id))[1], 'productId', (array_agg(i.product_id order by i.id))[1], 'status', s.status) as remote
from subscriptions s join subscription_items i on i.subscription_id = s.id left join products p on p.id = i.product_id
where s.deleted_at is null and s.status in ('active', 'past_due', 'trialing', 'unpaid')
group by s.id having count(*) filter (where exists (select 1 from plans pl where pl.code = p.plan_code)) = 0`;

/** A movement that its provider lists is somebody else's exception. */
const feesPending = `
select 'fee_missing' as type, c.provider, 'charges' as object, c.id as "objectId", ${london('c.created_at')} as day, c.supplier_id as "supplierId",
  c.currency, c.amount_minor as "amountMinor", ${payment('c')} as local, null::jsonb as remote
from charges c where c.status = 'succeeded' and c.balance_transaction_id is null and c.captured and c.amount_minor > 0 and c.deleted_at is null
  and c.provider = 'stripe' and c.created_at < :now::timestamptz - interval '6 hours'
  and not exists (select 1 from statement_lines l where l.provider = c.provider and l.source_id = c.id)
  and not exists (select 1 from balance_transactions t where t.source_id = c.id and t.deleted_at is null)`;
