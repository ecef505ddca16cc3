import { numberIn, readTable, type Row, type TableSource } from './table.ts';

export type AccountMonthsInput = {
  readonly accounts?: TableSource | undefined;
  readonly subscriptions: TableSource;
  readonly from: string;
  readonly to: string;
  readonly filter: Readonly<Record<string, string>>;
};

type Spell = {
  readonly account: string;
  readonly start: string;
  readonly end: string | null;
  readonly mrrMinor: number;
};

/**
 * MRR of each account at each month end, from a table of subscriptions with start_date, end_date, mrr_amount and is_trial: a subscription counts at a
 * month end when it began on or before that day and does not end on or before it.
 */
export function readAccountMonths({ subscriptions, from, to, filter }: AccountMonthsInput) {
  const spells = readTable(subscriptions)
    .filter((row) => Object.entries(filter).every(([column, value]) => row[column] === value))
    .map(spellOf);
  const first = spells.reduce(
    (earliest, { start }) => (start.slice(0, 7) < earliest ? start.slice(0, 7) : earliest),
    from,
  );
  const months = monthsBetween(first, to);
  const ends = months.map(lastDay);
  const accounts = new Map<string, number[]>();
  for (const { account, start, end, mrrMinor } of spells) {
    const mrr = accounts.get(account) ?? months.map(() => 0);
    accounts.set(account, mrr);
    for (const [i, day] of ends.entries())
      if (start <= day && (end === null || end > day)) mrr[i] = (mrr[i] ?? 0) + mrrMinor;
  }
  return { accounts, months, index: (month: string) => months.indexOf(month) };
}

function spellOf(row: Row): Spell {
  const isTrial = row['is_trial']?.toLowerCase() === 'true';
  return {
    account: row['account_id'] ?? '',
    start: row['start_date'] ?? '',
    end: row['end_date'] === undefined || row['end_date'] === '' ? null : row['end_date'],
    mrrMinor: isTrial ? 0 : Math.round(numberIn(row, 'mrr_amount') * 100),
  };
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = after(month)) months.push(month);
  return months;
}

function after(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
