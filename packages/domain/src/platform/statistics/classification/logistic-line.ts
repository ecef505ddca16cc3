import { logistic } from '../logarithms.ts';

export type LogisticLine = { readonly intercept: number; readonly slope: number };

const maxIterations = 100;

/** Fits P = 1 / (1 + e^-(intercept + slope x)) to targets in 0..1 by Newton's method; null where no finite line is best. */
export function fitLogisticLine(x: ArrayLike<number>, targets: ArrayLike<number>): LogisticLine | null {
  let line: LogisticLine = { intercept: 0, slope: 0 };
  let likelihood = likelihoodOf(x, targets, line);
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    const step = newtonStep(x, targets, line);
    if (step === null) return null;
    let share = 1;
    let next = plus(line, step, share);
    while (likelihoodOf(x, targets, next) < likelihood - 1e-12 * Math.abs(likelihood) && share > 1e-6) {
      share /= 2;
      next = plus(line, step, share);
    }
    line = next;
    likelihood = likelihoodOf(x, targets, line);
    if (Math.max(Math.abs(step.intercept), Math.abs(step.slope)) * share < 1e-10) return line;
  }
  return null;
}

function newtonStep(x: ArrayLike<number>, targets: ArrayLike<number>, line: LogisticLine): LogisticLine | null {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (let row = 0; row < x.length; row += 1) {
    const value = x[row] ?? 0;
    const p = logistic(line.intercept + line.slope * value);
    const residual = (targets[row] ?? 0) - p;
    const weight = p * (1 - p);
    g0 += residual;
    g1 += residual * value;
    h00 += weight;
    h01 += weight * value;
    h11 += weight * value * value;
  }
  const determinant = h00 * h11 - h01 * h01;
  if (!(determinant > 1e-12 * h00 * h11)) return null;
  return { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant };
}

function likelihoodOf(x: ArrayLike<number>, targets: ArrayLike<number>, { intercept, slope }: LogisticLine): number {
  let sum = 0;
  for (let row = 0; row < x.length; row += 1) {
    const score = intercept + slope * (x[row] ?? 0);
    sum += (targets[row] ?? 0) * score - Math.max(score, 0) - Math.log1p(Math.exp(-Math.abs(score)));
  }
  return sum;
}

function plus(line: LogisticLine, step: LogisticLine, share: number): LogisticLine {
  return { intercept: line.intercept + share * step.intercept, slope: line.slope + share * step.slope };
}
