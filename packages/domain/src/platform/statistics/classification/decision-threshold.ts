import { confusionAt } from './probability-metrics.ts';
import type { Labels } from './matrix.ts';

/** What a mistake costs, in any one unit. */
export type MistakeCosts = { readonly falseAlarm: number; readonly missed: number };

export type CostAtThreshold = {
  readonly threshold: number;
  readonly cost: number;
  readonly falseAlarms: number;
  readonly missed: number;
  readonly called: number;
};

/** The threshold of least cost for calibrated probabilities: costs of a false alarm over those of both mistakes. */
export function idealThreshold({ falseAlarm, missed }: MistakeCosts): number {
  return falseAlarm / (falseAlarm + missed);
}

/** What each threshold would have cost. */
export function costsByThreshold(
  labels: Labels,
  probabilities: ArrayLike<number>,
  costs: MistakeCosts,
  thresholds: readonly number[],
): CostAtThreshold[] {
  return thresholds.map((threshold) => {
    const { tp, fp, fn } = confusionAt(labels, probabilities, threshold);
    return {
      threshold,
      cost: fp * costs.falseAlarm + fn * costs.missed,
      falseAlarms: fp,
      missed: fn,
      called: tp + fp,
    };
  });
}

/** The cheapest, and among equals the highest threshold; null for none. */
export function cheapest(table: readonly CostAtThreshold[]): CostAtThreshold | null {
  return table.reduce<CostAtThreshold | null>(
    (best, row) =>
      best === null || row.cost < best.cost || (row.cost === best.cost && row.threshold > best.threshold) ? row : best,
    null,
  );
}
