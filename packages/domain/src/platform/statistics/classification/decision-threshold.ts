import { countPositives, type Labels } from './matrix.ts';
import { confusionAt } from './probability-metrics.ts';
import { rankedDown } from './ranking.ts';

/** What a mistake costs, in any one unit. */
export type MistakeCosts = { readonly falseAlarm: number; readonly missed: number };

export type CostAtThreshold = {
  /** Null: nobody is called. */
  readonly threshold: number | null;
  readonly cost: number;
  readonly falseAlarms: number;
  readonly missed: number;
  readonly called: number;
};

/** The threshold of least cost for calibrated probabilities: costs of a false alarm over those of both mistakes; null when neither costs anything. */
export function idealThreshold({ falseAlarm, missed }: MistakeCosts): number | null {
  const both = falseAlarm + missed;
  return both === 0 ? null : falseAlarm / both;
}

/** What each threshold would have cost. */
export function costsByThreshold(
  labels: Labels,
  probabilities: ArrayLike<number>,
  costs: MistakeCosts,
  thresholds: readonly (number | null)[],
): CostAtThreshold[] {
  return thresholds.map((threshold) => {
    const { tp, fp, fn } = confusionAt(labels, probabilities, threshold ?? Infinity);
    return costOf(costs, { threshold, falseAlarms: fp, missed: fn, called: tp + fp });
  });
}

/** The cheapest of all thresholds, calling nobody among them; among equals the one that calls fewest. */
export function cheapestThreshold(
  labels: Labels,
  probabilities: ArrayLike<number>,
  costs: MistakeCosts,
): CostAtThreshold {
  const positives = countPositives(labels);
  const order = rankedDown(probabilities);
  let best = costOf(costs, { threshold: null, falseAlarms: 0, missed: positives, called: 0 });
  let hits = 0;
  for (const [i, row] of order.entries()) {
    hits += labels[row] ?? 0;
    const threshold = probabilities[row] ?? 0;
    const next = order[i + 1];
    if (next !== undefined && probabilities[next] === threshold) continue;
    const called = i + 1;
    const here = costOf(costs, { threshold, falseAlarms: called - hits, missed: positives - hits, called });
    if (here.cost < best.cost) best = here;
  }
  return best;
}

function costOf(costs: MistakeCosts, row: Omit<CostAtThreshold, 'cost'>): CostAtThreshold {
  return { ...row, cost: row.falseAlarms * costs.falseAlarm + row.missed * costs.missed };
}

/** The cheapest of a table, and among equals the highest threshold; null for none. */
export function cheapest(table: readonly CostAtThreshold[]): CostAtThreshold | null {
  return table.reduce<CostAtThreshold | null>(
    (best, row) =>
      best === null || row.cost < best.cost || (row.cost === best.cost && heightOf(row) > heightOf(best)) ? row : best,
    null,
  );
}

function heightOf({ threshold }: CostAtThreshold): number {
  return threshold ?? Infinity;
}
