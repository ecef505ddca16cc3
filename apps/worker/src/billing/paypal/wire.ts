import { minorFromDecimal } from '@wedsync/domain/billing';
import { z } from 'zod';

/** Pieces that PayPal's objects are made of, read from the wire into our words. */
export const id = z.string().min(1).max(255);
export const text = z.string();
export const maybeText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
export const maybeInstant = instant.nullish().transform((value) => value ?? null);

/** An amount with its currency, exactly. */
export type Amount = { readonly minor: number; readonly currency: string };

const currency = z.string().regex(/^[A-Z]{3}$/);

/** As the second version writes it: `{"currency_code": "GBP", "value": "19.00"}`. */
export const amount = z
  .looseObject({ currency_code: currency, value: text })
  .transform(({ currency_code, value }): Amount => ({
    minor: minorFromDecimal(value, currency_code),
    currency: currency_code,
  }));
/** As the first version writes the parts of an amount. */
export const firstAmount = z
  .looseObject({ currency, value: text })
  .transform((given): Amount => ({ minor: minorFromDecimal(given.value, given.currency), currency: given.currency }));

export const links = z
  .array(z.looseObject({ rel: text, href: text }))
  .nullish()
  .transform((given) => given ?? []);

/** The id at the end of a link, as in `…/captures/3C679366HH908993F`. */
export function idAtEndOf(href: string): string | null {
  return /\/([^/?]+)$/.exec(href)?.[1] ?? null;
}
