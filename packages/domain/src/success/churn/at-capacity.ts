import { mean, rankedDown, topMetrics } from '@wedsync/domain/platform/statistics';
import { expectedSavedMinor, monthsToLose, type ChurnPolicy } from './policy.ts';
import { valuesOf, type SnapshotBlock } from './snapshot.ts';

/** What a week's calls held, as a mean over dates. */
export type CapacityFigures = {
  /** Share of the called that left. */
  readonly precision: number;
  /** Share of those who left that were called; null where nobody left. */
  readonly recall: number | null;
  /** Precision over the base rate of the date; null where nobody left. */
  readonly lift: number | null;
  /** What the calls would have saved less what they cost. */
  readonly savedMinor: number;
};

/** A week's calls on dates a model has not seen: in the order of the worklist, and by likelihood alone. */
export type AtCapacity = {
  readonly dates: number;
  readonly calls: number;
  readonly byExpectedSaving: CapacityFigures;
  readonly byLikelihood: CapacityFigures;
};

/** A date, with what was foretold of its suppliers. */
export type ForetoldDate = Pick<SnapshotBlock, 'rows' | 'labels'> & { readonly probabilities: ArrayLike<number> };

/** Calls a week's capacity on each date by itself, as people do: the first of several dates pooled are never called in one week. A year's MRR is what is left to lose. */
export function atCapacity(dates: readonly ForetoldDate[], policy: ChurnPolicy): AtCapacity {
  const order = (scoresOf: (date: ForetoldDate) => ArrayLike<number>) =>
    meanOf(dates.map((date) => calledOn(date, scoresOf(date), policy)));
  return {
    dates: dates.length,
    calls: policy.weeklyCapacity,
    byExpectedSaving: order((date) => expectedSavings(date, policy)),
    byLikelihood: order(({ probabilities }) => probabilities),
  };
}

function expectedSavings({ rows, probabilities }: ForetoldDate, policy: ChurnPolicy): number[] {
  return toLoseOf(rows).map((toLose, i) => expectedSavedMinor(probabilities[i] ?? 0, toLose, policy) ?? 0);
}

function calledOn(
  { rows, labels }: ForetoldDate,
  scores: ArrayLike<number>,
  { saveRate, contactCostMinor, weeklyCapacity }: ChurnPolicy,
): CapacityFigures {
  const { precision, recall, lift, count } = topMetrics(labels, scores, weeklyCapacity);
  const toLose = toLoseOf(rows);
  const averted = rankedDown(scores)
    .slice(0, count)
    .reduce((sum, row) => sum + (labels[row] ?? 0) * saveRate * (toLose[row] ?? 0), 0);
  return { precision, recall, lift, savedMinor: averted - count * contactCostMinor };
}

function toLoseOf(rows: SnapshotBlock['rows']): number[] {
  return valuesOf(rows, 'mrrPounds').map((pounds) => Number(pounds) * 100 * monthsToLose);
}

function meanOf(dates: readonly CapacityFigures[]): CapacityFigures {
  const meanOfKnown = (figure: (date: CapacityFigures) => number | null) =>
    mean(dates.map(figure).filter((value) => value !== null));
  return {
    precision: meanOfKnown(({ precision }) => precision) ?? 0,
    recall: meanOfKnown(({ recall }) => recall),
    lift: meanOfKnown(({ lift }) => lift),
    savedMinor: Math.round(meanOfKnown(({ savedMinor }) => savedMinor) ?? 0),
  };
}
