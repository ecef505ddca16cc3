import type { EuroReferenceRate } from '@wedsync/domain/revenue';
import { reportingCurrency } from '../billing/index.ts';
import type { Reader, Writer } from '../platform/index.ts';

export type ImportedRates = {
  readonly added: number;
  /** The first day anything was added for; money of service periods from then on converts differently. */
  readonly firstDay: string | null;
  /** Currencies a rate of which was published again with another value. */
  readonly corrected: readonly string[];
};

/** Keeps published euro rates, with what each is worth in the reporting currency. Rates already known are left alone, so importing twice adds nothing. */
export async function keepRates(
  { sql }: Writer,
  source: string,
  rates: readonly EuroReferenceRate[],
): Promise<ImportedRates> {
  const added: { rows: { currency: string; day: string; again: boolean }[] } = await sql.raw(
    `with given as (
       select day::date as day, currency, "perEuro"::numeric as per_euro
         from jsonb_to_recordset(:rates::jsonb) as r (day text, currency text, "perEuro" text)
       union select distinct day::date, 'EUR', 1 from jsonb_to_recordset(:rates::jsonb) as r (day text)
     ), added as (
       insert into fx_rates (day, currency, source, per_euro, gbp_per_unit)
       select g.day, g.currency, :source, g.per_euro, home.per_euro / g.per_euro
         from given g join given home on home.day = g.day and home.currency = :reporting
       on conflict (currency, day, source, per_euro) do nothing returning id, currency, day
     )
     select a.currency, to_char(a.day, 'YYYY-MM-DD') as day,
       exists (select 1 from fx_rates f where f.currency = a.currency and f.day = a.day and f.source = :source) as again from added a`,
    { rates: JSON.stringify(rates), source, reporting: reportingCurrency },
  );
  return {
    added: added.rows.length,
    firstDay: added.rows.reduce<string | null>((first, { day }) => (first === null || day < first ? day : first), null),
    corrected: [...new Set(added.rows.flatMap(({ currency, again }) => (again ? currency : [])))],
  };
}

/** The newest day there are rates of; null before the first import. */
export async function newestRateDay({ sql }: Reader): Promise<string | null> {
  const rows: { day: string | null }[] = await sql('fx_rates').max({ day: 'day' });
  return rows[0]?.day ?? null;
}

/**
 * Customers whose money converts differently because of an import: those paid for in a corrected currency, whose service period begins on a day that
 * has got rates, or that had been waiting for one.
 */
export async function customersOfRates({ sql }: Reader, { firstDay, corrected }: ImportedRates): Promise<string[]> {
  if (firstDay === null) return [];
  const found: { rows: { id: string }[] } = await sql.raw(
    `select c.id from customers c where exists (
        select 1 from subscriptions s where s.customer_id = c.id and s.currency <> :reporting
          and (s.currency = any(:corrected) or coalesce(s.period_start, s.created_at) >= :firstDay::date - 1))
      or exists (select 1 from mrr_accounts a where a.supplier_id = c.supplier_id and a.missing_rate is not null) order by c.id`,
    { reporting: reportingCurrency, corrected: [...corrected], firstDay },
  );
  return found.rows.map(({ id }) => id);
}

/** The suppliers of these customers. */
export async function suppliersOfCustomers({ sql }: Reader, customerIds: readonly string[]): Promise<string[]> {
  const rows: { supplierId: string }[] = await sql('customers')
    .distinct({ supplierId: 'supplier_id' })
    .whereRaw('id = any(?)', [[...customerIds]])
    .whereNotNull('supplier_id');
  return rows.map(({ supplierId }) => supplierId);
}
