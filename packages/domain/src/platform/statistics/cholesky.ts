/** A dense square matrix as rows. */
export type Matrix = readonly (readonly number[])[];

/** Lower triangular L with L L' = A, or null when A is not positive definite. */
export function cholesky(matrix: Matrix): number[][] | null {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const other = j === i ? own : (lower[j] ?? []);
      let left = row[j] ?? 0;
      for (let k = 0; k < j; k += 1) left -= (own[k] ?? 0) * (other[k] ?? 0);
      if (i === j && !(left > 0 && Number.isFinite(left))) return null;
      own.push(i === j ? Math.sqrt(left) : left / (other[j] ?? 1));
    }
    lower.push(own);
  }
  return lower;
}

/** Solves A x = b for a positive definite A given by its `cholesky` factor. */
export function solveCholesky(lower: Matrix, b: readonly number[]): number[] {
  const n = b.length;
  const x = [...b];
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - (lower[i]?.[k] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (lower[i]?.[i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] ?? 0) - (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = (x[i] ?? 0) / (lower[i]?.[i] ?? 1);
  }
  return x;
}

/** Inverse of a positive definite matrix, or null when it is not. */
export function inversePositiveDefinite(matrix: Matrix): number[][] | null {
  const lower = cholesky(matrix);
  if (lower === null) return null;
  const columns = matrix.map((_, j) =>
    solveCholesky(
      lower,
      matrix.map((__, i) => (i === j ? 1 : 0)),
    ),
  );
  return matrix.map((_, i) => columns.map((column) => column[i] ?? 0));
}
