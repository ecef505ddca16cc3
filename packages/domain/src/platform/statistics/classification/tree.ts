/**
 * A decision tree as plain lists, one entry a node, the root first. A row goes left when its value in `column` is at most `threshold`, and where
 * `missingLeft` says when it has none. A leaf's column is -1.
 */
export type Tree = {
  readonly column: readonly number[];
  readonly threshold: readonly number[];
  readonly missingLeft: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Log-odds a leaf adds; 0 at a fork. */
  readonly value: readonly number[];
  /** Training rows that came by. */
  readonly cover: readonly number[];
};

/** What the tree adds to the log-odds of the row that begins at `offset`. */
export function treeValue(tree: Tree, values: Float64Array, offset = 0): number {
  let node = 0;
  for (;;) {
    const column = tree.column[node] ?? -1;
    if (column < 0) return tree.value[node] ?? 0;
    node = nextNode(tree, node, values[offset + column] ?? Number.NaN);
  }
}

/** The child of a fork that a value belongs to. */
export function nextNode(tree: Tree, node: number, value: number): number {
  const isLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= (tree.threshold[node] ?? 0);
  return (isLeft ? tree.left[node] : tree.right[node]) ?? 0;
}
