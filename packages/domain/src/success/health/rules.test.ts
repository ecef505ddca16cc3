import { describe, expect, test } from 'vitest';
import { percentOfUsual } from './baseline.ts';
import { scoreOnCurve } from './curve.ts';
import { decomposeDelta, decomposeOver } from './change.ts';
import { isDrop } from './drop.ts';
import { historyWeeks, pastMondays } from './history.ts';
import type { HealthBand } from './model.ts';
import { effectiveScore } from './override.ts';
import { trendOf } from './trend.ts';

const now = new Date('2026-06-10T12:00:00Z');

describe('a curve', () => {
  test.each([
    [-5, 100],
    [0, 100],
    [5, 75],
    [10, 50],
    [15, 25],
    [99, 0],
  ])('at %i gives %i', (value, expected) => {
    expect(
      scoreOnCurve(
        [
          [0, 100],
          [10, 50],
          [20, 0],
        ],
        value,
      ),
    ).toBe(expected);
  });
});

describe('what is usual', () => {
  test('is the mean of the own last year and the cohort after 13 months', () => {
    expect(percentOfUsual(6, { lastYear: 8, cohortMedian: 16, tenureDays: 400 })).toBe(50);
  });

  test('is the cohort alone before', () => {
    expect(percentOfUsual(8, { lastYear: 2, cohortMedian: 16, tenureDays: 390 })).toBe(50);
  });

  test('is unknown without last year and cohort, and for a season in which nobody works and neither do they', () => {
    expect(percentOfUsual(8, { lastYear: null, cohortMedian: null, tenureDays: 900 })).toBeNull();
    expect(percentOfUsual(0, { lastYear: 0, cohortMedian: 0, tenureDays: 900 })).toBeNull();
  });
});

describe('a trend', () => {
  test.each([
    [4, 1],
    [3, 0],
    [-3, 0],
    [-4, -1],
    [null, 0],
  ])('of a change by %s is %i: up to 3 points are none', (change, trend) => {
    expect(trendOf({ trend: { days: 14, deadBand: 3 } }, change)).toBe(trend);
  });
});

describe('a drop', () => {
  const drop = (before: HealthBand, after: HealthBand, over: { lastDropAt?: Date; settling?: boolean } = {}) =>
    isDrop({ before, after, lastDropAt: null, settling: false, ...over }, { dropQuietDays: 7 }, now);

  test('is a fall from above into a risk band', () => {
    expect(drop('healthy', 'at_risk')).toBe(true);
    expect(drop('attention', 'critical')).toBe(true);
  });

  test('is neither a rise, a first score, nor a further fall within risk', () => {
    expect([
      drop('critical', 'at_risk'),
      drop('unknown', 'critical'),
      drop('at_risk', 'critical'),
      drop('healthy', 'attention'),
    ]).toEqual([false, false, false, false]);
  });

  test('is told again only after the quiet days', () => {
    expect(drop('attention', 'at_risk', { lastDropAt: new Date('2026-06-03T12:00:01Z') })).toBe(false);
    expect(drop('attention', 'at_risk', { lastDropAt: new Date('2026-06-03T12:00:00Z') })).toBe(true);
  });
});

describe('a change of score', () => {
  test('is split into what the supplier did and what we changed: 80 to 25, 40 under the old model, is 40 by use and 15 by the model', () => {
    expect(decomposeDelta(80, 25, 40)).toEqual({ total: -55, behaviour: -40, configuration: -15 });
  });

  test('is all behaviour under one model, and all ours when the old one would not score it', () => {
    expect(decomposeDelta(70, 61, 61)).toEqual({ total: -9, behaviour: -9, configuration: 0 });
    expect(decomposeDelta(70, 61, null)).toEqual({ total: -9, behaviour: 0, configuration: -9 });
  });

  test('over days is what each model did on its day, and the rest', () => {
    const step = (modelVersion: number, configuration: number | null) => ({ modelVersion, configuration });
    const steps = [step(1, 9), step(1, 0), step(2, -15), step(2, null), step(3, 4)];
    expect(decomposeOver(80, 50, steps)).toEqual({ total: -30, behaviour: -19, configuration: -11 });
  });

  test('over days is not split when nobody knows what a new model did', () => {
    expect(
      decomposeOver(80, 50, [
        { modelVersion: 1, configuration: 0 },
        { modelVersion: 2, configuration: null },
      ]),
    ).toBeNull();
  });
});

describe('an override', () => {
  const override = { value: 90, expiresAt: new Date('2026-06-10T12:00:00Z') };

  test('stands until the instant it expires', () => {
    expect(effectiveScore(20, override, new Date('2026-06-10T11:59:59Z'))).toBe(90);
    expect(effectiveScore(20, override, new Date('2026-06-10T12:00:00Z'))).toBe(20);
  });
});

describe('past points', () => {
  test('are the Mondays before today, today never among them', () => {
    expect(pastMondays(now, 3)).toEqual(['2026-05-25', '2026-06-01', '2026-06-08']);
    expect(pastMondays(new Date('2026-06-08T12:00:00Z'), 2)).toEqual(['2026-06-01']);
  });

  test('are bounded: two years for hundreds of suppliers, eight weeks for a million', () => {
    expect([historyWeeks(0), historyWeeks(300), historyWeeks(25_000), historyWeeks(1_000_000)]).toEqual([
      104, 104, 10, 8,
    ]);
  });
});
