import { logistic } from '../logarithms.ts';
import { fitLogisticLine } from './logistic-line.ts';
import { countPositives, type Labels } from './matrix.ts';

/** How scores (log-odds) become probabilities; plain JSON. */
export type Calibration =
  | { readonly kind: 'none' }
  /** P = 1 / (1 + e^(a f + b)); a is below 0 when higher scores mean more positives. */
  | { readonly kind: 'platt'; readonly a: number; readonly b: number }
  /** Rising knots; straight lines between them, flat beyond. */
  | { readonly kind: 'isotonic'; readonly scores: readonly number[]; readonly probabilities: readonly number[] };

/**
 * Platt's sigmoid (1999), with targets (n1+1)/(n1+2) and 1/(n0+2) instead of 1 and 0, on rows not used for fitting. Without a best line the scores stay
 * as they are.
 */
export function fitPlatt(scores: ArrayLike<number>, labels: Labels): Calibration {
  const positives = countPositives(labels);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (labels.length - positives + 2);
  const targets = Float64Array.from(labels, (label) => (label === 1 ? high : low));
  const line = fitLogisticLine(scores, targets);
  return line === null ? { kind: 'none' } : { kind: 'platt', a: -line.slope, b: -line.intercept };
}

/** The rising steps nearest to the labels (pool adjacent violators); equal scores are one. Wants more than a thousand positives. */
export function fitIsotonic(scores: ArrayLike<number>, labels: Labels): Calibration {
  const blocks: Block[] = [];
  for (const point of pointsOf(scores, labels)) {
    blocks.push(point);
    for (let pair = lastTwo(blocks); pair !== null && pair[0].mean >= pair[1].mean; pair = lastTwo(blocks))
      blocks.splice(-2, 2, merged(pair[0], pair[1]));
  }
  const knots = blocks.flatMap(({ from, to, mean }) =>
    from === to
      ? [[from, mean]]
      : [
          [from, mean],
          [to, mean],
        ],
  );
  return {
    kind: 'isotonic',
    scores: knots.map(([score]) => score ?? 0),
    probabilities: knots.map(([, probability]) => probability ?? 0),
  };
}

/** The probability of a score. */
export function calibrated(calibration: Calibration, score: number): number {
  switch (calibration.kind) {
    case 'none':
      return logistic(score);
    case 'platt':
      return logistic(-(calibration.a * score + calibration.b));
    case 'isotonic':
      return interpolated(calibration.scores, calibration.probabilities, score);
  }
}

type Block = { readonly from: number; readonly to: number; readonly n: number; readonly mean: number };

function pointsOf(scores: ArrayLike<number>, labels: Labels): Block[] {
  const order = Array.from({ length: scores.length }, (_, row) => row).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  const points: Block[] = [];
  for (const row of order) {
    const score = scores[row] ?? 0;
    const own: Block = { from: score, to: score, n: 1, mean: labels[row] ?? 0 };
    const last = points.at(-1);
    if (last?.from === score) points[points.length - 1] = merged(last, own);
    else points.push(own);
  }
  return points;
}

function lastTwo(blocks: readonly Block[]): readonly [Block, Block] | null {
  const [before, last] = [blocks.at(-2), blocks.at(-1)];
  return before === undefined || last === undefined ? null : [before, last];
}

function merged(a: Block, b: Block): Block {
  const n = a.n + b.n;
  return { from: a.from, to: b.to, n, mean: (a.mean * a.n + b.mean * b.n) / n };
}

function interpolated(x: readonly number[], y: readonly number[], at: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const [x1, y1] = [x[low], y[low]];
  const [x0, y0] = [x[low - 1], y[low - 1]];
  if (x1 === undefined || y1 === undefined) return y0 ?? 0;
  if (x0 === undefined || y0 === undefined) return y1;
  return y0 + ((at - x0) / (x1 - x0)) * (y1 - y0);
}
