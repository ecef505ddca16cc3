import { expect, test } from 'vitest';
import { monitoredDrift, monitoredQuality } from './monitored.ts';

const figures = {
  n: 500,
  positives: 25,
  auc: 0.8,
  accuracy: 0.95,
  baseRate: 0.05,
  brier: 0.038,
  calibrationSlope: 0.8,
};
const value = (name: string, over: Partial<typeof figures> = {}, precision: number | null = 0.2) =>
  monitoredQuality({ ...figures, ...over }, precision).find(({ monitor }) => monitor === name)?.value;

test('a model that always says the base rate has no skill', () => {
  expect(value('churn-skill', { brier: 0.05 * 0.95 })).toBeCloseTo(0, 12);
  expect(value('churn-skill')).toBeCloseTo(0.2, 12);
});

test('precision is told as a multiple of the base rate', () => {
  expect(value('churn-ranking')).toBeCloseTo(4, 12);
  expect(value('churn-ranking', {}, null)).toBeNull();
});

test('a slope of 0.8 is as far from calibrated as one of 1.25', () => {
  expect(value('churn-calibration')).toBe(1.25);
  expect(value('churn-calibration', { calibrationSlope: 1.25 })).toBe(1.25);
  expect(value('churn-calibration', { calibrationSlope: -0.1 })).toBeGreaterThan(2);
});

test('with too few that left nothing is known', () => {
  expect(monitoredQuality({ ...figures, positives: 9 }, 0.2).map((figure) => figure.value)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('drift is that of what moved most beyond chance, by its name', () => {
  const drift = (title: string, psi: number, chance = 0) => ({
    name: title,
    title,
    psi,
    chance,
    moved: psi - chance,
    state: 'ok' as const,
    missingBefore: 0,
    missingNow: 0,
    unseenNow: 0,
  });
  expect(monitoredDrift([drift('Logins', 0.4, 0.3), drift('Tenure', 0.31)], 800)).toEqual({
    monitor: 'churn-drift',
    value: 0.31,
    sample: 800,
    note: 'Tenure moved most.',
  });
});
