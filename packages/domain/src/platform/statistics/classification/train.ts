import { fitBoostedTrees, usualBoosting, type BoostingSettings } from './boosting.ts';
import type { BoostedClassifier, LogisticClassifier } from './classifier.ts';
import { encodeRows, fitAdditiveDesign, fitTreeDesign, type Feature, type FeatureRow } from './design.ts';
import type { DenseMatrix, Labels } from './matrix.ts';
import { fitRidgeLogistic } from './ridge-logistic.ts';

/** Rows whose outcome is known. */
export type LabelledRows = { readonly rows: readonly FeatureRow[]; readonly labels: Labels };

/** Ridge logistic regression over the additive design of these rows. */
export function trainLogistic(
  features: readonly Feature[],
  { rows, labels }: LabelledRows,
  l2: number,
): LogisticClassifier {
  const design = fitAdditiveDesign(features, rows);
  const x = encodeRows(design, rows);
  const { intercept, weights } = fitRidgeLogistic(x, labels, l2);
  return { kind: 'logistic', design, l2, intercept, weights, centres: columnMeans(x) };
}

/** Boosted trees; `validation` (later rows) decides how many. */
export function trainBoosted(
  features: readonly Feature[],
  { rows, labels }: LabelledRows,
  settings: BoostingSettings = usualBoosting,
  validation: LabelledRows | null = null,
): BoostedClassifier {
  const design = fitTreeDesign(features, rows, labels);
  const watched = validation && { x: encodeRows(design, validation.rows), labels: validation.labels };
  return { kind: 'boosted', design, ...fitBoostedTrees(encodeRows(design, rows), labels, settings, watched) };
}

function columnMeans({ rows, columns, values }: DenseMatrix): number[] {
  const sums = new Float64Array(columns);
  for (const [at, value] of values.entries()) sums[at % columns] = (sums[at % columns] ?? 0) + value;
  return Array.from(sums, (sum) => sum / rows);
}
