import type { DebtFacts } from '@wedsync/domain/billing';
import type { Reader } from '../../platform/index.ts';

/** An invoice, who owes it, and what became of the attempts to collect it. */
export type Debt = {
  readonly invoiceId: string;
  readonly provider: string;
  readonly subscriptionId: string | null;
  readonly customerId: string | null;
  readonly supplierId: string | null;
  readonly number: string | null;
  readonly hostedUrl: string | null;
  readonly currency: string;
  readonly totalMinor: number;
  readonly nextAttemptAt: Date | null;
  readonly lastChargeId: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly cardFingerprint: string | null;
  readonly facts: DebtFacts;
};

type Row = Omit<Debt, 'facts'> &
  Omit<DebtFacts, 'decline' | 'wants' | 'byHand'> & {
    readonly transferredMinor: number | null;
    readonly writtenOffMinor: number | null;
    readonly bookedAt: Date | null;
    readonly takenBackAt: Date | null;
    readonly code: string | null;
    readonly adviceCode: string | null;
    readonly networkAdviceCode: string | null;
    readonly wanted: string | null;
  };

/** What the mirror says of these invoices; those it does not know are absent. */
export async function debtsOf({ sql }: Reader, invoiceIds: readonly string[]): Promise<Debt[]> {
  if (invoiceIds.length === 0) return [];
  const found: { rows: Row[] } = await sql.raw(query, [[...invoiceIds]]);
  return found.rows.map(present);
}

/** Invoices that these payment intents pay. */
export async function invoicesOfIntents({ sql }: Reader, paymentIntentIds: readonly string[]): Promise<string[]> {
  if (paymentIntentIds.length === 0) return [];
  const rows: { invoiceId: string }[] = await sql('invoice_payments')
    .whereIn('payment_intent_id', [...paymentIntentIds])
    .distinct({ invoiceId: 'invoice_id' });
  return rows.map(({ invoiceId }) => invoiceId);
}

function present({ code, adviceCode, networkAdviceCode, wanted, ...row }: Row): Debt {
  const { status, remainingMinor, attemptCount, automatic, incomplete, underway, ...more } = row;
  const { firstFailedAt, lastFailedAt, collectedAt, since, ...dated } = more;
  const { transferredMinor, writtenOffMinor, bookedAt, takenBackAt, ...debt } = dated;
  const byHand =
    transferredMinor === null || writtenOffMinor === null
      ? null
      : { transferredMinor, writtenOffMinor, bookedAt, takenBackAt };
  const wants =
    wanted === 'requires_action' ? 'cardholder' : wanted === 'requires_payment_method' ? 'payment_method' : null;
  const attempts = { underway, firstFailedAt, lastFailedAt, collectedAt, wants } as const;
  const decline = { code, adviceCode, networkAdviceCode };
  return {
    ...debt,
    facts: { status, remainingMinor, attemptCount, automatic, incomplete, since, ...attempts, decline, byHand },
  };
}

/** What was booked by hand is not owed any more. The reason is that of the newest attempt; the provider keeps it on the charge and, for a card that was never asked, on the intent. */
const query = `
select i.id as "invoiceId", i.provider, i.subscription_id as "subscriptionId", i.customer_id as "customerId", coalesce(i.supplier_id, k.supplier_id) as "supplierId",
  i.number, i.hosted_url as "hostedUrl", i.currency, i.total_minor as "totalMinor", i.next_attempt_at as "nextAttemptAt",
  case when i.deleted_at is null then i.status else 'void' end as status, greatest(0, i.amount_remaining_minor - coalesce(h.transferred + h.written_off, 0)) as "remainingMinor", i.attempt_count as "attemptCount",
  i.collection_method is distinct from 'send_invoice' as automatic, coalesce(u.status in ('incomplete', 'incomplete_expired'), false) as incomplete,
  coalesce(case i.status when 'paid' then i.paid_at when 'uncollectible' then i.uncollectible_at when 'void' then i.voided_at end, i.as_of) as since,
  coalesce(a.pending, false) or coalesce(n.processing, false) as underway, a.first_failed_at as "firstFailedAt", a.last_failed_at as "lastFailedAt", a.collected_at as "collectedAt",
  n.wanted, l.id as "lastChargeId", coalesce(l.decline_code, l.failure_code, n.decline_code) as code, coalesce(l.advice_code, n.advice_code) as "adviceCode",
  l.network_advice_code as "networkAdviceCode", l.card_brand as "cardBrand", l.card_last4 as "cardLast4", l.card_fingerprint as "cardFingerprint",
  h.transferred as "transferredMinor", h.written_off as "writtenOffMinor", h.booked_at as "bookedAt", h.taken_back_at as "takenBackAt"
from invoices i
left join customers k on k.id = i.customer_id
left join subscriptions u on u.id = i.subscription_id
left join lateral (
  select bool_or(t.status = 'processing') as processing,
    (array_agg(t.status order by t.as_of desc) filter (where t.status in ('requires_action', 'requires_payment_method')))[1] as wanted,
    (array_agg(t.decline_code order by t.as_of desc))[1] as decline_code, (array_agg(t.advice_code order by t.as_of desc))[1] as advice_code
  from invoice_payments p join payment_intents t on t.id = p.payment_intent_id where p.invoice_id = i.id
) n on true
left join lateral (
  select bool_or(c.status = 'pending') as pending, min(c.created_at) filter (where c.status = 'failed') as first_failed_at,
    max(coalesce(b.created_at, c.created_at)) filter (where c.status = 'failed') as last_failed_at,
    max(c.created_at) filter (where c.status = 'succeeded' and c.captured) as collected_at
  from invoice_payments p join charges c on c.payment_intent_id = p.payment_intent_id left join balance_transactions b on b.id = c.failure_balance_transaction_id
  where p.invoice_id = i.id
) a on true
left join lateral (
  select c.id, c.decline_code, c.failure_code, c.advice_code, c.raw -> 'outcome' ->> 'network_advice_code' as network_advice_code, c.card_brand, c.card_last4, c.card_fingerprint
  from invoice_payments p join charges c on c.payment_intent_id = p.payment_intent_id
  where p.invoice_id = i.id and c.status = 'failed' order by c.created_at desc, c.id desc limit 1
) l on true
left join lateral (
  select coalesce(sum(m.amount_minor) filter (where m.status = 'recorded' and m.kind = 'bank_transfer'), 0)::bigint as transferred,
    coalesce(sum(m.amount_minor) filter (where m.status = 'recorded' and m.kind = 'write_off'), 0)::bigint as written_off,
    max(m.created_at) filter (where m.status = 'recorded') as booked_at, max(m.reversed_at) as taken_back_at
  from manual_payments m where m.invoice_id = i.id having count(*) > 0
) h on true
where i.id = any(?)
order by i.id`;
