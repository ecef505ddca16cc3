import { mean } from '@wedsync/domain/platform/statistics';
import { expectedFuturePurchases, fitBgNbd, type BgNbdParams } from './bg-nbd.ts';
import { rfmSummary, type Purchase, type RfmRow } from './rfm.ts';

export type PurchaseBacktest = {
  readonly params: BgNbdParams;
  readonly customers: number;
  readonly holdoutUnits: number;
  readonly actual: number;
  readonly expected: number;
  /** Share by which the forecast missed: -0.12 is twelve per cent too low. */
  readonly relativeError: number | null;
  /** Per customer. */
  readonly meanAbsoluteError: number | null;
  /** What customers with so many repeats did, next to what was expected of them; the last row holds the rest. */
  readonly byFrequency: readonly {
    readonly x: number;
    readonly customers: number;
    readonly actual: number;
    readonly expected: number;
  }[];
};

/**
 * Fits on what was known at `calibrationEnd` and compares the forecast with the purchases up to `holdoutEnd`. Shown as it is: on CDNOW the published
 * model forecasts 12 % too little.
 */
export function backtestPurchases(
  purchases: readonly Purchase[],
  {
    calibrationEnd,
    holdoutEnd,
    unitDays = 7,
  }: { readonly calibrationEnd: string; readonly holdoutEnd: string; readonly unitDays?: number },
  known?: BgNbdParams,
): PurchaseBacktest {
  const customers = rfmSummary(purchases, { asOf: calibrationEnd, unitDays });
  const later = new Map(rfmSummary(purchases, { asOf: holdoutEnd, unitDays }).map((row) => [row.id, row]));
  const params = known ?? fitBgNbd(customers).params;
  const holdoutUnits =
    customers.length === 0 ? 0 : (later.get(customers[0]?.id ?? '')?.T ?? 0) - (customers[0]?.T ?? 0);
  const compared = customers.map((row): Compared => ({
    row,
    actual: (later.get(row.id)?.x ?? row.x) - row.x,
    expected: expectedFuturePurchases(params, row, holdoutUnits),
  }));
  const actual = total(compared, 'actual');
  const expected = total(compared, 'expected');
  return {
    params,
    customers: customers.length,
    holdoutUnits,
    actual,
    expected,
    relativeError: actual === 0 ? null : expected / actual - 1,
    meanAbsoluteError: mean(compared.map((each) => Math.abs(each.actual - each.expected))),
    byFrequency: byFrequency(compared),
  };
}

type Compared = { readonly row: RfmRow; readonly actual: number; readonly expected: number };

const lastRow = 7;

function byFrequency(compared: readonly Compared[]): PurchaseBacktest['byFrequency'] {
  return Array.from({ length: lastRow + 1 }, (_, x) => {
    const own = compared.filter(({ row }) => Math.min(row.x, lastRow) === x);
    return { x, customers: own.length, actual: total(own, 'actual'), expected: total(own, 'expected') };
  });
}

function total(compared: readonly Compared[], what: 'actual' | 'expected'): number {
  return compared.reduce((sum, each) => sum + each[what], 0);
}
