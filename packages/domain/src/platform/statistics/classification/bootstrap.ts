import { seededRandom } from '../random.ts';
import { quantile } from '../summaries.ts';

export type BootstrapInterval = { readonly lower: number; readonly upper: number; readonly standardError: number };

/**
 * The 95 % percentile interval of a statistic over resampled groups of rows; rows of one group (one customer at several dates) go together. Null when
 * under half of the resamples give a figure. The statistic sees row numbers, repeated as drawn.
 */
export function bootstrapInterval(
  groups: ArrayLike<string>,
  statistic: (rows: readonly number[]) => number | null,
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): BootstrapInterval | null {
  const rowsOf = [...groupedRows(groups)];
  const random = seededRandom(seed);
  const drawn: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const value = statistic(rowsOf.flatMap(() => rowsOf[Math.floor(random() * rowsOf.length)] ?? []));
    if (value !== null) drawn.push(value);
  }
  if (drawn.length < rounds / 2 || drawn.length < 2) return null;
  const sorted = drawn.toSorted((a, b) => a - b);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (drawn.length - 1);
  return {
    lower: quantile(sorted, 0.025) ?? mean,
    upper: quantile(sorted, 0.975) ?? mean,
    standardError: Math.sqrt(variance),
  };
}

function groupedRows(groups: ArrayLike<string>): Iterable<number[]> {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < groups.length; row += 1) {
    const own = rows.get(groups[row] ?? '');
    if (own === undefined) rows.set(groups[row] ?? '', [row]);
    else own.push(row);
  }
  return rows.values();
}
