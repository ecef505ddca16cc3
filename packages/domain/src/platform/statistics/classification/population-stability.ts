/** A share of nothing would make the index infinite. */
const leastShare = 1e-4;

/** Population stability index: sum (a - e) ln(a / e) over the bins' shares, floored at 1e-4. 0 when either holds nothing. */
export function stabilityIndex(
  expectedCounts: readonly number[],
  actualCounts: readonly number[],
  floor = leastShare,
): number {
  const [expected, actual] = [sharesOf(expectedCounts, floor), sharesOf(actualCounts, floor)];
  if (expected === null || actual === null) return 0;
  return expected.reduce((sum, e, i) => {
    const a = actual[i] ?? floor;
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

function sharesOf(counts: readonly number[], floor: number): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : counts.map((count) => Math.max(floor, count / total));
}
