import type { MoneyMonth } from '@wedsync/domain/billing';
import type { Reader } from '../platform/index.ts';

/**
 * What one supplier paid, failed to pay and got back, per month and currency, the oldest first; months without money are there with zeros.
 * Refunds count in the month they were made.
 * @param months how many, the current one included
 */
export async function moneyByMonth(
  reader: Reader,
  supplierId: string,
  months: number,
  zone: string,
): Promise<MoneyMonth[]> {
  const result: { rows: MoneyMonth[] } = await reader.sql.raw(
    `with bounds as (select date_trunc('month', now() at time zone :zone) - make_interval(months => :months - 1) as first),
     calendar as (select generate_series(first, first + make_interval(months => :months - 1), interval '1 month') as month from bounds),
     moved as (
       select date_trunc('month', created_at at time zone :zone) as month, currency,
         case status when 'succeeded' then amount_captured_minor else 0 end as paid,
         case status when 'failed' then amount_minor else 0 end as failed, 0 as refunded
       from charges, bounds where supplier_id = :supplierId and created_at >= first at time zone :zone
       union all
       select date_trunc('month', created_at at time zone :zone), currency, 0, 0, amount_minor
       from refunds, bounds where supplier_id = :supplierId and status not in ('failed', 'canceled') and created_at >= first at time zone :zone
     ),
     currencies as (select distinct currency from moved)
     select to_char(c.month, 'YYYY-MM') as month, u.currency, coalesce(sum(m.paid), 0)::bigint as "paidMinor",
       coalesce(sum(m.failed), 0)::bigint as "failedMinor", coalesce(sum(m.refunded), 0)::bigint as "refundedMinor"
     from calendar c cross join currencies u left join moved m on m.month = c.month and m.currency = u.currency
     group by c.month, u.currency order by u.currency, c.month`,
    { supplierId, months, zone },
  );
  return result.rows;
}
