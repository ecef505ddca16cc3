import { logistic, logit } from '../logarithms.ts';
import { seededRandom, type Random } from '../random.ts';
import { binEdges, binned } from './bins.ts';
import { growTree, type GrowthData, type GrowthLimits } from './grow-tree.ts';
import { countPositives, type DenseMatrix, type Labels } from './matrix.ts';
import { treeValue, type Tree } from './tree.ts';

export type BoostingSettings = GrowthLimits & {
  readonly rounds: number;
  /** Rounds without a better validation before it stops. */
  readonly patience: number;
  /** Share of the rows each tree is grown on. */
  readonly rowShare: number;
  readonly seed: number;
};

export const usualBoosting: BoostingSettings = {
  leaves: 15,
  leafRows: 20,
  l2: 1,
  learningRate: 0.05,
  rounds: 300,
  patience: 25,
  rowShare: 0.8,
  seed: 1,
};

export type BoostedTrees = {
  /** Log-odds of the training rate, which the trees add to. */
  readonly base: number;
  readonly trees: readonly Tree[];
};

export type Validation = { readonly x: DenseMatrix; readonly labels: Labels };

/**
 * Gradient boosting of log loss on histograms (Friedman 2001; leaf by leaf as LightGBM, missing values by gain as XGBoost). Stops where a validation
 * set, when given, is predicted best. The same rows and seed give the same trees to the bit.
 */
export function fitBoostedTrees(
  x: DenseMatrix,
  labels: Labels,
  settings: BoostingSettings = usualBoosting,
  validation: Validation | null = null,
): BoostedTrees {
  const base = logit(countPositives(labels) / x.rows);
  const edges = binEdges(x);
  const data: GrowthData = {
    edges,
    bins: binned(x, edges),
    rows: x.rows,
    gradients: new Float64Array(x.rows),
    curvatures: new Float64Array(x.rows),
  };
  const random = seededRandom(settings.seed);
  const scores = new Float64Array(x.rows).fill(base);
  const watched = validation === null ? null : new Float64Array(validation.x.rows).fill(base);
  const trees: Tree[] = [];
  let best = { loss: Infinity, trees: 0 };
  for (let round = 1; round <= settings.rounds; round += 1) {
    differentiate(data, scores, labels);
    const tree = growTree(data, sampledRows(x.rows, settings.rowShare, random), settings);
    if (tree.column.length === 1) break;
    trees.push(tree);
    addTree(tree, x, scores);
    if (validation === null || watched === null) continue;
    addTree(tree, validation.x, watched);
    const loss = lossOf(watched, validation.labels);
    if (loss < best.loss) best = { loss, trees: round };
    else if (round - best.trees >= settings.patience) break;
  }
  return { base, trees: validation === null ? trees : trees.slice(0, best.trees) };
}

/** Log-odds of the row that begins at `offset`. */
export function boostedScore({ base, trees }: BoostedTrees, values: Float64Array, offset = 0): number {
  let score = base;
  for (const tree of trees) score += treeValue(tree, values, offset);
  return score;
}

function differentiate({ gradients, curvatures }: GrowthData, scores: Float64Array, labels: Labels): void {
  for (let row = 0; row < scores.length; row += 1) {
    const p = logistic(scores[row] ?? 0);
    gradients[row] = (labels[row] ?? 0) - p;
    curvatures[row] = p * (1 - p);
  }
}

function sampledRows(rows: number, share: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return share >= 1 ? all : all.filter(() => random() < share);
}

function addTree(tree: Tree, { rows, columns, values }: DenseMatrix, scores: Float64Array): void {
  for (let row = 0; row < rows; row += 1) scores[row] = (scores[row] ?? 0) + treeValue(tree, values, row * columns);
}

function lossOf(scores: Float64Array, labels: Labels): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] ?? 0;
    sum += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - (labels[row] ?? 0) * score;
  }
  return sum / scores.length;
}
