/** Rows of numbers in one piece: 100,000 rows of 40 columns are one array, not 100,000. */
export type DenseMatrix = {
  readonly rows: number;
  readonly columns: number;
  /** Row after row. */
  readonly values: Float64Array;
};

/** 0 or 1 a row. */
export type Labels = ArrayLike<number>;

/** The values of one column, row by row. */
export function columnOf({ rows, columns, values }: DenseMatrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] ?? 0);
}

/** How many labels are 1. */
export function countPositives(labels: Labels): number {
  let positives = 0;
  for (let i = 0; i < labels.length; i += 1) positives += labels[i] ?? 0;
  return positives;
}
