import { z } from 'zod';
import { defineError } from './errors.ts';

/** ISO 4217 code in capitals. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter currency code such as GBP.');
export type Currency = z.infer<typeof currencySchema>;

/** An amount in integer minor units of one currency; never a float. */
export type Money = { readonly amountMinor: number; readonly currency: Currency };

export const moneySchema = z.object({ amountMinor: z.int(), currency: currencySchema });

export const CurrencyMismatch = defineError(
  'invalid',
  'currency-mismatch',
  (p: { left: string; right: string }) => `Amounts in ${p.left} and ${p.right} cannot be added.`,
);
export const InvalidWeights = defineError('invalid', 'invalid-weights', (p: { why: string }) => p.why);

export function money(amountMinor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(amountMinor)) throw InvalidAmount({ amount: String(amountMinor) });
  return { amountMinor, currency };
}

export const InvalidAmount = defineError(
  'invalid',
  'invalid-amount',
  (p: { amount: string }) => `${p.amount} is not a whole number of minor units.`,
);

/** @throws CurrencyMismatch when the currencies differ */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw CurrencyMismatch({ left: left.currency, right: right.currency });
  return money(left.amountMinor + right.amountMinor, left.currency);
}

/**
 * Splits an amount by weights without losing a penny (largest remainder; ties go to the earlier part).
 * @param amountMinor integer minor units, may be negative
 * @param weights non-negative, at least one above zero
 * @returns integers in the order of `weights`, summing to `amountMinor`
 * @throws InvalidWeights when a weight is negative or none is above zero
 */
export function allocate(amountMinor: number, weights: readonly number[]): number[] {
  money(amountMinor, 'GBP');
  if (weights.some((weight) => !(weight >= 0) || !Number.isFinite(weight)))
    throw InvalidWeights({ why: 'Weights must be zero or more.' });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw InvalidWeights({ why: 'At least one weight must be above zero.' });
  const sign = amountMinor < 0 ? -1 : 1;
  const exact = weights.map((weight) => (Math.abs(amountMinor) * weight) / total);
  const parts = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  settle(
    parts,
    byRemainder.map((entry) => entry.index),
    Math.abs(amountMinor),
  );
  return parts.map((part) => (part === 0 ? 0 : sign * part));
}

/** Hands out (or, where floating point rounded a share up, takes back) single units until the parts sum to the target. */
function settle(parts: number[], order: readonly number[], target: number): void {
  let missing = target - parts.reduce((sum, part) => sum + part, 0);
  for (let turn = 0; missing !== 0; turn = (turn + 1) % order.length) {
    const index = order[turn];
    if (index === undefined) return;
    const step = Math.sign(missing);
    parts[index] = (parts[index] ?? 0) + step;
    missing -= step;
  }
}

/** Rounds a rational number of minor units half to even, the convention of the books. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Number of decimal places of a currency as its ISO 4217 entry says (GBP 2, JPY 0, KWD 3), which is how providers count. The runtime's own tables
 * follow what people carry in their purses: for them forints have none.
 */
export function minorUnitDigits(currency: Currency): number {
  return unusualDigits.get(currency) ?? 2;
}

const unusualDigits: ReadonlyMap<Currency, number> = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, currencies]) => currencies.split(' ').map((currency) => [currency, Number(digits)] as const)),
);

/** Human form such as "£1,234.50"; display only. */
export function formatMoney({ amountMinor, currency }: Money, locale = 'en-GB'): string {
  const digits = minorUnitDigits(currency);
  // What is owed of nothing is computed as -0; adding 0 keeps its minus sign from people.
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals }).format(
    amountMinor / 10 ** digits + 0,
  );
}
