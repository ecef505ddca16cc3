import { fxStaleDays } from '@wedsync/domain/billing';
import type { BookedLines, ValueFacts, ValueState } from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import type { Reader } from '../platform/index.ts';
import { livesSql } from './customer-lives.ts';

/** Everything a supplier's value follows from. */
export type SupplierFacts = ValueFacts & {
  readonly supplierId: string;
  readonly plan: string | null;
  readonly vendorType: string;
  readonly beganAt: Date | null;
};

type Row = Omit<SupplierFacts, 'lines' | 'state'> & BookedLines & { readonly state: ValueState };

/** Reads what the books and the movements say of these suppliers; one statement however many there are. */
export async function readValueFacts(reader: Reader, ids: readonly string[], now: Date): Promise<SupplierFacts[]> {
  const found: { rows: Row[] } = await reader.sql.raw(valueFactsQuery, { ids: [...ids], now });
  return found.rows.map(
    ({ paidMinor, taxMinor, refundsMinor, lostDisputesMinor, processorFeesMinor, disputeFeesMinor, ...row }) => ({
      ...row,
      lines: { paidMinor, taxMinor, refundsMinor, lostDisputesMinor, processorFeesMinor, disputeFeesMinor },
    }),
  );
}

/**
 * Which line of a supplier's value a posting p of an entry e belongs to. Money counts when it moves: receivables settled by a movement of cash or outside
 * the provider; what was invoiced and never paid does not. Tax counts with the invoice it was paid with. A refund is the money; the credit note that
 * documents it only takes its tax back, unless it was paid out by hand.
 */
const lineOf = `case
  when p.account = 'tax_payable' then case when exists (select 1 from invoices i where i.paid_at is not null
    and i.id = case when e.source_kind like 'credit\\_note%' then (select n.invoice_id from credit_notes n where n.id = e.source_id) else e.source_id end) then 'tax' end
  when e.source_kind like 'credit\\_note%' then case when p.account = 'bank' then 'refunds out of hand' end
  when e.source_kind in ('balance_transaction', 'balance_transaction_reversed', 'invoice_paid_outside') then case p.account
    when 'ar' then 'paid' when 'refunds_contra' then 'refunds' when 'disputes' then 'disputes' when 'processor_fees' then 'fees' when 'dispute_fees' then 'dispute fees' end
end`;

const of = (line: string, sign = '') =>
  `coalesce(round(sum(${sign}l.minor * l.rate) filter (where l.line = '${line}')), 0)::float8`;

/**
 * The tax in money that no paper takes tax of: a refund without a credit note gives its part of the tax of its invoice back, a bank transfer recorded by
 * hand brings its part while the invoice itself is not paid.
 */
const taxShare = `
  select l.supplier_id, 'tax' as line, l.currency, l.day, round(l.minor * i.tax_minor::numeric / i.total_minor) as minor
  from lines l join balance_transactions t on t.id = l.source_id
    join invoices i on i.id = case when l.provider = 'manual' then t.source_id else (select x.invoice_id
      from charges c join invoice_payments x on x.payment_intent_id = c.payment_intent_id where c.id = t.charge_id order by x.invoice_id limit 1) end
  where (l.line = 'refunds' or (l.line = 'paid' and l.provider = 'manual')) and i.tax_minor > 0 and i.total_minor > 0
    and case l.line when 'paid' then i.paid_at is null else i.paid_at is not null
      and not exists (select 1 from credit_notes n where n.invoice_id = i.id and n.status = 'issued' and t.source_id = any(n.refund_ids)) end`;

/** The books of these suppliers, line by line, each amount at the closing rate of the day it was booked, the last one published and not too old. */
const booked = `lines as materialized (
  select e.supplier_id, ${lineOf} as line, e.provider, e.source_id, p.currency, case when p.currency <> '${reportingCurrency}' then e.booked_on end as day, p.amount_minor as minor
  from journal_entries e join postings p on p.entry_id = e.id
  where e.supplier_id = any(:ids) and p.account in ('ar', 'tax_payable', 'refunds_contra', 'disputes', 'processor_fees', 'dispute_fees', 'bank')
), sums as materialized (
  select supplier_id, line, currency, day, sum(minor) as minor
  from (select supplier_id, line, currency, day, minor from lines where line is not null union all ${taxShare}) told group by 1, 2, 3, 4
), converted as (
  select s.*, case when s.currency = '${reportingCurrency}' then 1 else (select f.pence_per_minor from fx_rates f
    where f.currency = s.currency and f.day between s.day - ${fxStaleDays} and s.day order by f.day desc, f.recorded_at desc limit 1) end as rate
  from sums s
), ledger as (
  select l.supplier_id, ${of('paid', '-')} as paid, ${of('tax', '-')} as tax, ${of('refunds')} + ${of('refunds out of hand', '-')} as refunds,
    ${of('disputes')} as disputes, ${of('fees')} as fees, ${of('dispute fees')} as dispute_fees, min(l.currency) filter (where l.rate is null) as missing
  from converted l group by 1
)`;

/** Exported for the benchmark: its floor is this statement and the upsert, without a row leaving the database. */
export const valueFactsQuery = `
with ${booked}, ${livesSql('and m.supplier_id = any(:ids)')}, latest as (select * from lives where back = 1)
select s.id as "supplierId", s.vendor_type as "vendorType", l.plan_code as plan, l.billing_interval as interval, l.began_at as "beganAt",
  coalesce(l.periods, 0) as periods,
  case when l.supplier_id is null then 'never_paid' when l.ended_at is not null then 'left' when l.resting is not null then 'resting' else 'paying' end as state,
  case when l.supplier_id is null or l.ended_at is not null then 0
    when l.resting is not null then (select -m.amount_minor from mrr_movements m where m.id = l.resting) else coalesce(a.net_minor, 0) end as "mrrMinor",
  coalesce(b.paid, 0) as "paidMinor", coalesce(b.tax, 0) as "taxMinor", coalesce(b.refunds, 0) as "refundsMinor",
  coalesce(b.disputes, 0) as "lostDisputesMinor", coalesce(b.fees, 0) as "processorFeesMinor", coalesce(b.dispute_fees, 0) as "disputeFeesMinor",
  b.missing as "missingRate"
from suppliers s left join latest l on l.supplier_id = s.id left join mrr_accounts a on a.supplier_id = s.id left join ledger b on b.supplier_id = s.id
where s.id = any(:ids)`;
