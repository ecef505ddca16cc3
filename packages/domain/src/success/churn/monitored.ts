import type { QualityFigures } from './contract.ts';
import type { Drift } from './drift.ts';

/** What the monitors of the house are told of a model: their names, and the figure each reads. */
export type MonitoredFigure = {
  readonly monitor: string;
  readonly value: number | null;
  readonly sample: number;
  readonly note: string;
};

/** Fewer that left than this say nothing of a share of them. */
const enoughLosses = 10;

/** The quality of a model in office, as the monitors of the house read it; unknown with too few that left. */
export function monitoredQuality(
  { n, positives, accuracy, baseRate, brier, calibrationSlope }: QualityFigures,
  averagePrecision: number | null,
): MonitoredFigure[] {
  const said = `${n} outcomes, ${positives} left: a base rate of ${(baseRate * 100).toFixed(1)} %.`;
  const known = (value: number | null) => (positives < enoughLosses ? null : value);
  const reference = baseRate * (1 - baseRate);
  const figures: readonly (readonly [string, number | null])[] = [
    ['churn-accuracy', accuracy],
    ['churn-skill', reference === 0 ? null : 1 - brier / reference],
    ['churn-ranking', averagePrecision === null || baseRate === 0 ? null : averagePrecision / baseRate],
    ['churn-calibration', distanceFromOne(calibrationSlope)],
  ];
  return figures.map(([monitor, value]) => ({ monitor, value: known(value), sample: n, note: said }));
}

/** How far what moved most since training has moved, beyond chance. */
export function monitoredDrift(drifts: readonly Drift[], sample: number): MonitoredFigure {
  const [most] = drifts.toSorted((a, b) => b.moved - a.moved);
  const note = most === undefined ? 'Nothing to compare.' : `${most.title} moved most.`;
  return { monitor: 'churn-drift', value: most?.moved ?? null, sample, note };
}

/** A slope of 0.8 is as far from 1 as one of 1.25; one that is not above nought says the opposite of what comes. */
const wrongWay = 99;

function distanceFromOne(slope: number | null): number | null {
  if (slope === null) return null;
  return slope <= 0 ? wrongWay : Math.max(slope, 1 / slope);
}
