import { ratio } from './rates.ts';

/** One account at the two ends of a look-back, minor units of the reporting currency at one rate. */
export type AccountEnds = { readonly startMinor: number; readonly endMinor: number };

export type RevenueRetention = {
  /** Accounts with MRR at the start. */
  readonly accounts: number;
  readonly startMinor: number;
  /** What the starting accounts are worth at the end, all growth and comebacks of theirs included. */
  readonly endMinor: number;
  /** Net revenue retention: sum end / sum start. */
  readonly nrr: number | null;
  /** Gross revenue retention: sum min(end, start) / sum start, never above 1. */
  readonly grr: number | null;
  /** Share of the starting accounts with no MRR at the end. */
  readonly logoChurn: number | null;
};

/** Retention of the accounts that had MRR at the start; who came later never enters. Look-back 12 months unless said otherwise. */
export function revenueRetention(accounts: Iterable<AccountEnds>): RevenueRetention {
  let count = 0;
  let lost = 0;
  let startMinor = 0;
  let endMinor = 0;
  let keptMinor = 0;
  for (const account of accounts) {
    if (account.startMinor <= 0) continue;
    count += 1;
    startMinor += account.startMinor;
    endMinor += account.endMinor;
    keptMinor += Math.min(account.startMinor, account.endMinor);
    if (account.endMinor <= 0) lost += 1;
  }
  return {
    accounts: count,
    startMinor,
    endMinor,
    nrr: ratio(endMinor, startMinor),
    grr: ratio(keptMinor, startMinor),
    logoChurn: ratio(lost, count),
  };
}
