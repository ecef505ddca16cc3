import { chiSquareTail } from './chi-square.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import { riskTable, type Lifetime, type RiskRow } from './kaplan-meier.ts';

export type LogRank = { readonly chiSquare: number; readonly df: number; readonly pValue: number };

/**
 * Tests whether groups share one survival curve (Mantel 1966): observed minus expected events over the event times of all, hypergeometric variance,
 * k-1 degrees of freedom.
 * @returns null with fewer than two groups, or no event that could tell them apart
 */
export function logRank(groups: readonly (readonly Lifetime[])[]): LogRank | null {
  const k = groups.length - 1;
  if (k < 1) return null;
  const times = riskTable(groups.flat());
  const perGroup = groups.slice(0, k).map((group) => atTimes(group, times));
  const difference = perGroup.map((rows) =>
    sum(times, ({ atRisk, events }, i) => (rows[i]?.events ?? 0) - (events * (rows[i]?.atRisk ?? 0)) / atRisk),
  );
  const variance = perGroup.map((left, a) =>
    perGroup.map((right, b) =>
      sum(times, (row, i) => covariance(row, left[i]?.atRisk ?? 0, right[i]?.atRisk ?? 0, a === b)),
    ),
  );
  const factor = cholesky(variance);
  if (factor === null) return null;
  const chiSquare = solveCholesky(factor, difference).reduce((total, x, i) => total + x * (difference[i] ?? 0), 0);
  return { chiSquare, df: k, pValue: chiSquareTail(chiSquare, k) };
}

function covariance({ atRisk, events }: RiskRow, left: number, right: number, same: boolean): number {
  if (atRisk < 2) return 0;
  const share = left / atRisk;
  return ((events * (atRisk - events)) / (atRisk - 1)) * share * ((same ? 1 : 0) - right / atRisk);
}

/** A group's risk and events at the event times of all groups. */
function atTimes(group: readonly Lifetime[], times: readonly RiskRow[]): { atRisk: number; events: number }[] {
  const entries = group.map(({ entry = 0 }) => entry).sort((a, b) => a - b);
  const exits = group.map(({ time }) => time).sort((a, b) => a - b);
  const own = new Map(riskTable(group).map(({ time, events }) => [time, events]));
  let entered = 0;
  let left = 0;
  return times.map(({ time }) => {
    while ((entries[entered] ?? Infinity) < time) entered += 1;
    while ((exits[left] ?? Infinity) < time) left += 1;
    return { atRisk: entered - left, events: own.get(time) ?? 0 };
  });
}

function sum(times: readonly RiskRow[], term: (row: RiskRow, index: number) => number): number {
  return times.reduce((total, row, index) => total + term(row, index), 0);
}
