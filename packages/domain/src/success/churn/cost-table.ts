import {
  cheapest,
  costsByThreshold,
  idealThreshold,
  topMetrics,
  type CostAtThreshold,
  type LabelledRows,
  type MistakeCosts,
  type TopMetrics,
} from '@wedsync/domain/platform/statistics';
import type { ChurnPolicy } from './policy.ts';
import { valuesOf } from './snapshot.ts';

export type CostTable = {
  /** In minor units of the reporting currency: a contact for nothing, and a loss nobody tried to avert. */
  readonly costs: MistakeCosts;
  /** Of least cost when probabilities are calibrated, and of least cost on the validation rows. */
  readonly ideal: number;
  readonly empirical: number | null;
  readonly rows: readonly CostAtThreshold[];
  /** What the most probable of a week's capacity hold. */
  readonly capacity: TopMetrics;
};

const thresholds = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8];
const monthsLost = 12;

/** What calling suppliers at risk costs by threshold. A loss costs the share that contact would have saved of a year's MRR of those who left. */
export function costTable(
  { rows, labels }: LabelledRows,
  probabilities: ArrayLike<number>,
  { saveRate, contactCostMinor, weeklyCapacity }: ChurnPolicy,
): CostTable {
  const mrrOfLost = valuesOf(rows, 'mrrPounds').flatMap((pounds, i) => (labels[i] === 1 ? [Number(pounds)] : []));
  const mean = mrrOfLost.reduce((sum, pounds) => sum + pounds, 0) / Math.max(1, mrrOfLost.length);
  const costs = { falseAlarm: contactCostMinor, missed: Math.round(saveRate * mean * 100 * monthsLost) };
  const table = costsByThreshold(labels, probabilities, costs, thresholds);
  return {
    costs,
    ideal: idealThreshold(costs),
    empirical: cheapest(table)?.threshold ?? null,
    rows: table,
    capacity: topMetrics(labels, probabilities, weeklyCapacity),
  };
}
