import { DAY_MS } from '@wedsync/domain/platform';
import type { FeatureRow } from '@wedsync/domain/platform/statistics';
import { churnFeatureNames, type ChurnFeatureName } from './features.ts';
import { valuesOf, type SnapshotBlock } from './snapshot.ts';

/**
 * Bins frozen at training, and how suppliers lay in them. The last bin holds what is missing; of a category the one before it holds levels that training
 * had not seen.
 */
export type FrozenBins = {
  readonly name: string;
  readonly edges: readonly number[] | null;
  readonly levels: readonly string[] | null;
  /** At the newest date of the snapshot. */
  readonly counts: readonly number[];
  /** At the newest end of each month, January first; empty where the snapshot has none. */
  readonly monthly: readonly (readonly number[])[];
};

export const scoreBinsName = 'probability';
export const lossBinsName = 'left';
/** Fewer suppliers of whom a value is known say nothing of how it lies. */
const enoughKnown = 30;
const bins = 10;
const months = 12;

/** Freezes how the features a model looks at, its probabilities and the losses lie at the dates of its snapshot, oldest first. */
export function freezeBins(
  names: readonly string[],
  blocks: readonly SnapshotBlock[],
  probabilitiesOf: (rows: readonly FeatureRow[]) => ArrayLike<number>,
): FrozenBins[] {
  const dates = blocks.map(({ asOf }) => asOf);
  const freeze = (name: string, values: readonly Values[], shape = shapeOf(values.flat())) =>
    frozen({ name, ...shape }, dates, values);
  return [
    ...names.filter(isChurnFeature).map((name) =>
      freeze(
        name,
        blocks.map(({ rows }) => valuesOf(rows, name)),
      ),
    ),
    freeze(
      scoreBinsName,
      blocks.map(({ rows }) => Array.from(probabilitiesOf(rows))),
    ),
    freeze(
      lossBinsName,
      blocks.map(({ labels }) => labels),
      { edges: [1], levels: null },
    ),
  ];
}

/** How values lie in bins frozen before. */
export function countsIn({ edges, levels }: Shape, values: Values): number[] {
  const missing = (levels ?? edges ?? []).length + 1;
  const counts = Array.from({ length: missing + 1 }, () => 0);
  for (const value of values) {
    const bin = value === null ? missing : binOf(value, { edges, levels });
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/**
 * What a day may be compared with: the newest date of the snapshot, and the same time of the year, for a season that returns is no drift. A time of which
 * little was known excuses nothing.
 */
export function referencesFor({ counts, monthly }: FrozenBins, day: string): (readonly number[])[] {
  const sameSeason = monthly[monthOf(day)] ?? [];
  const known = sameSeason.slice(0, -1).reduce((sum, count) => sum + count, 0);
  return known >= enoughKnown ? [counts, sameSeason] : [counts];
}

export function isChurnFeature(name: string): name is ChurnFeatureName {
  return churnFeatureNames.some((known) => known === name);
}

type Values = readonly (string | number | null)[];
type Shape = Pick<FrozenBins, 'edges' | 'levels'>;

function frozen(shape: Shape & { readonly name: string }, dates: readonly string[], values: readonly Values[]) {
  const counts = values.map((ofDate) => countsIn(shape, ofDate));
  const monthly = Array.from({ length: months }, (): readonly number[] => []);
  for (const [i, asOf] of dates.entries()) monthly[monthOf(asOf)] = counts[i] ?? [];
  return { ...shape, counts: counts.at(-1) ?? [], monthly };
}

function shapeOf(values: Values): Shape {
  if (values.some((value) => typeof value === 'string'))
    return { edges: null, levels: [...new Set(values.filter((value) => value !== null).map(String))].sort() };
  const known = values.flatMap((value) => (value === null ? [] : [Number(value)])).sort((a, b) => a - b);
  const quantiles = Array.from({ length: bins - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / bins)] ?? 0);
  return { edges: [...new Set([...edgeOfLowest(known, quantiles), ...quantiles])], levels: null };
}

/** Where many have the lowest value, such as none of something, it is a bin of its own. */
function edgeOfLowest([lowest = 0, ...others]: readonly number[], [lowestTenth]: readonly number[]): number[] {
  const next = lowestTenth === lowest ? others.find((value) => value > lowest) : undefined;
  return next === undefined ? [] : [lowest, next];
}

function binOf(value: string | number, { edges, levels }: Shape): number {
  const bin =
    levels === null
      ? (edges ?? []).findIndex((edge) => Number(value) < edge)
      : levels.findIndex((level) => level === String(value));
  return bin === -1 ? (levels ?? edges ?? []).length : bin;
}

/** The month whose end is nearest. */
function monthOf(day: string): number {
  return new Date(Date.parse(day) - 15 * DAY_MS).getUTCMonth();
}
