import { columnOf, type DenseMatrix } from './matrix.ts';

/** Upper edges of each column's bins, rising; a value belongs to the first bin whose edge is not below it, or to the last. */
export type BinEdges = readonly (readonly number[])[];

/** Every column has its missing values in this bin. */
export const missingBin = 255;
/** Bins a column may have, beside the one for missing values. */
export const mostBins = 255;

/** At most 255 bins a column: one a distinct value while there are few, else of about equal counts. */
export function binEdges(x: DenseMatrix, bins = mostBins): BinEdges {
  return Array.from({ length: x.columns }, (_, column) => edgesOf(columnOf(x, column), bins));
}

/** The bin of every value, column after column. */
export function binned({ rows, columns, values }: DenseMatrix, edges: BinEdges): Uint8Array {
  const bins = new Uint8Array(rows * columns);
  for (let column = 0; column < columns; column += 1) {
    const own = edges[column] ?? [];
    for (let row = 0; row < rows; row += 1)
      bins[column * rows + row] = binOf(own, values[row * columns + column] ?? Number.NaN);
  }
  return bins;
}

/** @returns `missingBin` for NaN */
export function binOf(edges: readonly number[], value: number): number {
  if (Number.isNaN(value)) return missingBin;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function edgesOf(column: Float64Array, bins: number): number[] {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const chosen =
    distinct.length <= bins
      ? distinct
      : Float64Array.from(
          new Set(Array.from({ length: bins }, (_, i) => sorted[Math.floor((i * sorted.length) / bins)] ?? 0)),
        );
  // Halfway to the next value, so that a value near a training value falls with it.
  return Array.from(chosen.subarray(1), (value, i) => ((chosen[i] ?? 0) + value) / 2);
}
