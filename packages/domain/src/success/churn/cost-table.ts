import {
  cheapestThreshold,
  confusionAt,
  costsByThreshold,
  idealThreshold,
  type Confusion,
  type CostAtThreshold,
  type LabelledRows,
  type MistakeCosts,
} from '@wedsync/domain/platform/statistics';
import { monthsToLose, type ChurnPolicy } from './policy.ts';
import { valuesOf } from './snapshot.ts';

export const judgedOn = ['validation', 'test'] as const;

export type CostTable = {
  /** In minor units of the reporting currency: a contact for nothing, and a loss nobody tried to avert. */
  readonly costs: MistakeCosts;
  /** Of least cost when probabilities are calibrated; null when neither mistake costs anything. */
  readonly ideal: number | null;
  /** Of least cost on the rows that calibrated; null when calling nobody was. */
  readonly empirical: number | null;
  /** What thresholds cost, those two among them, and calling nobody. */
  readonly rows: readonly CostAtThreshold[];
  /** The rows this is said of: dates the model has not seen, or in old reports those that calibrated it. */
  readonly judgedOn: (typeof judgedOn)[number];
  /** Who is found and who is missed from the ideal threshold on. */
  readonly confusion: Confusion | null;
};

/** Rows with what was foretold of them. */
export type Foretold = LabelledRows & { readonly probabilities: ArrayLike<number> };

const usualThresholds = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8];

/**
 * What calling suppliers at risk costs by threshold. A loss costs the share that contact would have saved of a year's MRR of those who left. Thresholds
 * are chosen on the rows that calibrated and judged on others.
 */
export function costTable(calibration: Foretold, test: Foretold, policy: ChurnPolicy): CostTable {
  const costs = costsOfMistakes(calibration, policy);
  const ideal = idealThreshold(costs);
  const empirical = cheapestThreshold(calibration.labels, calibration.probabilities, costs).threshold;
  const tried = new Set([...usualThresholds, ideal, empirical].filter((threshold) => threshold !== null));
  const thresholds = [...[...tried].sort((a, b) => a - b), null];
  return {
    costs,
    ideal,
    empirical,
    rows: costsByThreshold(test.labels, test.probabilities, costs, thresholds),
    judgedOn: 'test',
    confusion: ideal === null ? null : confusionAt(test.labels, test.probabilities, ideal),
  };
}

function costsOfMistakes({ rows, labels }: LabelledRows, { saveRate, contactCostMinor }: ChurnPolicy): MistakeCosts {
  const mrrOfLost = valuesOf(rows, 'mrrPounds').flatMap((pounds, i) => (labels[i] === 1 ? [Number(pounds)] : []));
  const mean = mrrOfLost.reduce((sum, pounds) => sum + pounds, 0) / Math.max(1, mrrOfLost.length);
  return { falseAlarm: contactCostMinor, missed: Math.round(saveRate * mean * 100 * monthsToLose) };
}
