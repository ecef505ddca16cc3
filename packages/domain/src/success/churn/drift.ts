import { stabilityIndex, type FeatureRow } from '@wedsync/domain/platform/statistics';
import { churnFeature, churnFeatureNames, type ChurnFeatureName } from './features.ts';
import { valuesOf } from './snapshot.ts';

/** Bins frozen at training; the last one holds what is missing, or a level not seen then. */
export type FrozenBins = {
  readonly name: string;
  readonly edges: readonly number[] | null;
  readonly levels: readonly string[] | null;
  readonly counts: readonly number[];
};

export const driftStates = ['ok', 'watch', 'alarm'] as const;
export type DriftState = (typeof driftStates)[number];

export type Drift = {
  readonly name: string;
  readonly title: string;
  readonly psi: number;
  readonly state: DriftState;
  /** Share that is not known, then and now. */
  readonly missingBefore: number;
  readonly missingNow: number;
};

/** Above the first it is watched, above the second it is an alarm. */
export const driftEdges = { watch: 0.1, alarm: 0.25 } as const;
const bins = 10;
export const scoreBinsName = 'probability';

/** Freezes how features and probabilities lie at training. */
export function freezeBins(rows: readonly FeatureRow[], probabilities: ArrayLike<number>): FrozenBins[] {
  const features = churnFeatureNames.map((name) => frozen(name, valuesOf(rows, name)));
  return [...features, frozen(scoreBinsName, Array.from(probabilities))];
}

/** How far features and probabilities have moved since. */
export function driftSince(
  reference: readonly FrozenBins[],
  rows: readonly FeatureRow[],
  probabilities: ArrayLike<number>,
): Drift[] {
  return reference.map((frozenBins) => {
    const { name } = frozenBins;
    const known = isFeature(name);
    const counts = countsIn(frozenBins, known ? valuesOf(rows, name) : Array.from(probabilities));
    const psi = stabilityIndex(frozenBins.counts, counts);
    return {
      name,
      title: known ? churnFeature(name).title : 'Probability',
      psi,
      state: driftState(psi),
      missingBefore: lastShare(frozenBins.counts),
      missingNow: lastShare(counts),
    };
  });
}

export function driftState(psi: number): DriftState {
  if (psi > driftEdges.alarm) return 'alarm';
  return psi >= driftEdges.watch ? 'watch' : 'ok';
}

type Values = readonly (string | number | null)[];

function frozen(name: string, values: Values): FrozenBins {
  const levels = values.some((value) => typeof value === 'string')
    ? [...new Set(values.filter((value) => value !== null).map(String))].sort()
    : null;
  const known = values
    .flatMap((value) => (value === null || levels !== null ? [] : [Number(value)]))
    .sort((a, b) => a - b);
  const quantiles = Array.from({ length: bins - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / bins)] ?? 0);
  const shape = { name, levels, edges: levels === null ? [...new Set(quantiles)] : null };
  return { ...shape, counts: countsIn({ ...shape, counts: [] }, values) };
}

function countsIn({ edges, levels }: FrozenBins, values: Values): number[] {
  const missing = levels?.length ?? (edges?.length ?? 0) + 1;
  const counts = Array.from({ length: missing + 1 }, () => 0);
  for (const value of values) {
    const bin = value === null ? missing : binOf(value, edges, levels, missing);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function binOf(
  value: string | number,
  edges: readonly number[] | null,
  levels: readonly string[] | null,
  missing: number,
): number {
  if (levels !== null) return levels.includes(String(value)) ? levels.indexOf(String(value)) : missing;
  const above = (edges ?? []).findIndex((edge) => Number(value) < edge);
  return above === -1 ? (edges?.length ?? 0) : above;
}

function lastShare(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (counts.at(-1) ?? 0) / total;
}

function isFeature(name: string): name is ChurnFeatureName {
  return churnFeatureNames.some((known) => known === name);
}
