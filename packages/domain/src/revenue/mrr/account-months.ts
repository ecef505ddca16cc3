import { classifyMovement } from './classify.ts';
import { mrrPeriod, type CountedMovement, type MrrPeriod } from './periods.ts';
import { ratio } from './rates.ts';

/** MRR of one account at consecutive month ends, minor units; index 0 is the first month of the data, before it there was nothing. */
export type AccountMonths = readonly number[];

export type MrrMonth = MrrPeriod & {
  readonly customers: number;
  readonly churnedCustomers: number;
  readonly logoChurn: number | null;
  /** Average revenue per account: closing MRR / paying customers. */
  readonly arpa: number | null;
};

/**
 * Month by month from month-end figures alone, where no history of changes is at hand: the same rules applied to consecutive month ends, so what
 * rises and falls within a month cancels out.
 * @param from index of the first month wanted
 */
export function mrrMonths(accounts: readonly AccountMonths[], from: number, to: number): MrrMonth[] {
  return Array.from({ length: to - from + 1 }, (_, i) => monthOf(accounts, from + i));
}

function monthOf(accounts: readonly AccountMonths[], month: number): MrrMonth {
  let opening = 0;
  let customersBefore = 0;
  let customers = 0;
  const movements: CountedMovement[] = [];
  for (const account of accounts) {
    const before = account[month - 1] ?? 0;
    const after = account[month] ?? 0;
    opening += before;
    if (before > 0) customersBefore += 1;
    if (after > 0) customers += 1;
    const type = classifyMovement(
      state(before),
      state(after),
      before > 0 || account.slice(0, month).some((mrr) => mrr > 0),
    );
    if (type !== null) movements.push({ type, amountMinor: after - before, reason: null });
  }
  const churnedCustomers = movements.filter(({ type }) => type === 'churn').length;
  const period = mrrPeriod(opening, movements);
  return {
    ...period,
    customers,
    churnedCustomers,
    logoChurn: ratio(churnedCustomers, customersBefore),
    arpa: ratio(period.closing, customers),
  };
}

function state(mrrMinor: number) {
  return { mrrMinor, active: mrrMinor > 0 };
}
