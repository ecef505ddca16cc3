import { fxStaleDays } from '@wedsync/domain/billing';
import {
  daysBetween,
  decimalFraction,
  defineError,
  minorUnitDigits,
  over,
  roundFraction,
  times,
  whole,
  type Currency,
  type Fraction,
} from '@wedsync/domain/platform';

/** Minor units of the reporting currency for one minor unit of another, as an exact fraction. */
export type FxRate = Fraction;

/** The closing rate of a currency on a day (YYYY-MM-DD). @throws FxRateMissing when none is near enough */
export type FxLookup = (currency: Currency, day: string) => FxRate;

/** One published reference rate: how many units of `currency` one euro bought at the close of `day`, as a decimal text such as "0.85615". */
export type EuroReferenceRate = { readonly day: string; readonly currency: Currency; readonly perEuro: string };

export const FxRateMissing = defineError(
  'unavailable',
  'fx-rate-missing',
  (p: { currency: string; day: string }) =>
    `There is no exchange rate for ${p.currency} on or shortly before ${p.day}. Import the daily rates.`,
);

const one: FxRate = { numerator: 1n, denominator: 1n };

/** A lookup for an account that only ever pays in the reporting currency, and for tests. */
export function sameCurrency(reporting: Currency): FxLookup {
  return (currency, day) => {
    if (currency !== reporting) throw FxRateMissing({ currency, day });
    return one;
  };
}

/**
 * Looks up crossed euro reference rates, the last one on or before the day and at most `fxStaleDays` old.
 * @param rates in any order
 * @throws FxRateMissing from the lookup
 */
export function fxFromEuroRates(rates: readonly EuroReferenceRate[], reporting: Currency): FxLookup {
  const series = seriesByCurrency(rates);
  const remembered = new Map<string, FxRate>();
  return (currency, day) => {
    if (currency === reporting) return one;
    const key = `${currency} ${day}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const rate = cross(
      perEuro(series, reporting, day),
      perEuro(series, currency, day),
      minorUnitDigits(reporting) - minorUnitDigits(currency),
    );
    remembered.set(key, rate);
    return rate;
  };
}

/** Converts minor units, rounding half to even. */
export function convertMinor(amountMinor: number, rate: FxRate): number {
  return rate.numerator === rate.denominator ? amountMinor : roundFraction(times(whole(amountMinor), rate));
}

type Series = readonly { readonly day: string; readonly value: Fraction }[];

function seriesByCurrency(rates: readonly EuroReferenceRate[]): ReadonlyMap<Currency, Series> {
  const series = new Map<Currency, { day: string; value: Fraction }[]>();
  for (const { day, currency, perEuro } of rates) {
    const own = series.get(currency) ?? [];
    own.push({ day, value: decimalFraction(perEuro) });
    series.set(currency, own);
  }
  for (const own of series.values()) own.sort((a, b) => (a.day < b.day ? -1 : 1));
  return series;
}

function perEuro(series: ReadonlyMap<Currency, Series>, currency: Currency, day: string): Fraction {
  if (currency === 'EUR') return whole(1);
  const found = lastUpTo(series.get(currency) ?? [], day);
  if (found === undefined || daysBetween(found.day, day) > fxStaleDays) throw FxRateMissing({ currency, day });
  return found.value;
}

function lastUpTo(series: Series, day: string) {
  let from = 0;
  let to = series.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((series[middle]?.day ?? '') <= day) from = middle + 1;
    else to = middle;
  }
  return series[from - 1];
}

/** @param digits how many more decimals the reporting currency has than the other */
function cross(reporting: Fraction, other: Fraction, digits: number): FxRate {
  const shift = whole(10 ** Math.abs(digits));
  const rate = over(reporting, other);
  return digits >= 0 ? times(rate, shift) : over(rate, shift);
}
