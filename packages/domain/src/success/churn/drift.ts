import { stabilityIndex, type FeatureRow } from '@wedsync/domain/platform/statistics';
import { churnFeature } from './features.ts';
import { countsIn, isChurnFeature, lossBinsName, referencesFor, type FrozenBins } from './frozen-bins.ts';
import { valuesOf } from './snapshot.ts';

export const driftStates = ['ok', 'watch', 'alarm'] as const;
export type DriftState = (typeof driftStates)[number];

export type Drift = {
  readonly name: string;
  readonly title: string;
  /** Population stability index of the values that are known. */
  readonly psi: number;
  /** What of it chance alone gives among so few. */
  readonly chance: number;
  /** The index beyond chance: of the values, or of whether there is one if fewer have one by more than that. */
  readonly moved: number;
  readonly state: DriftState;
  /** Share that is not known, then and now. */
  readonly missingBefore: number;
  readonly missingNow: number;
  /** Share with a level that training had not seen. */
  readonly unseenNow: number;
};

/** Suppliers as they are on a day, and what is foretold of them. */
export type Population = {
  readonly day: string;
  readonly rows: readonly FeatureRow[];
  readonly probabilities: ArrayLike<number>;
};

/** Above the first it is watched, above the second it is an alarm. */
export const driftEdges = { watch: 0.1, alarm: 0.25 } as const;

/** How far features and probabilities have moved since training: from the newest date it knew, or from the same season if that is nearer. */
export function driftSince(frozen: readonly FrozenBins[], { day, rows, probabilities }: Population): Drift[] {
  const watched = frozen.filter(({ name }) => name !== lossBinsName);
  return watched.map((bins) => {
    const feature = isChurnFeature(bins.name) ? bins.name : null;
    const now = countsIn(bins, feature === null ? Array.from(probabilities) : valuesOf(rows, feature));
    const [nearest] = referencesFor(bins, day)
      .map((then) => movement(then, now))
      .sort((a, b) => a.moved - b.moved);
    return {
      name: bins.name,
      title: feature === null ? 'Probability' : churnFeature(feature).title,
      ...(nearest ?? movement(bins.counts, now)),
      unseenNow: bins.levels === null ? 0 : shareAt(now, -2),
    };
  });
}

function movement(then: readonly number[], now: readonly number[]): Omit<Drift, 'name' | 'title' | 'unseenNow'> {
  const [knownThen, knownNow] = [then.slice(0, -1), now.slice(0, -1)];
  const [missingBefore, missingNow] = [shareAt(then, -1), shareAt(now, -1)];
  const [psi, chance] = [stabilityIndex(knownThen, knownNow), chanceOf(knownThen, knownNow)];
  const [whetherThen, whetherNow] = [whetherKnown(then), whetherKnown(now)];
  const lost = stabilityIndex(whetherThen, whetherNow) - chanceOf(whetherThen, whetherNow);
  const moved = Math.max(0, psi - chance, missingNow > missingBefore ? lost : 0);
  return { psi, chance, moved, state: driftState(moved), missingBefore, missingNow };
}

function driftState(moved: number): DriftState {
  if (moved > driftEdges.alarm) return 'alarm';
  return moved >= driftEdges.watch ? 'watch' : 'ok';
}

/** Mean of the index of two draws of n and m from one population over k bins: (k - 1)(1/n + 1/m) (Yurdakul and Naranjo, 2020). */
function chanceOf(then: readonly number[], now: readonly number[]): number {
  const [n, m] = [sum(then), sum(now)];
  if (n === 0 || m === 0) return 0;
  const used = then.filter((count, i) => count > 0 || (now[i] ?? 0) > 0).length;
  return (used - 1) * (1 / n + 1 / m);
}

function whetherKnown(counts: readonly number[]): number[] {
  const missing = counts.at(-1) ?? 0;
  return [sum(counts) - missing, missing];
}

function shareAt(counts: readonly number[], place: number): number {
  const total = sum(counts);
  return total === 0 ? 0 : (counts.at(place) ?? 0) / total;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
