import type { Tree } from './tree.ts';

/** What a leaf asks of one column: values above `above` and up to `upTo`, and whether a missing value goes its way. */
type Demand = { readonly column: number; above: number; upTo: number; takesMissing: boolean; share: number };

/** A leaf with one demand a column; `share` is how much of the cover goes its way at the forks on that column. */
type Leaf = {
  readonly value: number;
  readonly demands: readonly Demand[];
  /** Shapley values by which demands a row meets (a bit each): many rows meet the same ones. */
  readonly known: Map<number, Float64Array>;
};

export type ExplainedTree = { readonly expected: number; readonly leaves: readonly Leaf[] };

/** Patterns a leaf remembers, so that memory stays bounded. */
const mostPatterns = 4_096;

/** A tree as its leaves, ready to explain many rows. */
export function explainedTree(tree: Tree): ExplainedTree {
  const leaves = leavesBelow(tree, 0, []);
  return { leaves, expected: leaves.reduce((sum, { value, demands }) => sum + value * product(demands), 0) };
}

/**
 * Adds each column's Shapley value of one tree for the row that begins at `offset` to `into`; a column that is not known goes both ways in proportion to
 * the training rows (path-dependent TreeSHAP, Lundberg et al. 2020). Their sum is the tree's value less its expected value. Within a leaf the
 * game is a product of its demands, so its values depend only on which of them the row meets.
 */
export function addTreeShap({ leaves }: ExplainedTree, values: Float64Array, into: Float64Array, offset = 0): void {
  for (const leaf of leaves) {
    const { demands } = leaf;
    const shares = sharesOf(leaf, patternOf(demands, values, offset));
    for (let i = 0; i < demands.length; i += 1) {
      const column = demands[i]?.column ?? 0;
      into[column] = (into[column] ?? 0) + (shares[i] ?? 0);
    }
  }
}

function leavesBelow(tree: Tree, node: number, demands: readonly Demand[]): Leaf[] {
  const column = tree.column[node] ?? -1;
  if (column < 0) return [{ value: tree.value[node] ?? 0, demands, known: new Map() }];
  const threshold = tree.threshold[node] ?? 0;
  const missingLeft = tree.missingLeft[node] === 1;
  const side = (child: number, isLeft: boolean) =>
    leavesBelow(
      tree,
      child,
      narrowed(demands, {
        column,
        above: isLeft ? -Infinity : threshold,
        upTo: isLeft ? threshold : Infinity,
        takesMissing: isLeft === missingLeft,
        share: (tree.cover[child] ?? 0) / (tree.cover[node] ?? 1),
      }),
    );
  return [...side(tree.left[node] ?? 0, true), ...side(tree.right[node] ?? 0, false)];
}

function narrowed(demands: readonly Demand[], added: Demand): Demand[] {
  const known = demands.find(({ column }) => column === added.column);
  if (known === undefined) return [...demands, added];
  const both = {
    column: known.column,
    above: Math.max(known.above, added.above),
    upTo: Math.min(known.upTo, added.upTo),
    takesMissing: known.takesMissing && added.takesMissing,
    share: known.share * added.share,
  };
  return demands.map((demand) => (demand === known ? both : demand));
}

function patternOf(demands: readonly Demand[], values: Float64Array, offset: number): number {
  let pattern = 0;
  for (let i = 0; i < demands.length; i += 1) {
    const demand = demands[i];
    if (demand === undefined) continue;
    const value = values[offset + demand.column] ?? Number.NaN;
    const met = Number.isNaN(value) ? demand.takesMissing : value > demand.above && value <= demand.upTo;
    if (met) pattern |= 1 << i;
  }
  return pattern;
}

function sharesOf({ known, demands, value }: Leaf, pattern: number): Float64Array {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const shares = Float64Array.from(demands, (_, i) => value * shapleyOfProduct(demands, pattern, i));
  if (known.size < mostPatterns) known.set(pattern, shares);
  return shares;
}

/**
 * Shapley value of player i in the game v(S) = product of 1 or 0 (met or not) over S times the shares of the others: the weights by size of S are the
 * coefficients of a polynomial with one factor a player.
 */
function shapleyOfProduct(demands: readonly Demand[], pattern: number, i: number): number {
  const bySize = new Float64Array(demands.length);
  bySize[0] = 1;
  let players = 0;
  for (const [j, { share }] of demands.entries()) {
    if (j === i) continue;
    players += 1;
    const met = (pattern >> j) & 1;
    for (let size = players; size >= 0; size -= 1)
      bySize[size] = (bySize[size] ?? 0) * share + (size > 0 ? (bySize[size - 1] ?? 0) * met : 0);
  }
  let weight = 1 / demands.length;
  let sum = 0;
  // |S|! (d-1-|S|)! / d!, from one size to the next.
  for (let size = 0; size <= players; size += 1) {
    sum += weight * (bySize[size] ?? 0);
    weight *= (size + 1) / (players - size);
  }
  return sum * (((pattern >> i) & 1) - (demands[i]?.share ?? 0));
}

function product(demands: readonly Demand[]): number {
  return demands.reduce((all, { share }) => all * share, 1);
}
