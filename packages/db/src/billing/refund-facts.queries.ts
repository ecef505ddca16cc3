import type { OpenRefund, RefundableInvoice, RefundFacts } from '@wedsync/domain/billing';
import type { Reader } from '../platform/index.ts';

/** A charge with whom and what it paid, as the refund desk needs it. */
export type RefundTarget = {
  readonly facts: RefundFacts;
  readonly supplierId: string | null;
  readonly businessName: string | null;
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
};

type ChargeRow = Omit<RefundFacts, 'invoice' | 'monthMinor'> & {
  readonly supplierId: string | null;
  readonly businessName: string | null;
  readonly customerId: string | null;
  readonly invoiceId: string | null;
};

/** What is being decided about: it does not stand in its own way. */
export type RefundInQuestion = { readonly runId?: string | null; readonly requestId?: string };

/** Disputes the bank has not decided, or decided against us: the money may be, or is, gone already. */
const settledInOurFavour = ['won', 'warning_closed', 'prevented'];

/** The facts a refund of this charge rests on, as they stand now; undefined when the actor sees no such charge. */
export async function findRefundTarget(
  reader: Reader,
  chargeId: string,
  inQuestion: RefundInQuestion = {},
): Promise<RefundTarget | undefined> {
  const charge = await findCharge(reader, chargeId, inQuestion);
  if (charge === undefined) return undefined;
  const { supplierId, businessName, customerId, invoiceId, ...facts } = charge;
  const invoice = invoiceId === null ? null : await findInvoice(reader, invoiceId);
  const month = customerId === null ? null : await findMonth(reader, customerId, charge.currency);
  return {
    facts: { ...facts, invoice, monthMinor: month?.monthMinor ?? null },
    supplierId,
    businessName,
    customerId,
    subscriptionId: month?.subscriptionId ?? null,
  };
}

async function findCharge(
  reader: Reader,
  chargeId: string,
  { runId = null, requestId }: RefundInQuestion,
): Promise<ChargeRow | undefined> {
  const result: { rows: ChargeRow[] } = await reader.sql.raw(
    `select c.id as "chargeId", c.provider, c.currency, c.status, c.captured, c.amount_captured_minor as "capturedMinor", c.created_at as "createdAt",
       c.supplier_id as "supplierId", s.business_name as "businessName", c.customer_id as "customerId", p.invoice_id as "invoiceId", t.fee_minor as "feeMinor",
       coalesce(r.refunded, 0)::bigint as "refundedMinor", (coalesce(n.credited, 0) + coalesce(q.credited, 0))::bigint as "creditedMinor",
       coalesce(q.held, 0)::bigint as "heldMinor", coalesce(w.waiting, 0)::bigint as "waitingMinor", coalesce(q.count, 0) as "requestCount",
       coalesce(d.disputed, false) as disputed, coalesce(d.inquiry, false) as inquiry
     from charges c
     left join suppliers s on s.id = c.supplier_id
     left join balance_transactions t on t.id = c.balance_transaction_id
     left join lateral (select invoice_id from invoice_payments where payment_intent_id = c.payment_intent_id order by created_at limit 1) p on true
     left join lateral (select sum(amount_minor) as refunded from refunds where charge_id = c.id and status not in ('failed', 'canceled')) r on true
     left join lateral (select sum(customer_credit_minor) as credited from credit_notes where invoice_id = p.invoice_id and voided_at is null) n on true
     left join lateral (
       select bool_or(not charge_refundable and status <> all (:settled)) as disputed,
         bool_or(charge_refundable and status like 'warning%' and status <> all (:settled)) as inquiry
       from disputes where charge_id = c.id and deleted_at is null
     ) d on true
     left join lateral (
       select count(*)::int as count,
         sum(amount_minor) filter (where outcome = 'balance' and state = 'succeeded'
           and not exists (select 1 from credit_notes k where k.id = q.provider_credit_note_id)) as credited,
         sum(amount_minor) filter (where outcome <> 'goodwill_month' and state in ('queued', 'sending', 'unknown', 'pending')
           and not exists (select 1 from refunds f where f.id = q.provider_refund_id or f.refund_request_id = q.id)) as held
       from refund_requests q where q.charge_id = c.id and q.id is distinct from :requestId
     ) q on true
     left join lateral (
       select sum(amount_minor) as waiting from action_runs a where a.resource = 'charges' and a.action = 'charges.refund'
         and a.target_id = c.id and a.state = 'awaiting_approval' and a.id is distinct from :runId and a.input ->> 'outcome' is distinct from 'goodwill_month'
     ) w on true
     where c.id = :chargeId and c.deleted_at is null`,
    { chargeId, settled: settledInOurFavour, runId, requestId: requestId ?? null },
  );
  return result.rows[0];
}

/** What one person has asked for about a charge and what is not done yet: waiting for approval, or for the provider's answer. */
export async function openRefundsOf(
  { sql }: Reader,
  of: { readonly chargeId: string; readonly actorId: string; readonly exceptRunId: string | null },
): Promise<OpenRefund[]> {
  const result: { rows: OpenRefund[] } = await sql.raw(
    `select outcome, amount_minor as "amountMinor" from refund_requests
      where charge_id = :chargeId and requested_by = :actorId and state in ('queued', 'sending', 'unknown')
     union all
     select coalesce(input ->> 'outcome', 'card'), amount_minor from action_runs
      where resource = 'charges' and action = 'charges.refund' and target_id = :chargeId and requested_by = :actorId and state = 'awaiting_approval'
        and id is distinct from :exceptRunId`,
    of,
  );
  return result.rows;
}

async function findInvoice(reader: Reader, invoiceId: string): Promise<RefundableInvoice | null> {
  const invoice: Omit<RefundableInvoice, 'lines'> | undefined = await reader
    .sql('invoices')
    .where({ id: invoiceId })
    .first({ id: 'id', number: 'number', totalMinor: 'total_minor', taxMinor: 'tax_minor' });
  if (invoice === undefined) return null;
  const lines: RefundableInvoice['lines'] = await reader
    .sql('invoice_lines')
    .where({ invoice_id: invoiceId })
    .where('amount_minor', '>', 0)
    .orderBy('id')
    .select({
      id: 'id',
      description: reader.sql.raw(`coalesce(description, 'Line')`),
      grossMinor: reader.sql.raw('amount_minor - discount_minor + tax_minor'),
      taxMinor: 'tax_minor',
    });
  return { ...invoice, lines };
}

/** One month of the running subscription in the charge's currency, tax of its latest invoice included. */
async function findMonth(
  reader: Reader,
  customerId: string,
  currency: string,
): Promise<{ monthMinor: number; subscriptionId: string } | undefined> {
  const result: { rows: { monthMinor: number; subscriptionId: string }[] } = await reader.sql.raw(
    `select s.id as "subscriptionId",
       s.net_mrr_minor + coalesce(round(s.net_mrr_minor * (select i.tax_minor::numeric / nullif(i.total_minor - i.tax_minor, 0) from invoices i where i.id = s.latest_invoice_id)), 0)::bigint as "monthMinor"
     from subscriptions s
     where s.customer_id = ? and s.currency = ? and s.status in ('active', 'past_due') and s.net_mrr_minor > 0 and s.billing_interval = 'month'
     order by s.net_mrr_minor desc limit 1`,
    [customerId, currency],
  );
  return result.rows[0];
}
