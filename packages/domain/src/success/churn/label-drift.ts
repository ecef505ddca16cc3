import type { DriftState } from './drift.ts';
import { lossBinsName, referencesFor, type FrozenBins } from './frozen-bins.ts';

/** How many leave within the horizon at the newest date of which it is known, against training. */
export type LabelDrift = {
  readonly asOf: string;
  readonly n: number;
  readonly left: number;
  /** Shares that left: at training, and at the date. */
  readonly before: number;
  readonly now: number;
  readonly state: DriftState;
};

/** Half as many again is watched, twice as many an alarm, and so the other way round; the index of stability is blind for shares as small as losses are. */
export const labelEdges = { watch: 1.5, alarm: 2 } as const;
/** Standard errors within which shares differ by chance. */
const byChance = 2;

/** Whether more, or fewer, leave than at training: at its newest date, or at the same season if that is nearer. Null for a model that froze no losses. */
export function labelDrift(
  frozen: readonly FrozenBins[],
  { asOf, labels }: { readonly asOf: string; readonly labels: readonly number[] },
): LabelDrift | null {
  const bins = frozen.find(({ name }) => name === lossBinsName);
  if (bins === undefined || labels.length === 0) return null;
  const [n, left] = [labels.length, labels.filter((label) => label === 1).length];
  const now = left / n;
  const [nearest] = referencesFor(bins, asOf)
    .map(([stayed = 0, gone = 0]) => ({ total: stayed + gone, before: gone / Math.max(1, stayed + gone) }))
    .sort((a, b) => Math.abs(a.before - now) - Math.abs(b.before - now));
  if (nearest === undefined || nearest.total === 0) return null;
  const { before, total } = nearest;
  const pooled = (left + before * total) / (n + total);
  const isChance = Math.abs(now - before) <= byChance * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / total));
  return { asOf, n, left, before, now, state: isChance ? 'ok' : stateOf(before, now) };
}

function stateOf(before: number, now: number): DriftState {
  const times = Math.max(before, now) / Math.min(before, now);
  if (times >= labelEdges.alarm) return 'alarm';
  return times >= labelEdges.watch ? 'watch' : 'ok';
}
