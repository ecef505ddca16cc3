import { defineError } from '@wedsync/domain/platform';
import type { EuroReferenceRate } from '../mrr/index.ts';

export const UnreadableRates = defineError(
  'unavailable',
  'unreadable-rates',
  (p: { why: string }) => `The exchange rates could not be read: ${p.why}. Nothing was imported.`,
);

/** Far more than the whole history since 1999 has. */
const maxDays = 20_000;

/**
 * Reads the euro reference rates as the ECB publishes them: a day's rates, the last ninety days or the whole history, all of one shape.
 * @returns every rate of every day, in the order of the file
 * @throws UnreadableRates when it is not such a file, or a rate is not a number above zero
 */
export function readEcbRates(xml: string): EuroReferenceRate[] {
  const days = xml.split(dayStart).slice(1);
  if (days.length === 0) throw UnreadableRates({ why: 'it names no day' });
  if (days.length > maxDays) throw UnreadableRates({ why: `it names more than ${maxDays} days` });
  return days.flatMap((text) => {
    const day = /^(\d{4}-\d{2}-\d{2})["']/.exec(text)?.[1];
    if (day === undefined) throw UnreadableRates({ why: 'a day is not a date' });
    return ratesOf(day, text);
  });
}

const dayStart = /<Cube\s+time=["']/;
const quoted = /<Cube\s+currency=["']([A-Z]{3})["']\s+rate=["']([^"']*)["']/g;

function ratesOf(day: string, text: string): EuroReferenceRate[] {
  const rates = [...text.matchAll(quoted)].map(([, currency = '', perEuro = '']) => ({ day, currency, perEuro }));
  const wrong = rates.find(({ perEuro }) => !/^\d{1,12}(\.\d{1,12})?$/.test(perEuro) || Number(perEuro) <= 0);
  if (wrong !== undefined) throw UnreadableRates({ why: `${wrong.currency} of ${day} is not a rate` });
  if (rates.length === 0) throw UnreadableRates({ why: `${day} has no rates` });
  return rates;
}
