import { countPositives, type Labels } from './matrix.ts';

/** Rows that share a score, from the highest score down. */
type Tie = { readonly positives: number; readonly negatives: number };

/** How well scores put positives first. A figure is null where labels are all alike. */
export type RankingMetrics = {
  /** Chance that a positive outranks a negative; ties count one half. */
  readonly auc: number | null;
  /** sum (R_k - R_{k-1}) P_k over distinct scores. */
  readonly averagePrecision: number | null;
  /** Largest distance between the shares of positives and of negatives above a score (Kolmogorov and Smirnov). */
  readonly ks: number | null;
};

export function rankingMetrics(labels: Labels, scores: ArrayLike<number>): RankingMetrics {
  const ties = tiesOf(labels, scores);
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return { auc: null, averagePrecision: null, ks: null };
  let [above, below, pairs, precision, ks] = [0, 0, 0, 0, 0];
  for (const tie of ties) {
    pairs += tie.negatives * (above + tie.positives / 2);
    above += tie.positives;
    below += tie.negatives;
    precision += (tie.positives / positives) * (above / (above + below));
    ks = Math.max(ks, Math.abs(above / positives - below / negatives));
  }
  return { auc: pairs / (positives * negatives), averagePrecision: precision, ks };
}

/** Area under the ROC curve; null where labels are all alike. */
export function areaUnderRoc(labels: Labels, scores: ArrayLike<number>): number | null {
  return rankingMetrics(labels, scores).auc;
}

export type RankingCurves = {
  /** [share of negatives, share of positives] above each score. */
  readonly roc: readonly (readonly [number, number])[];
  /** [recall, precision] above each score. */
  readonly precisionRecall: readonly (readonly [number, number])[];
};

/** The curves behind AUC and average precision, thinned to about `points`. */
export function rankingCurves(labels: Labels, scores: ArrayLike<number>, points = 100): RankingCurves {
  const positives = countPositives(labels);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return { roc: [], precisionRecall: [] };
  const ties = tiesOf(labels, scores);
  const every = Math.max(1, Math.ceil(ties.length / points));
  const roc: [number, number][] = [[0, 0]];
  const precisionRecall: [number, number][] = [];
  let [above, below] = [0, 0];
  for (const [i, tie] of ties.entries()) {
    above += tie.positives;
    below += tie.negatives;
    if (i % every !== 0 && i !== ties.length - 1) continue;
    roc.push([below / negatives, above / positives]);
    precisionRecall.push([above / positives, above / (above + below)]);
  }
  return { roc, precisionRecall };
}

export type TopMetrics = {
  readonly count: number;
  readonly precision: number;
  /** Share of all positives that are among them; null without positives. */
  readonly recall: number | null;
  /** Precision over the base rate; null without positives. */
  readonly lift: number | null;
};

/** What the `count` highest scores hold; among equal scores the earlier row goes first. */
export function topMetrics(labels: Labels, scores: ArrayLike<number>, count: number): TopMetrics {
  const taken = Math.min(count, labels.length);
  const hits = rankedDown(scores)
    .slice(0, taken)
    .reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  const positives = countPositives(labels);
  const precision = taken === 0 ? 0 : hits / taken;
  return {
    count: taken,
    precision,
    recall: positives === 0 ? null : hits / positives,
    lift: positives === 0 ? null : precision / (positives / labels.length),
  };
}

/** Rows from the highest score down, equal ones in their old order. */
export function rankedDown(scores: ArrayLike<number>): number[] {
  return Array.from({ length: scores.length }, (_, row) => row).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

function tiesOf(labels: Labels, scores: ArrayLike<number>): Tie[] {
  const ties: Tie[] = [];
  const order = rankedDown(scores);
  for (let i = 0; i < order.length;) {
    const score = scores[order[i] ?? 0];
    let positives = 0;
    let end = i;
    for (; end < order.length && scores[order[end] ?? 0] === score; end += 1) positives += labels[order[end] ?? 0] ?? 0;
    ties.push({ positives, negatives: end - i - positives });
    i = end;
  }
  return ties;
}
