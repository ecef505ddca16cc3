import { ratio } from './rates.ts';

export type Trial = { readonly endedAt: Date; readonly firstPaidInvoiceAt: Date | null };

export type TrialConversion = { readonly ended: number; readonly converted: number; readonly rate: number | null };

/** Trials that ended in [start, end) and what share of them has paid an invoice by `asOf`. A trial turned subscription without payment is none. */
export function trialConversion(
  trials: Iterable<Trial>,
  period: { readonly start: Date; readonly end: Date; readonly asOf: Date },
): TrialConversion {
  let ended = 0;
  let converted = 0;
  for (const { endedAt, firstPaidInvoiceAt } of trials) {
    if (endedAt < period.start || endedAt >= period.end) continue;
    ended += 1;
    if (firstPaidInvoiceAt !== null && firstPaidInvoiceAt <= period.asOf) converted += 1;
  }
  return { ended, converted, rate: ratio(converted, ended) };
}
