import { ratio } from './rates.ts';
import type { AccountMonths } from './account-months.ts';

export type CohortRow = {
  /** Index of the month in which these accounts first paid. */
  readonly start: number;
  readonly accounts: number;
  readonly startMinor: number;
  /** Share of accounts paying k months after; index 0 is 1. Ends with the last month of the data. */
  readonly logos: readonly (number | null)[];
  /** Their MRR k months after / their first MRR; may exceed 1. */
  readonly revenue: readonly (number | null)[];
};

/** Accounts by the month of their first MRR, and what stayed of them month by month; months that have not happened are not there. */
export function cohortGrid(accounts: readonly AccountMonths[], months: number): CohortRow[] {
  const cohorts = new Map<number, AccountMonths[]>();
  for (const account of accounts) {
    const start = account.findIndex((mrr) => mrr > 0);
    if (start >= 0 && start < months) cohorts.set(start, [...(cohorts.get(start) ?? []), account]);
  }
  return [...cohorts].sort(([a], [b]) => a - b).map(([start, own]) => rowOf(start, own, months));
}

function rowOf(start: number, accounts: readonly AccountMonths[], months: number): CohortRow {
  const ages = Array.from({ length: months - start }, (_, age) => start + age);
  const paying = (month: number) => accounts.filter((account) => (account[month] ?? 0) > 0).length;
  const mrr = (month: number) => accounts.reduce((sum, account) => sum + (account[month] ?? 0), 0);
  const startMinor = mrr(start);
  return {
    start,
    accounts: accounts.length,
    startMinor,
    logos: ages.map((month) => ratio(paying(month), accounts.length)),
    revenue: ages.map((month) => ratio(mrr(month), startMinor)),
  };
}
