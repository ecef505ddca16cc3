import { defineError, minorUnitDigits, type Currency } from '@wedsync/domain/platform';

export const NotAnAmount = defineError(
  'invalid',
  'not-an-amount',
  (p: { text: string; currency: string }) => `"${p.text}" is no amount of ${p.currency}.`,
);

/**
 * Reads a decimal such as "19.00", "-0.05" or, where a currency has no decimals, "1900", digit by digit and never as a float.
 * @returns integer minor units of the currency as ISO 4217 counts them
 * @throws NotAnAmount for anything else, or for more decimals than the currency has
 */
export function minorFromDecimal(text: string, currency: Currency): number {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  const digits = minorUnitDigits(currency);
  const beyond = fraction.slice(digits);
  if (whole === '' || /[1-9]/.test(beyond)) throw NotAnAmount({ text, currency });
  const minor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) throw NotAnAmount({ text, currency });
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** The other way, as providers write it. */
export function decimalFromMinor(minor: number, currency: Currency): string {
  const digits = minorUnitDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const [whole, fraction] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return `${minor < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${fraction}`}`;
}
