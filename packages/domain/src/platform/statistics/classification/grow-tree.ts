import { missingBin, type BinEdges } from './bins.ts';
import type { Tree } from './tree.ts';

export type GrowthLimits = {
  readonly leaves: number;
  readonly leafRows: number;
  /** Ridge on leaf values. */
  readonly l2: number;
  readonly learningRate: number;
};

/** Training rows in bins, and each row's gradient y - p and curvature p (1-p). */
export type GrowthData = {
  readonly bins: Uint8Array;
  readonly edges: BinEdges;
  readonly rows: number;
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
};

/** Gradient, curvature and count a bin. */
const binWidth = 3;
/** A fork must gain more than rounding noise. */
const leastGain = 1e-9;

type Sums = { readonly gradient: number; readonly curvature: number; readonly count: number };
type Split = {
  readonly column: number;
  /** The last bin that goes left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
};
type Leaf = {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly histogram: Float64Array;
  readonly sums: Sums;
  readonly split: Split | null;
};

/** Grows a tree leaf by leaf, always where it gains most, on the rows given; reorders `rows`. */
export function growTree(data: GrowthData, rows: Int32Array, limits: GrowthLimits): Tree {
  const nodes = new Nodes();
  const root = nodes.add();
  let leaves = [leafAt(data, limits, root, 0, rows.length, histogramOf(data, rows, 0, rows.length))];
  while (leaves.length < limits.leaves) {
    const best = leaves.reduce<Leaf | null>(
      (most, leaf) => (leaf.split !== null && leaf.split.gain > (most?.split?.gain ?? leastGain) ? leaf : most),
      null,
    );
    if (best?.split == null) break;
    leaves = [...leaves.filter((leaf) => leaf !== best), ...divide(data, limits, nodes, rows, best, best.split)];
  }
  for (const { node, sums } of leaves) nodes.setLeaf(node, leafValue(sums, limits), sums.count);
  return nodes.tree();
}

class Nodes {
  readonly #column: number[] = [];
  readonly #threshold: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #value: number[] = [];
  readonly #cover: number[] = [];

  add(): number {
    for (const list of [this.#threshold, this.#missingLeft, this.#value, this.#cover]) list.push(0);
    for (const list of [this.#left, this.#right]) list.push(-1);
    return this.#column.push(-1) - 1;
  }

  setFork(node: number, split: Split, threshold: number, children: readonly [number, number], cover: number): void {
    this.#column[node] = split.column;
    this.#threshold[node] = threshold;
    this.#missingLeft[node] = split.missingLeft ? 1 : 0;
    [this.#left[node], this.#right[node]] = children;
    this.#cover[node] = cover;
  }

  setLeaf(node: number, value: number, cover: number): void {
    this.#value[node] = value;
    this.#cover[node] = cover;
  }

  tree(): Tree {
    return {
      column: this.#column,
      threshold: this.#threshold,
      missingLeft: this.#missingLeft,
      left: this.#left,
      right: this.#right,
      value: this.#value,
      cover: this.#cover,
    };
  }
}

function leafValue({ gradient, curvature }: Sums, { l2, learningRate }: GrowthLimits): number {
  return (learningRate * gradient) / (curvature + l2);
}

function divide(
  data: GrowthData,
  limits: GrowthLimits,
  nodes: Nodes,
  rows: Int32Array,
  leaf: Leaf,
  split: Split,
): [Leaf, Leaf] {
  const middle = partition(data, rows, leaf, split);
  const children = [nodes.add(), nodes.add()] as const;
  nodes.setFork(leaf.node, split, thresholdOf(data.edges, split), children, leaf.sums.count);
  const isLeftSmaller = middle - leaf.from <= leaf.to - middle;
  // The larger child is the parent less the smaller one: half of the counting.
  const counted = isLeftSmaller ? histogramOf(data, rows, leaf.from, middle) : histogramOf(data, rows, middle, leaf.to);
  const other = remainder(leaf.histogram, counted);
  const [left, right] = isLeftSmaller ? [counted, other] : [other, counted];
  return [
    leafAt(data, limits, children[0], leaf.from, middle, left),
    leafAt(data, limits, children[1], middle, leaf.to, right),
  ];
}

/** Everything but missing on the left has a threshold beyond all values. */
function thresholdOf(edges: BinEdges, { column, bin }: Split): number {
  return edges[column]?.[bin] ?? Number.MAX_VALUE;
}

/** Puts the rows that go left first, each side in its old order, so that sums repeat to the bit. @returns where the right side begins */
function partition({ bins, rows: total }: GrowthData, rows: Int32Array, { from, to }: Leaf, split: Split): number {
  const right: number[] = [];
  let at = from;
  for (let i = from; i < to; i += 1) {
    const row = rows[i] ?? 0;
    const bin = bins[split.column * total + row] ?? 0;
    if (bin === missingBin ? split.missingLeft : bin <= split.bin) {
      rows[at] = row;
      at += 1;
    } else right.push(row);
  }
  rows.set(right, at);
  return at;
}

/** Where each column's bins begin in a histogram: its own, then the one for missing values. */
function startsOf(edges: BinEdges): number[] {
  const starts = [0];
  for (const own of edges) starts.push((starts.at(-1) ?? 0) + (own.length + 2) * binWidth);
  return starts;
}

function histogramOf(data: GrowthData, rows: Int32Array, from: number, to: number): Float64Array {
  const { bins, edges, rows: total, gradients, curvatures } = data;
  const starts = startsOf(edges);
  const histogram = new Float64Array(starts.at(-1) ?? 0);
  for (let column = 0; column < edges.length; column += 1) {
    const start = starts[column] ?? 0;
    const missing = (starts[column + 1] ?? 0) - binWidth;
    const offset = column * total;
    for (let i = from; i < to; i += 1) {
      const row = rows[i] ?? 0;
      const bin = bins[offset + row] ?? 0;
      const at = bin === missingBin ? missing : start + bin * binWidth;
      histogram[at] = (histogram[at] ?? 0) + (gradients[row] ?? 0);
      histogram[at + 1] = (histogram[at + 1] ?? 0) + (curvatures[row] ?? 0);
      histogram[at + 2] = (histogram[at + 2] ?? 0) + 1;
    }
  }
  return histogram;
}

function remainder(whole: Float64Array, part: Float64Array): Float64Array {
  const left = new Float64Array(whole.length);
  for (let i = 0; i < whole.length; i += 1) left[i] = (whole[i] ?? 0) - (part[i] ?? 0);
  return left;
}

function leafAt(
  data: GrowthData,
  limits: GrowthLimits,
  node: number,
  from: number,
  to: number,
  histogram: Float64Array,
): Leaf {
  const sums = sumsOf(data.edges, histogram);
  return { node, from, to, histogram, sums, split: bestSplit(data.edges, histogram, sums, limits) };
}

/** Every row is in some bin of the first column. */
function sumsOf(edges: BinEdges, histogram: Float64Array): Sums {
  const end = ((edges[0]?.length ?? 0) + 2) * binWidth;
  let [gradient, curvature, count] = [0, 0, 0];
  for (let at = 0; at < end; at += binWidth) {
    gradient += histogram[at] ?? 0;
    curvature += histogram[at + 1] ?? 0;
    count += histogram[at + 2] ?? 0;
  }
  return { gradient, curvature, count };
}

/** Tries every edge of every column, with missing values on either side where there are any. Plain numbers, for this is most of the work of training. */
function bestSplit(edges: BinEdges, histogram: Float64Array, all: Sums, limits: GrowthLimits): Split | null {
  let best: Split | null = null;
  let most = leastGain;
  let start = 0;
  for (let column = 0; column < edges.length; column += 1) {
    const missingAt = start + ((edges[column]?.length ?? 0) + 1) * binWidth;
    const missing = histogram[missingAt + 2] ?? 0;
    let [gradient, curvature, count] = [0, 0, 0];
    for (let at = start; at < missingAt; at += binWidth) {
      const added = histogram[at + 2] ?? 0;
      gradient += histogram[at] ?? 0;
      curvature += histogram[at + 1] ?? 0;
      count += added;
      if (added === 0) continue;
      const bin = (at - start) / binWidth;
      const gain = gainOf(gradient, curvature, count, all, limits);
      if (gain > most) best = { column, bin, missingLeft: false, gain: (most = gain) };
      if (missing === 0) continue;
      const [g, h] = [histogram[missingAt] ?? 0, histogram[missingAt + 1] ?? 0];
      const joined = gainOf(gradient + g, curvature + h, count + missing, all, limits);
      if (joined > most) best = { column, bin, missingLeft: true, gain: (most = joined) };
    }
    start = missingAt + binWidth;
  }
  return best;
}

function gainOf(gradient: number, curvature: number, count: number, all: Sums, { l2, leafRows }: GrowthLimits): number {
  if (count < leafRows || all.count - count < leafRows) return 0;
  const others = all.gradient - gradient;
  return (
    (gradient * gradient) / (curvature + l2) +
    (others * others) / (all.curvature - curvature + l2) -
    (all.gradient * all.gradient) / (all.curvature + l2)
  );
}
