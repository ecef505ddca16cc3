import type { Provider, StatementLine } from '@wedsync/domain/billing';
import type { Writer } from '../../platform/index.ts';

/** Both days belong to it; YYYY-MM-DD in London. */
export type DayRange = { readonly from: string; readonly to: string };

/** Keeps lines as listed now; a line that is listed again says what it says now. */
export async function keepStatementLines(
  { sql }: Writer,
  provider: Provider,
  lines: readonly StatementLine[],
  listedAt: Date,
): Promise<void> {
  if (lines.length === 0) return;
  await sql.raw(
    `insert into statement_lines (provider, id, type, currency, amount_minor, fee_minor, net_minor, occurred_at, source_id, charge_id, payout_id, listed_at)
     select ?, l.id, l.type, l.currency, l."amountMinor", l."feeMinor", l."netMinor", l."occurredAt", l."sourceId", l."chargeId", l."payoutId", ?
     from jsonb_to_recordset(?::jsonb) as l (id text, type text, currency text, "amountMinor" bigint, "feeMinor" bigint, "netMinor" bigint,
       "occurredAt" timestamptz, "sourceId" text, "chargeId" text, "payoutId" text)
     on conflict (provider, id) do update set type = excluded.type, currency = excluded.currency, amount_minor = excluded.amount_minor,
       fee_minor = excluded.fee_minor, net_minor = excluded.net_minor, occurred_at = excluded.occurred_at, source_id = excluded.source_id,
       charge_id = excluded.charge_id, payout_id = coalesce(excluded.payout_id, statement_lines.payout_id), listed_at = excluded.listed_at`,
    [provider, listedAt, JSON.stringify(lines)],
  );
}

/** Lets go of lines of these days that the provider no longer lists. */
export async function forgetUnlisted(
  { sql }: Writer,
  provider: Provider,
  { from, to }: DayRange,
  listedAt: Date,
): Promise<void> {
  await sql('statement_lines')
    .where({ provider })
    .whereBetween('day', [from, to])
    .where('listed_at', '<', listedAt)
    .del();
}

/** Payments outside every provider: the invoices are the list, for they say what was paid elsewhere. */
export async function listOutsidePayments({ sql }: Writer, { from, to }: DayRange, listedAt: Date): Promise<void> {
  await sql.raw(
    `insert into statement_lines (provider, id, type, currency, amount_minor, fee_minor, net_minor, occurred_at, source_id, listed_at)
     select 'manual', i.id || '/outside', 'paid_outside', i.currency, i.paid_off_provider_minor, 0, i.paid_off_provider_minor, i.paid_at, i.id, :listedAt::timestamptz
     from invoices i where i.paid_off_provider_minor > 0 and i.finalized_at is not null
       and i.paid_at >= :from::timestamp at time zone 'Europe/London' and i.paid_at < (:to::date + 1)::timestamp at time zone 'Europe/London'
     union all
     select 'manual', t.id, t.type, t.currency, t.amount_minor, t.fee_minor, t.net_minor, t.created_at, t.source_id, :listedAt::timestamptz
     from balance_transactions t where t.provider = 'manual' and t.deleted_at is null
       and (t.created_at at time zone 'Europe/London')::date between :from::date and :to::date
     on conflict (provider, id) do update set amount_minor = excluded.amount_minor, net_minor = excluded.net_minor, currency = excluded.currency,
       occurred_at = excluded.occurred_at, listed_at = excluded.listed_at`,
    { from, to, listedAt },
  );
}
