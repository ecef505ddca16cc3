import { fxStaleDays } from '@wedsync/domain/billing';
import type { Money } from '@wedsync/domain/platform';
import type { Reader } from '../platform/index.ts';

/** What is reported in; money in it needs no rate. */
export const reportingCurrency = 'GBP';

/** What one minor unit of a currency is worth on a day (YYYY-MM-DD), in minor units of the reporting currency; undefined while there is no rate. */
export type RateOn = (currency: string, day: string) => number | undefined;

/** Closing rates of the days asked for: the last one published on or shortly before each. */
export async function ratesFor(
  reader: Reader,
  wanted: readonly { readonly currency: string; readonly day: string }[],
): Promise<RateOn> {
  const distinct = new Map(
    wanted.flatMap((one) => (one.currency === reportingCurrency ? [] : [[`${one.currency} ${one.day}`, one] as const])),
  );
  if (distinct.size === 0) return inReporting(new Map());
  const found: { rows: { currency: string; day: string; rate: string }[] } = await reader.sql.raw(
    `select w.currency, w.day, r.rate from jsonb_to_recordset(?::jsonb) as w (currency text, day text),
      lateral (select pence_per_minor::text as rate from fx_rates f where f.currency = w.currency and f.day between w.day::date - ${fxStaleDays} and w.day::date
        order by f.day desc, f.recorded_at desc limit 1) r`,
    [JSON.stringify([...distinct.values()])],
  );
  return inReporting(new Map(found.rows.map(({ currency, day, rate }) => [`${currency} ${day}`, Number(rate)])));
}

function inReporting(rates: ReadonlyMap<string, number>): RateOn {
  return (currency, day) => (currency === reportingCurrency ? 1 : rates.get(`${currency} ${day}`));
}

/** The newest rate of each currency on or before a day. */
export async function ratesOn(reader: Reader, day: string): Promise<(currency: string) => number | undefined> {
  const found: { rows: { currency: string; rate: string }[] } = await reader.sql.raw(
    `select distinct on (currency) currency, pence_per_minor::text as rate from fx_rates where day <= ?
      order by currency, day desc, recorded_at desc`,
    [day],
  );
  const rates = new Map(found.rows.map(({ currency, rate }) => [currency, Number(rate)]));
  return (currency) => (currency === reportingCurrency ? 1 : rates.get(currency));
}

/**
 * Money of several currencies as one sum in minor units of the reporting currency, at the newest rates on or before a day. A currency without a rate
 * counts one for one: of those we sell in none is worth more than a pound, so a limit is met too soon rather than too late.
 */
export async function inReportingCurrency(reader: Reader, amounts: readonly Money[], day: string): Promise<number> {
  const foreign = amounts.some(({ currency }) => currency !== reportingCurrency);
  const rateOf = foreign ? await ratesOn(reader, day) : () => 1;
  return amounts.reduce((sum, { amountMinor, currency }) => sum + Math.round(amountMinor * (rateOf(currency) ?? 1)), 0);
}
