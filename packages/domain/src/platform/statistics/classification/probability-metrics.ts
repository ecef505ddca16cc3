import { logit } from '../logarithms.ts';
import { fitLogisticLine } from './logistic-line.ts';
import { countPositives, type Labels } from './matrix.ts';
import { rankingMetrics, topMetrics, type RankingMetrics } from './ranking.ts';

export type Confusion = { readonly tp: number; readonly fp: number; readonly fn: number; readonly tn: number };
export type ReliabilityBin = { readonly n: number; readonly meanPredicted: number; readonly observed: number };

export type BinaryMetrics = RankingMetrics & {
  readonly n: number;
  readonly positives: number;
  readonly baseRate: number;
  /** At the threshold; never to be shown without the base rate. */
  readonly accuracy: number;
  readonly brier: number;
  readonly logLoss: number;
  readonly topLift: number | null;
  readonly topRecall: number | null;
  readonly topPrecision: number;
  /** Mean |predicted - observed| over bins of equal counts, weighted by their counts. */
  readonly calibrationError: number;
  /** Of the observed on the predicted log-odds: 0 and 1 when calibrated; null where labels are all alike or split cleanly. */
  readonly calibrationIntercept: number | null;
  readonly calibrationSlope: number | null;
  readonly confusion: Confusion;
  readonly bins: readonly ReliabilityBin[];
};

export type MetricSettings = { readonly bins: number; readonly threshold: number; readonly topShare: number };
export const usualMetrics: MetricSettings = { bins: 10, threshold: 0.5, topShare: 0.1 };

/** Keeps logarithms finite. */
const leastProbability = 1e-15;
/** Log-odds beyond this say the same. */
const leastForLine = 1e-6;

/** Everything that is said about how well probabilities foretold labels; at least one row. */
export function binaryMetrics(
  labels: Labels,
  probabilities: ArrayLike<number>,
  settings: MetricSettings = usualMetrics,
): BinaryMetrics {
  const n = labels.length;
  const positives = countPositives(labels);
  const bins = reliabilityBins(labels, probabilities, settings.bins);
  const confusion = confusionAt(labels, probabilities, settings.threshold);
  const top = topMetrics(labels, probabilities, Math.ceil(settings.topShare * n));
  const line = calibrationLine(labels, probabilities);
  return {
    n,
    positives,
    baseRate: positives / n,
    ...rankingMetrics(labels, probabilities),
    ...lossesOf(labels, probabilities),
    accuracy: (confusion.tp + confusion.tn) / n,
    topLift: top.lift,
    topRecall: top.recall,
    topPrecision: top.precision,
    calibrationError: bins.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.meanPredicted - bin.observed), 0),
    calibrationIntercept: line?.intercept ?? null,
    calibrationSlope: line?.slope ?? null,
    confusion,
    bins,
  };
}

/** Bins of equal counts from the lowest probability up, the first ones a row larger where it does not divide. */
export function reliabilityBins(labels: Labels, probabilities: ArrayLike<number>, count: number): ReliabilityBin[] {
  const order = Array.from({ length: labels.length }, (_, row) => row).sort(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0),
  );
  const size = Math.floor(order.length / count);
  const larger = order.length % count;
  return Array.from({ length: count }, (_, i) => {
    const from = i * size + Math.min(i, larger);
    const rows = order.slice(from, from + size + (i < larger ? 1 : 0));
    const total = (of: ArrayLike<number>) => rows.reduce((sum, row) => sum + (of[row] ?? 0), 0);
    return { n: rows.length, meanPredicted: total(probabilities) / rows.length, observed: total(labels) / rows.length };
  }).filter(({ n }) => n > 0);
}

/** Who would be called positive from a probability of `threshold` on. */
export function confusionAt(labels: Labels, probabilities: ArrayLike<number>, threshold: number): Confusion {
  let [tp, fp, positives] = [0, 0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    const isPositive = labels[row] === 1;
    if (isPositive) positives += 1;
    if ((probabilities[row] ?? 0) < threshold) continue;
    if (isPositive) tp += 1;
    else fp += 1;
  }
  return { tp, fp, fn: positives - tp, tn: labels.length - positives - fp };
}

/** Mean squared error and mean log loss. */
export function lossesOf(labels: Labels, probabilities: ArrayLike<number>): { brier: number; logLoss: number } {
  let [squares, logs] = [0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] ?? 0;
    const p = Math.min(1 - leastProbability, Math.max(leastProbability, probabilities[row] ?? 0));
    squares += (p - label) ** 2;
    logs -= label === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return { brier: squares / labels.length, logLoss: logs / labels.length };
}

function calibrationLine(labels: Labels, probabilities: ArrayLike<number>) {
  const logOdds = Float64Array.from({ length: labels.length }, (_, row) =>
    logit(Math.min(1 - leastForLine, Math.max(leastForLine, probabilities[row] ?? 0))),
  );
  return fitLogisticLine(logOdds, labels);
}
