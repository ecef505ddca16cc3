import type { Provider } from '@wedsync/domain/billing';
import type { BookedLine, Line, LinePair } from '@wedsync/domain/revenue';
import type { Reader } from '../../platform/index.ts';
import type { DayRange } from './statement-lines.repository.ts';

/** Both sides of one movement, and whose it is. */
export type FoundPair = LinePair & {
  readonly id: string;
  readonly day: string;
  readonly supplierId: string | null;
  readonly payoutId: string | null;
};

type Row = Omit<FoundPair, 'local' | 'remote'> & {
  readonly local: (BookedLine & { readonly occurredAt: string }) | null;
  readonly remote: (Line & { readonly occurredAt: string }) | null;
};

/**
 * Movements of these days of which the two sides may not agree, one statement for all of them.
 * @param before what happened later may not have reached one of the sides yet
 */
export async function unequalPairs(
  { sql }: Reader,
  provider: Provider,
  { from, to }: DayRange,
  before: Date,
): Promise<FoundPair[]> {
  const found: { rows: Row[] } = await sql.raw(pairs('l.day between :from and :to', 'r.day between :from and :to'), {
    provider,
    from,
    to,
    before,
  });
  return found.rows;
}

/** The same for the movements that a payout carried. */
export async function unequalPairsOfPayout(
  { sql }: Reader,
  provider: Provider,
  payoutId: string,
): Promise<FoundPair[]> {
  const query = pairs(
    'l.id in (select id from statement_lines where payout_id = :payoutId)',
    'r.payout_id = :payoutId',
  );
  const found: { rows: Row[] } = await sql.raw(query, { provider, payoutId, before: 'infinity' });
  return found.rows;
}

/**
 * Through when a provider's events have been heard and applied: now, unless some wait in the inbox or the newest came just now and is days old, as
 * while the past is being taken in.
 */
export async function heardThrough({ sql }: Reader, provider: Provider, now: Date): Promise<Date> {
  const found: { rows: { at: Date | null }[] } = await sql.raw(
    `select least((select min(occurred_at) from provider_events where provider = :provider and state in ('received', 'failed')),
       (select occurred_at from (select occurred_at, received_at from provider_events where provider = :provider order by id desc limit 1) newest
         where received_at > clock_timestamp() - interval '10 minutes' and occurred_at < :now::timestamptz - interval '3 days')) as at`,
    { provider, now },
  );
  const at = found.rows[0]?.at ?? now;
  return at < now ? at : now;
}

/** A side's line as evidence; the names are those of the domain. */
const line = (t: string, more = '') =>
  `jsonb_build_object('id', ${t}.id, 'type', ${t}.type, 'currency', ${t}.currency, 'amountMinor', ${t}.amount_minor, 'feeMinor', ${t}.fee_minor,
    'netMinor', ${t}.net_minor, 'occurredAt', ${t}.occurred_at, 'sourceId', ${t}.source_id${more})`;

const booked = `, 'bookedMinor', l.booked_minor, 'sourceCurrency', l.source_currency, 'sourceAmountMinor', l.source_amount_minor,
  'referenceMinor', case when l.source_currency <> l.currency then round(l.source_amount_minor * ${rate('l.source_currency')} / nullif(${rate('l.currency')}, 0)) end`;

/** What one minor unit is worth in those of the reporting currency on the movement's day; the newest publication counts. */
function rate(currency: string): string {
  return `(case when ${currency} = 'GBP' then 1 else (select x.pence_per_minor from fx_rates x where x.currency = ${currency} and x.day <= l.day
    order by x.day desc, x.recorded_at desc limit 1) end)`;
}

const pairs = (ofLocal: string, ofRemote: string) => `
with local as (select l.* from booked_lines l where l.provider = :provider and ${ofLocal} and l.occurred_at < :before),
remote as (select r.* from statement_lines r where r.provider = :provider and ${ofRemote} and r.occurred_at < :before)
select l.id, to_char(l.day, 'YYYY-MM-DD') as day, l.supplier_id as "supplierId", coalesce(r.payout_id, l.payout_id) as "payoutId",
  ${line('l', booked)} as local, case when r.id is not null then ${line('r')} end as remote
from local l left join statement_lines r on r.provider = :provider and r.id = l.id
where r.id is null or l.booked_minor is null or (l.currency, l.amount_minor, l.fee_minor) is distinct from (r.currency, r.amount_minor, r.fee_minor)
  or l.booked_minor <> r.net_minor or l.source_currency <> l.currency
union all
select r.id, to_char(r.day, 'YYYY-MM-DD'), c.supplier_id, r.payout_id, null, ${line('r')}
from remote r left join charges c on c.id = coalesce(r.charge_id, r.source_id)
where not exists (select 1 from booked_lines l where l.provider = r.provider and l.id = r.id)
order by 1`;
