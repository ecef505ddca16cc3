import { DAY_MS } from '@wedsync/domain/platform';

/** One purchase or refund (negative). `day` is YYYY-MM-DD. */
export type Purchase = { readonly customerId: string; readonly day: string; readonly value: number };

/** Recency, frequency and value of one customer, in units of time (weeks by default) since the first purchase. */
export type RfmRow = {
  readonly id: string;
  /** Repeat purchases: days with a purchase after the first. */
  readonly x: number;
  /** First to last purchase; 0 without a repeat. */
  readonly tx: number;
  /** First purchase to the day asked about. */
  readonly T: number;
  /** Mean value of the repeat purchases; 0 without one. */
  readonly m: number;
};

export type RfmOptions = { readonly asOf: string; readonly unitDays?: number };

/**
 * Summarises a log of purchases as BG/NBD and Gamma-Gamma need it: one customer-day is one purchase, refunds are netted within the day (a day of nothing
 * but refunds is no purchase), what happened after `asOf` does not leak in, and the first purchase counts neither in x nor in m.
 */
export function rfmSummary(purchases: readonly Purchase[], { asOf, unitDays = 7 }: RfmOptions): RfmRow[] {
  const customers = new Map<string, Map<string, number>>();
  for (const { customerId, day, value } of purchases) {
    if (day > asOf) continue;
    const days = customers.get(customerId) ?? new Map<string, number>();
    days.set(day, (days.get(day) ?? 0) + value);
    customers.set(customerId, days);
  }
  return [...customers].flatMap(([id, days]) => summarise(id, days, asOf, unitDays));
}

function summarise(id: string, days: ReadonlyMap<string, number>, asOf: string, unitDays: number): RfmRow[] {
  // A free order (value 0) is a purchase; a day that nets below zero is a refund.
  const bought = [...days].filter(([, value]) => value >= 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = bought;
  const last = bought.at(-1);
  if (first === undefined || last === undefined) return [];
  const repeats = bought.slice(1);
  const m = repeats.length === 0 ? 0 : repeats.reduce((sum, [, value]) => sum + value, 0) / repeats.length;
  return [
    { id, x: repeats.length, tx: daysApart(first[0], last[0]) / unitDays, T: daysApart(first[0], asOf) / unitDays, m },
  ];
}

/** Both at midnight UTC, so every day has 24 hours. */
function daysApart(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
