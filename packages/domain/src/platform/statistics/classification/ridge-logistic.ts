import { cholesky, solveCholesky } from '../cholesky.ts';
import { logistic } from '../logarithms.ts';
import type { DenseMatrix, Labels } from './matrix.ts';

export type RidgeLogistic = {
  readonly intercept: number;
  /** One a column. */
  readonly weights: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
};

const maxIterations = 100;
const smallestStep = 1e-10;

/**
 * Maximises sum[y ln p + (1-y) ln(1-p)] - l2/2 |w|² by Newton's method; the intercept is free. For l2 > 0 and labels of both classes the optimum
 * is unique. A step that lowers the objective is halved.
 */
export function fitRidgeLogistic(x: DenseMatrix, labels: Labels, l2: number): RidgeLogistic {
  // The intercept is the last parameter.
  let theta = new Float64Array(x.columns + 1);
  let objective = objectiveAt(x, labels, l2, theta);
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    const { gradient, hessian } = derivativesAt(x, labels, l2, theta);
    const lower = cholesky(hessian);
    if (lower === null) return fitted(theta, iteration, false);
    const step = solveCholesky(lower, gradient);
    let share = 1;
    let next = moved(theta, step, share);
    let reached = objectiveAt(x, labels, l2, next);
    while (reached < objective - 1e-9 * Math.abs(objective) && share > 1e-6) {
      share /= 2;
      next = moved(theta, step, share);
      reached = objectiveAt(x, labels, l2, next);
    }
    theta = next;
    objective = reached;
    if (step.every((part) => Math.abs(part * share) < smallestStep)) return fitted(theta, iteration, true);
  }
  return fitted(theta, maxIterations, false);
}

/** Intercept plus weights times the row that begins at `offset`. */
export function linearScore(
  { intercept, weights }: Pick<RidgeLogistic, 'intercept' | 'weights'>,
  values: Float64Array,
  offset = 0,
): number {
  let score = intercept;
  for (let j = 0; j < weights.length; j += 1) score += (weights[j] ?? 0) * (values[offset + j] ?? 0);
  return score;
}

function fitted(theta: Float64Array, iterations: number, converged: boolean): RidgeLogistic {
  return { intercept: theta.at(-1) ?? 0, weights: Array.from(theta.subarray(0, -1)), iterations, converged };
}

function moved(theta: Float64Array, step: readonly number[], share: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(theta, (value, j) => value + share * (step[j] ?? 0));
}

function scoreAt({ columns, values }: DenseMatrix, theta: Float64Array, row: number): number {
  let score = theta[columns] ?? 0;
  const offset = row * columns;
  for (let j = 0; j < columns; j += 1) score += (theta[j] ?? 0) * (values[offset + j] ?? 0);
  return score;
}

function objectiveAt(x: DenseMatrix, labels: Labels, l2: number, theta: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < x.rows; row += 1) {
    const score = scoreAt(x, theta, row);
    // y s - ln(1 + e^s), without overflow.
    sum += (labels[row] ?? 0) * score - Math.max(score, 0) - Math.log1p(Math.exp(-Math.abs(score)));
  }
  let squares = 0;
  for (let j = 0; j < x.columns; j += 1) squares += (theta[j] ?? 0) ** 2;
  return sum - (l2 / 2) * squares;
}

/** Gradient of the objective, and minus its Hessian: X'WX + l2 I. Zeros of one-hot columns are skipped. */
function derivativesAt(x: DenseMatrix, labels: Labels, l2: number, theta: Float64Array) {
  const { rows, columns, values } = x;
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const filled = new Int32Array(size);
  const own = new Float64Array(size);
  for (let row = 0; row < rows; row += 1) {
    let count = 0;
    for (let j = 0; j < columns; j += 1) {
      const value = values[row * columns + j] ?? 0;
      if (value === 0) continue;
      filled[count] = j;
      own[count] = value;
      count += 1;
    }
    filled[count] = columns;
    own[count] = 1;
    count += 1;
    const p = logistic(scoreAt(x, theta, row));
    const residual = (labels[row] ?? 0) - p;
    const weight = p * (1 - p);
    for (let a = 0; a < count; a += 1) {
      const value = own[a] ?? 0;
      const i = filled[a] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + residual * value;
      const weighted = weight * value;
      for (let b = 0; b <= a; b += 1) {
        const at = i * size + (filled[b] ?? 0);
        hessian[at] = (hessian[at] ?? 0) + weighted * (own[b] ?? 0);
      }
    }
  }
  for (let j = 0; j < columns; j += 1) {
    gradient[j] = (gradient[j] ?? 0) - l2 * (theta[j] ?? 0);
    hessian[j * size + j] = (hessian[j * size + j] ?? 0) + l2;
  }
  // Only the lower triangle is filled, and all that Cholesky reads.
  const lowerRows = Array.from({ length: size }, (_, i) => Array.from(hessian.subarray(i * size, (i + 1) * size)));
  return { gradient: Array.from(gradient), hessian: lowerRows };
}
