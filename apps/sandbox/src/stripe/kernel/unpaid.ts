import type { BalanceTransactionRecord } from '../records/index.ts';

export interface BalanceSum {
  readonly currency: string;
  readonly available: number;
  readonly pending: number;
}

/** Balance transactions no payout has taken yet, by currency: the account's balance. */
export interface Unpaid {
  add(row: BalanceTransactionRecord): void;
  /** The same row with other figures. */
  replace(row: BalanceTransactionRecord): void;
  /** Removes and returns what can be paid out, oldest first. */
  takeAvailable(currency: string, now: number): BalanceTransactionRecord[];
  availableNet(currency: string, now: number): number;
  currencies(): readonly string[];
  sums(now: number): readonly BalanceSum[];
  clear(): void;
}

/** Sorted lists per currency are not needed: a currency holds only some days of transactions. */
export function createUnpaid(): Unpaid {
  const byCurrency = new Map<string, BalanceTransactionRecord[]>();
  const rowsOf = (currency: string) => byCurrency.get(currency) ?? [];
  return {
    add(row) {
      const rows = byCurrency.get(row.currency);
      if (rows === undefined) byCurrency.set(row.currency, [row]);
      else rows.push(row);
    },
    replace(row) {
      const rows = rowsOf(row.currency);
      byCurrency.set(
        row.currency,
        rows.map((old) => (old.id === row.id ? row : old)),
      );
    },
    takeAvailable(currency, now) {
      const rows = rowsOf(currency);
      byCurrency.set(
        currency,
        rows.filter((row) => row.available_on > now),
      );
      return rows.filter((row) => row.available_on <= now);
    },
    availableNet: (currency, now) => netOf(rowsOf(currency).filter((row) => row.available_on <= now)),
    currencies: () => [...byCurrency.keys()].sort(),
    sums: (now) =>
      [...byCurrency.keys()].sort().map((currency) => ({
        currency,
        available: netOf(rowsOf(currency).filter((row) => row.available_on <= now)),
        pending: netOf(rowsOf(currency).filter((row) => row.available_on > now)),
      })),
    clear: () => byCurrency.clear(),
  };
}

/** What is left of the amounts after fees. */
export function netOf(rows: readonly BalanceTransactionRecord[]): number {
  return rows.reduce((sum, row) => sum + row.amount - row.fee, 0);
}
