import { minorFromDecimal } from '@wedsync/domain/billing';
import type { Reader } from '../../platform/index.ts';
import type { Debt } from './debt-facts.queries.ts';

/**
 * What these PayPal subscriptions owe, or owed until now. PayPal has no invoice before it is paid: the debt is the period that was not paid, named by
 * the subscription and the payment before it.
 */
export async function paypalDebtsOf({ sql }: Reader, subscriptionIds: readonly string[]): Promise<Debt[]> {
  if (subscriptionIds.length === 0) return [];
  const found: { rows: Row[] } = await sql.raw(query, { ids: [...subscriptionIds] });
  return found.rows.map(present);
}

type Row = Pick<Debt, 'invoiceId' | 'subscriptionId' | 'customerId' | 'supplierId' | 'currency' | 'nextAttemptAt'> &
  Pick<Debt['facts'], 'status' | 'since' | 'lastFailedAt' | 'collectedAt' | 'attemptCount'> & {
    readonly code: string | null;
    readonly failedAmount: string | null;
    readonly priceMinor: number;
  };

function present({ status, since, lastFailedAt, collectedAt, attemptCount, ...row }: Row): Debt {
  const { code, failedAmount, priceMinor, ...debt } = row;
  const totalMinor = failedAmount === null ? priceMinor : minorFromDecimal(failedAmount, debt.currency);
  return {
    ...debt,
    provider: 'paypal',
    number: null,
    hostedUrl: null,
    totalMinor,
    lastChargeId: null,
    cardBrand: null,
    cardLast4: null,
    cardFingerprint: null,
    facts: {
      status,
      since,
      attemptCount,
      collectedAt,
      lastFailedAt,
      // PayPal keeps only the newest failure; the case itself remembers when the first was heard of.
      firstFailedAt: lastFailedAt,
      remainingMinor: totalMinor,
      automatic: true,
      incomplete: false,
      underway: false,
      wants: null,
      byHand: null,
      decline: { code, adviceCode: null, networkAdviceCode: null },
    },
  };
}

/** The subscription tells of a payment, too, and may come before it: its period begins with the newest. */
const query = `
with unpaid as (
  select d.invoice_id as id, d.subscription_id, d.opened_at as since from dunning_cases d
  where d.provider = 'paypal' and d.state in ('open', 'lost') and d.subscription_id = any(:ids)
  union all
  select n.id, n.subscription_id, n.since from (
    select u.id || '-unpaid-' || to_char(u.period_start at time zone 'UTC', 'YYYYMMDD"T"HH24MISS') as id, u.id as subscription_id, u.period_start as since
    from subscriptions u where u.provider = 'paypal' and u.id = any(:ids) and u.status = 'past_due' and u.period_start is not null
  ) n where not exists (select from dunning_cases d where d.invoice_id = n.id and d.state in ('open', 'lost'))
)
select e.id as "invoiceId", u.id as "subscriptionId", u.customer_id as "customerId", coalesce(u.supplier_id, k.supplier_id) as "supplierId", u.currency,
  case when u.status = 'past_due' then u.period_end end as "nextAttemptAt",
  case when p.paid_at is not null then 'paid' when u.status = 'canceled' then 'uncollectible' when u.status = 'past_due' then 'open' else 'void' end as status,
  coalesce(p.paid_at, case when u.status = 'canceled' then u.ended_at end, u.as_of) as since, u.past_due_since as "lastFailedAt", p.paid_at as "collectedAt",
  greatest(1, coalesce((u.raw -> 'billing_info' ->> 'failed_payments_count')::int, 0)) as "attemptCount",
  u.raw -> 'billing_info' -> 'last_failed_payment' ->> 'reason_code' as code,
  u.raw -> 'billing_info' -> 'last_failed_payment' -> 'amount' ->> 'value' as "failedAmount",
  (select coalesce(sum(t.unit_amount_minor * t.quantity), 0)::bigint from subscription_items t where t.subscription_id = u.id and t.deleted_at is null) as "priceMinor"
from unpaid e join subscriptions u on u.id = e.subscription_id left join customers k on k.id = u.customer_id
left join lateral (
  select coalesce((select min(i.paid_at) from invoices i where i.subscription_id = u.id and i.provider = 'paypal' and i.status = 'paid' and i.paid_at > e.since),
    case when u.status = 'active' and u.period_start > e.since then u.period_start end) as paid_at
) p on true
order by e.id`;
