import { boostedScore, type BoostedTrees } from './boosting.ts';
import { encodeRow, type Design, type FeatureRow } from './design.ts';
import { linearScore } from './ridge-logistic.ts';
import { addTreeShap, explainedTree, type ExplainedTree } from './tree-shap.ts';

/** A trained classifier as plain JSON: what it was trained to read, and what it learned. */
export type LogisticClassifier = {
  readonly kind: 'logistic';
  readonly design: Design;
  readonly l2: number;
  readonly intercept: number;
  readonly weights: readonly number[];
  /** Mean of each column over the training rows. */
  readonly centres: readonly number[];
};
export type BoostedClassifier = BoostedTrees & { readonly kind: 'boosted'; readonly design: Design };
export type Classifier = LogisticClassifier | BoostedClassifier;

/** Log-odds of the positive class, one a row. */
export function scoreRows(classifier: Classifier, rows: readonly FeatureRow[]): Float64Array {
  const values = new Float64Array(classifier.design.columns.length);
  return Float64Array.from(rows, (row) => {
    encodeRow(classifier.design, row, values);
    return scoreOf(classifier, values);
  });
}

export type Explanation = {
  /** Log-odds of a typical row. */
  readonly base: number;
  /** What each feature adds to it, in the order of the features: base and sum are the row's log-odds. */
  readonly byFeature: readonly number[];
};

/**
 * Why a row has its score: weight times distance from the training mean for logistic regression, Shapley values for trees; the columns of one feature
 * are summed. It tells what the score is associated with, never what caused it.
 */
export function explainRow(classifier: Classifier, row: FeatureRow): Explanation {
  const { design } = classifier;
  const values = new Float64Array(design.columns.length);
  encodeRow(design, row, values);
  const byColumn = new Float64Array(values.length);
  if (classifier.kind === 'boosted') for (const tree of explainedTrees(classifier)) addTreeShap(tree, values, byColumn);
  else
    for (const [j, weight] of classifier.weights.entries())
      byColumn[j] = weight * ((values[j] ?? 0) - (classifier.centres[j] ?? 0));
  const byFeature = design.features.map(() => 0);
  for (const [j, { feature }] of design.columns.entries())
    byFeature[feature] = (byFeature[feature] ?? 0) + (byColumn[j] ?? 0);
  return { base: baseOf(classifier), byFeature };
}

const remembered = new WeakMap<BoostedClassifier, readonly ExplainedTree[]>();

/** Worked out once a classifier: many rows are explained by one. */
function explainedTrees(classifier: BoostedClassifier): readonly ExplainedTree[] {
  const known = remembered.get(classifier);
  if (known !== undefined) return known;
  const trees = classifier.trees.map(explainedTree);
  remembered.set(classifier, trees);
  return trees;
}

function baseOf(classifier: Classifier): number {
  if (classifier.kind === 'logistic') return linearScore(classifier, Float64Array.from(classifier.centres));
  return explainedTrees(classifier).reduce((sum, { expected }) => sum + expected, classifier.base);
}

function scoreOf(classifier: Classifier, values: Float64Array): number {
  return classifier.kind === 'boosted' ? boostedScore(classifier, values) : linearScore(classifier, values);
}
