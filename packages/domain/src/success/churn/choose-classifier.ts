import {
  areaUnderRoc,
  calibrated,
  lossesOf,
  scoreRows,
  trainBoosted,
  trainLogistic,
  usualBoosting,
  type BoostingSettings,
  type Classifier,
  type Feature,
  type LabelledRows,
} from '@wedsync/domain/platform/statistics';

/** A kind of classifier as it foretold later rows. */
export type Candidate = {
  readonly kind: Classifier['kind'];
  readonly auc: number | null;
  readonly logLoss: number;
  /** What was chosen for it: ridge, or how many trees. */
  readonly l2: number | null;
  readonly trees: number | null;
};

export type Choice = {
  readonly classifier: Classifier;
  readonly candidates: readonly Candidate[];
  /** Learns the chosen kind in the chosen shape from other rows. */
  readonly learn: (rows: LabelledRows) => Classifier;
};

/** Earlier rows to learn from, later rows to judge by. */
export type TimeSplit = { readonly earlier: LabelledRows; readonly later: LabelledRows };

/** Ridge penalties tried. */
export const ridges: readonly number[] = [0.1, 1, 10, 100];
const usualRidge = 1;
/** Trees must rank better by this much: the simpler model is easier to explain and to trust. */
const leadOfTrees = 0.002;

/**
 * Trains both kinds on the earlier rows and keeps the one that foretells the later rows better; logistic regression unless trees lead by more than
 * 0.002 of AUC. The ridge is the one of least log loss over `folds`, each of which judges by rows later than it learns from; without any, over the split.
 */
export function chooseClassifier(
  features: readonly Feature[],
  split: TimeSplit,
  { seed, folds = [], boosting = usualBoosting }: Choosing,
): Choice {
  const l2 = chooseRidge(features, folds.length > 0 ? folds : [split]);
  const logistic = trainLogistic(features, split.earlier, l2);
  const boosted = trainBoosted(features, split.earlier, { ...boosting, seed }, split.later);
  const candidates = [candidateOf(logistic, split.later), candidateOf(boosted, split.later)];
  const [plain, trees] = candidates;
  const leads = (trees?.auc ?? 0) > (plain?.auc ?? 0) + leadOfTrees;
  return leads
    ? {
        classifier: boosted,
        candidates,
        learn: (rows) => trainBoosted(features, rows, { ...boosting, seed, rounds: boosted.trees.length }),
      }
    : { classifier: logistic, candidates, learn: (rows) => trainLogistic(features, rows, logistic.l2) };
}

type Choosing = {
  readonly seed: number;
  readonly folds?: readonly TimeSplit[];
  readonly boosting?: BoostingSettings;
};

/** The ridge whose forecasts of later rows lose least, summed over the folds; the usual one where there are none. */
export function chooseRidge(features: readonly Feature[], folds: readonly TimeSplit[]): number {
  if (folds.length === 0) return usualRidge;
  const losses = ridges.map((l2) => ({
    l2,
    loss: folds.reduce((sum, { earlier, later }) => sum + logLossOf(trainLogistic(features, earlier, l2), later), 0),
  }));
  return losses.reduce((best, one) => (one.loss < best.loss ? one : best), { l2: usualRidge, loss: Infinity }).l2;
}

function candidateOf(classifier: Classifier, later: LabelledRows): Candidate {
  return {
    kind: classifier.kind,
    auc: areaUnderRoc(later.labels, scoreRows(classifier, later.rows)),
    logLoss: logLossOf(classifier, later),
    l2: classifier.kind === 'logistic' ? classifier.l2 : null,
    trees: classifier.kind === 'boosted' ? classifier.trees.length : null,
  };
}

function logLossOf(classifier: Classifier, { rows, labels }: LabelledRows): number {
  const probabilities = scoreRows(classifier, rows).map((score) => calibrated({ kind: 'none' }, score));
  return lossesOf(labels, probabilities).logLoss;
}
