import {
  areaUnderRoc,
  countPositives,
  logistic,
  scoreRows,
  topMetrics,
  trainLogistic,
} from '@wedsync/domain/platform/statistics';
import { featuresNamed, tenureOnly, type ChurnFeatureName } from './features.ts';
import { joined, narrowed, valuesOf, type SnapshotBlock } from './snapshot.ts';
import { endsBy } from './time-split.ts';

/** A date as it would have been foretold then, by what was known of outcomes then. */
export type BacktestPoint = {
  readonly asOf: string;
  readonly trainedOn: number;
  readonly n: number;
  readonly positives: number;
  readonly auc: number | null;
  readonly tenureOnlyAuc: number | null;
  /** Precision among the highest tenth over the base rate. */
  readonly lift: number | null;
  readonly predictedLosses: number;
  readonly predictedMrrPounds: number;
  readonly lostMrrPounds: number;
};

/** Dates shown; the newest tell most. */
const mostPoints = 12;
const enoughLosses = 10;

/**
 * Walks through the dates: at each a logistic model that learned from outcomes known by then foretells the rows of that date. It shows whether the way of
 * foretelling would have worked all along, not how the model of today does.
 */
export function backtestRolling(
  { blocks, horizonDays }: { readonly blocks: readonly SnapshotBlock[]; readonly horizonDays: number },
  names: readonly ChurnFeatureName[],
  l2: number,
): BacktestPoint[] {
  return blocks.slice(-mostPoints).flatMap((block) => {
    const past = joined(blocks.filter(({ asOf }) => endsBy(asOf, horizonDays, block.asOf)));
    if (countPositives(past.labels) < enoughLosses) return [];
    const foretold = (by: readonly ChurnFeatureName[]) => {
      const classifier = trainLogistic(featuresNamed(by), { rows: narrowed(past.rows, by), labels: past.labels }, l2);
      return scoreRows(classifier, narrowed(block.rows, by));
    };
    return [pointOf(block, past.rows.length, foretold(names).map(logistic), foretold(tenureOnly))];
  });
}

function pointOf(
  { asOf, rows, labels }: SnapshotBlock,
  trainedOn: number,
  probabilities: Float64Array,
  byTenure: Float64Array,
): BacktestPoint {
  const mrr = valuesOf(rows, 'mrrPounds').map(Number);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    asOf,
    trainedOn,
    n: rows.length,
    positives: countPositives(labels),
    auc: areaUnderRoc(labels, probabilities),
    tenureOnlyAuc: areaUnderRoc(labels, byTenure),
    lift: topMetrics(labels, probabilities, Math.ceil(rows.length / 10)).lift,
    predictedLosses: sum(Array.from(probabilities)),
    predictedMrrPounds: sum(mrr.map((pounds, i) => pounds * (probabilities[i] ?? 0))),
    lostMrrPounds: sum(mrr.map((pounds, i) => pounds * (labels[i] ?? 0))),
  };
}
