import type { Reader } from '../platform/index.ts';

/** What is reported in; money in it needs no rate. */
export const reportingCurrency = 'GBP';

/** The newest rate of each currency on or before a day, as units of the reporting currency for one unit. */
export async function ratesOn(reader: Reader, day: string): Promise<(currency: string) => number | undefined> {
  const found: { rows: { currency: string; rate: string }[] } = await reader.sql.raw(
    `select distinct on (currency) currency, gbp_per_unit::text as rate from fx_rates where day <= ?
      order by currency, day desc, recorded_at desc`,
    [day],
  );
  const rates = new Map(found.rows.map(({ currency, rate }) => [currency, Number(rate)]));
  return (currency) => (currency === reportingCurrency ? 1 : rates.get(currency));
}
