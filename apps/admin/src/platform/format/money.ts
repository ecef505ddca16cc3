/** Display only: domain rules and the zod behind them stay out of the first chunk of the admin. */

const locale = 'en-GB';

/** Decimal places of a currency (GBP 2, JPY 0). */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "£1,234.50" from 123450 minor units; `short` gives "£1.2k" for tiles and axes. */
export function formatMoney(amountMinor: number, currency: string, style: 'exact' | 'short' = 'exact'): string {
  const value = amountMinor / 10 ** currencyDigits(currency);
  const options: Intl.NumberFormatOptions =
    style === 'exact' ? {} : { notation: 'compact', maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...options }).format(value).replace('-', '−');
}

/** "12.50" from 1250: the decimal text a money input edits. */
export function minorToInput(amountMinor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const whole = Math.abs(amountMinor)
    .toString()
    .padStart(digits + 1, '0');
  const split = whole.length - digits;
  const text = digits === 0 ? whole : `${whole.slice(0, split)}.${whole.slice(split)}`;
  return amountMinor < 0 ? `-${text}` : text;
}

/**
 * Minor units from typed text such as "1,234.5"; exact, never through a float.
 * @returns null when the text is not an amount of this currency (letters, too many decimals, too large)
 */
export function inputToMinor(text: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text.replace(/[\s,]/g, ''));
  if (match === null) return null;
  const fraction = match[3] ?? '';
  if (fraction.length > digits) return null;
  const minor = Number(`${match[2] ?? '0'}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}
