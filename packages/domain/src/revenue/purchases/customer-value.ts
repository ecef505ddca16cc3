import { chanceAlive, expectedFuturePurchases, type BgNbdParams } from './bg-nbd.ts';
import { expectedValue, type GammaGammaParams } from './gamma-gamma.ts';
import type { RfmRow } from './rfm.ts';

export type ValueHorizon = {
  readonly months: number;
  readonly monthlyDiscount: number;
  /** Units of the purchase history in a month: 4.345 weeks. */
  readonly unitsPerMonth: number;
};

export type CustomerForecast = {
  readonly id: string;
  readonly pAlive: number;
  /** Purchases within the longest horizon. */
  readonly expected: number;
  readonly value: number | null;
  readonly clv: number | null;
};

/** What is expected of one customer. @param t horizon of `expected`, in the units of the history */
export function forecastCustomer(
  model: BgNbdParams,
  spending: GammaGammaParams | null,
  row: RfmRow,
  t: number,
  horizon: ValueHorizon | null,
): CustomerForecast {
  const value = spending === null ? null : expectedValue(spending, row);
  return {
    id: row.id,
    pAlive: chanceAlive(model, row),
    expected: expectedFuturePurchases(model, row, t),
    value,
    clv: value === null || horizon === null ? null : value * discountedPurchases(model, row, horizon),
  };
}

/** sum_{k=1..K} (E[Y(k u)] - E[Y((k-1) u)]) / (1+d)^k: purchases of each month, worth less the later. */
export function discountedPurchases(
  model: BgNbdParams,
  row: RfmRow,
  { months, monthlyDiscount, unitsPerMonth }: ValueHorizon,
): number {
  let before = 0;
  let sum = 0;
  for (let month = 1; month <= months; month += 1) {
    const so = expectedFuturePurchases(model, row, month * unitsPerMonth);
    sum += (so - before) / (1 + monthlyDiscount) ** month;
    before = so;
  }
  return sum;
}
