import { describe, expect, test } from 'vitest';
import { atCapacity, type ForetoldDate } from './at-capacity.ts';
import { costTable } from './cost-table.ts';
import { churnFeatures } from './features.ts';

type Supplier = readonly [probability: number, mrrPounds: number, left: 0 | 1];

function dateOf(suppliers: readonly Supplier[]): ForetoldDate {
  return {
    rows: suppliers.map(([, pounds]) => churnFeatures.map(({ name }) => (name === 'mrrPounds' ? pounds : null))),
    labels: suppliers.map(([, , left]) => left),
    probabilities: suppliers.map(([probability]) => probability),
  };
}

const policy = { saveRate: 0.5, contactCostMinor: 1_000, weeklyCapacity: 1 };

describe('a week at capacity', () => {
  test('is judged on each date by itself: the sure losses of one date never fill the calls of another', () => {
    const sure = dateOf([
      [0.9, 50, 1],
      [0.8, 50, 1],
    ]);
    const chance = dateOf([
      [0.2, 50, 0],
      [0.1, 50, 0],
    ]);
    const { dates, byLikelihood } = atCapacity([sure, chance], policy);
    expect([dates, byLikelihood.precision, byLikelihood.recall]).toEqual([2, 0.5, 0.5]);
  });
  test('is called in the order of what a call is expected to save, and by likelihood beside it', () => {
    const date = dateOf([
      [0.6, 10, 0],
      [0.3, 100, 1],
    ]);
    const { byExpectedSaving, byLikelihood } = atCapacity([date], policy);
    expect(byExpectedSaving).toEqual({ precision: 1, recall: 1, lift: 2, savedMinor: 59_000 });
    expect(byLikelihood).toEqual({ precision: 0, recall: 0, lift: 0, savedMinor: -1_000 });
  });
});

describe('a table of costs', () => {
  const calibration = {
    labels: [1, 0, 0],
    probabilities: [0.4, 0.3, 0.2],
    rows: dateOf([
      [0, 10, 1],
      [0, 9, 0],
      [0, 9, 0],
    ]).rows,
  };
  const seenLater = { labels: [0, 1, 0], probabilities: [0.6, 0.3, 0.1], rows: calibration.rows };

  test('chooses thresholds on the rows that calibrated and says what they cost on others', () => {
    const { empirical, ideal, rows, confusion } = costTable(calibration, seenLater, policy);
    expect([empirical, ideal]).toEqual([0.4, 1_000 / 7_000]);
    expect(rows.find(({ threshold }) => threshold === empirical)).toMatchObject({
      called: 1,
      falseAlarms: 1,
      missed: 1,
    });
    expect(confusion).toEqual({ tp: 1, fp: 1, fn: 0, tn: 1 });
  });
  test('says what calling nobody costs', () =>
    expect(costTable(calibration, seenLater, policy).rows.at(-1)).toEqual({
      threshold: null,
      called: 0,
      falseAlarms: 0,
      missed: 1,
      cost: 6_000,
    }));
});
