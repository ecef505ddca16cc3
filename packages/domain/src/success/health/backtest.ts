import { bootstrapInterval } from '@wedsync/domain/platform/statistics';
import { healthBands, type HealthBand } from './model.ts';
import type { HealthScore } from './score.ts';

type Standing = Pick<HealthScore, 'score' | 'band'>;

/** A paying supplier at the end of a past day under two models, and what became of it. */
export type BacktestObservation = {
  readonly supplierId: string;
  readonly left: boolean;
  readonly published: Standing;
  readonly draft: Standing;
};

type Estimate = { readonly value: number; readonly lower: number | null; readonly upper: number | null };

export type ModelBacktest = {
  /** Chance that a supplier that left had the lower score of the two; 0.5 is chance. */
  readonly auc: Estimate | null;
  readonly bands: readonly {
    readonly band: HealthBand;
    readonly snapshots: number;
    readonly left: number;
    /** Null where nobody stood in the band. */
    readonly rate: number | null;
  }[];
};

/** How well the score put first those who left, under the model that scores now and under another. */
export type HealthBacktest = {
  readonly horizonDays: number;
  readonly days: readonly string[];
  readonly snapshots: number;
  readonly suppliers: number;
  /** Suppliers that left within the horizon of one of the days. */
  readonly leavers: number;
  /** Too few left to tell the models apart. */
  readonly enough: boolean;
  readonly published: ModelBacktest;
  readonly draft: ModelBacktest;
  /** AUC of the draft less that of the published model, on the same resamples. */
  readonly difference: Estimate | null;
};

export const backtestHorizonDays = 60;
/** Fewer leavers than this say nothing of a score. */
export const fewestLeavers = 20;
const rounds = 200;
const seed = 1;

/** Holds two models against what happened: of each pair of one that left and one that stayed, which had the lower score. */
export function backtestHealth(days: readonly string[], observations: readonly BacktestObservation[]): HealthBacktest {
  const leavers = new Set(observations.filter(({ left }) => left).map(({ supplierId }) => supplierId)).size;
  const enough = leavers >= fewestLeavers;
  // Both models are judged on the same suppliers, so that a model does not look better for leaving out the hard ones.
  const scored = observations.filter(({ published, draft }) => published.score !== null && draft.score !== null);
  const estimate = (figure: (rows: readonly number[]) => number | null) => (enough ? estimateOf(scored, figure) : null);
  const aucUnder = (model: 'published' | 'draft') => (rows: readonly number[]) =>
    aucOfScores(
      rows.map((row) => scored[row]?.left ?? false),
      rows.map((row) => scored[row]?.[model].score ?? 0),
    );
  const gain = (rows: readonly number[]) => {
    const [now, then] = [aucUnder('draft')(rows), aucUnder('published')(rows)];
    return now === null || then === null ? null : now - then;
  };
  return {
    horizonDays: backtestHorizonDays,
    days,
    snapshots: observations.length,
    suppliers: new Set(observations.map(({ supplierId }) => supplierId)).size,
    leavers,
    enough,
    published: { auc: estimate(aucUnder('published')), bands: bandRates(observations, 'published') },
    draft: { auc: estimate(aucUnder('draft')), bands: bandRates(observations, 'draft') },
    difference: estimate(gain),
  };
}

function estimateOf(
  scored: readonly BacktestObservation[],
  figure: (rows: readonly number[]) => number | null,
): Estimate | null {
  const value = figure(scored.map((_, row) => row));
  if (value === null) return null;
  const groups = scored.map(({ supplierId }) => supplierId);
  const interval = bootstrapInterval(groups, figure, { rounds, seed });
  return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null };
}

/**
 * Area under the ROC curve of whole scores from 0 to 100, the lowest score first; counting them is much quicker than sorting, and it is asked for
 * hundreds of times. Null where all left or none did.
 */
export function aucOfScores(left: readonly boolean[], scores: readonly number[]): number | null {
  const leavers = new Float64Array(101);
  const stayers = new Float64Array(101);
  scores.forEach((score, row) => {
    const counts = left[row] ? leavers : stayers;
    counts[score] = (counts[score] ?? 0) + 1;
  });
  let [pairs, before, stayed] = [0, 0, 0];
  for (let score = 0; score <= 100; score += 1) {
    const [gone, here] = [leavers[score] ?? 0, stayers[score] ?? 0];
    pairs += here * (before + gone / 2);
    before += gone;
    stayed += here;
  }
  return before === 0 || stayed === 0 ? null : pairs / (before * stayed);
}

function bandRates(observations: readonly BacktestObservation[], model: 'published' | 'draft'): ModelBacktest['bands'] {
  return [...healthBands, 'unknown' as const].map((band) => {
    const own = observations.filter((one) => one[model].band === band);
    const left = own.filter((one) => one.left).length;
    return { band, snapshots: own.length, left, rate: own.length === 0 ? null : left / own.length };
  });
}
