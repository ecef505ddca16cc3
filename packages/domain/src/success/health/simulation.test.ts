import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaUnderRoc } from '@wedsync/domain/platform/statistics';
import { aucOfScores, backtestHealth, fewestLeavers, type BacktestObservation } from './backtest.ts';
import { backtestDays } from './history.ts';
import { healthMeasureKeys, type HealthMeasureKey, type HealthMeasureValues } from './measures.ts';
import { healthModelConfigSchema, isLift, type HealthModel } from './model.ts';
import { whyNotPublished } from './model-state.ts';
import { scoreHealth } from './score.ts';
import { summarizeSimulation, type SimulatedSupplier } from './simulation.ts';
import { isSeasonal, seasonCounterpart, suggestedCurves } from './suggestions.ts';

const now = new Date('2026-06-10T12:00:00Z');
const model: HealthModel = {
  version: 1,
  config: healthModelConfigSchema.parse({
    bands: [
      { band: 'critical', upTo: 39 },
      { band: 'at_risk', upTo: 59 },
      { band: 'attention', upTo: 79 },
      { band: 'healthy', upTo: 100 },
    ],
    minimumCoverage: 0.5,
    trend: { days: 14, deadBand: 3 },
    dropQuietDays: 7,
    notScoredLifecycles: ['cancelled'],
    groups: [{ key: 'all', title: 'All', weight: 1 }],
    measures: healthMeasureKeys.map((key) => ({
      key,
      group: 'all',
      ...(isLift(key) ? { weight: 0, liftPoints: 10 } : { weight: 1 }),
      nullMeans: 'ignore',
      curve: suggestedCurves[key],
    })),
    exceptions: [],
  }),
};
const someone = (over: Partial<SimulatedSupplier>): SimulatedSupplier => ({
  supplierId: 'sup_1',
  businessName: 'Studio',
  mrrMinor: 1_900,
  before: { score: 70, band: 'attention' },
  after: { score: 70, band: 'attention' },
  ...over,
});

describe('a simulation', () => {
  test('of a model equal to the one that scores changes nobody', () => {
    const value = fc.option(fc.integer({ min: 0, max: 200 }), { nil: null });
    const values = fc.record(
      Object.fromEntries(healthMeasureKeys.map((key): [HealthMeasureKey, typeof value] => [key, value])),
    );
    const scored = (facts: HealthMeasureValues, by: HealthModel) =>
      scoreHealth({ values: facts, segments: [] }, by, now);
    const copy: HealthModel = { version: 0, config: structuredClone(model.config) };
    fc.assert(
      fc.property(fc.array(values, { maxLength: 20 }), (population) => {
        const tried = population.map((facts) => someone({ before: scored(facts, model), after: scored(facts, copy) }));
        const summary = summarizeSimulation(tried);
        expect([summary.scoreChanged, summary.bandChanged, summary.falls, summary.rises]).toEqual([0, 0, [], []]);
        expect(summary.atRisk.after).toEqual(summary.atRisk.before);
      }),
    );
  });

  test('counts every supplier in one cell of the matrix and in the distribution, full marks included', () => {
    const summary = summarizeSimulation([
      someone({ supplierId: 'a', after: { score: 55, band: 'at_risk' } }),
      someone({ supplierId: 'b', before: { score: 100, band: 'healthy' }, after: { score: 100, band: 'healthy' } }),
      someone({ supplierId: 'c', before: { score: null, band: 'unknown' }, mrrMinor: 4_900 }),
    ]);
    expect(summary.moves.reduce((sum, { suppliers }) => sum + suppliers, 0)).toBe(3);
    expect(summary.distribution.reduce((sum, { after }) => sum + after, 0)).toBe(3);
    expect(summary.distribution.at(-1)).toEqual({ from: 90, before: 1, after: 1 });
    expect(summary.falls.map(({ supplierId }) => supplierId)).toEqual(['a']);
    expect(summary.atRisk).toEqual({
      before: { suppliers: 0, mrrMinor: 0 },
      after: { suppliers: 1, mrrMinor: 1_900 },
    });
  });
});

describe('a back-test', () => {
  const seen = (n: number, left: boolean, score: number | null): BacktestObservation => ({
    supplierId: `sup_${n}`,
    left,
    published: { score: 50, band: 'at_risk' },
    draft: { score, band: score === null ? 'unknown' : score < 60 ? 'at_risk' : 'healthy' },
  });

  test('counts the area as sorting does', () => {
    const row = fc.record({ left: fc.boolean(), score: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const counted = aucOfScores(
          rows.map(({ left }) => left),
          rows.map(({ score }) => score),
        );
        const sorted = areaUnderRoc(
          rows.map(({ left }) => (left ? 1 : 0)),
          rows.map(({ score }) => -score),
        );
        if (sorted === null) expect(counted).toBeNull();
        else expect(counted).toBeCloseTo(sorted, 10);
      }),
    );
  });

  test('tells a model that sees leavers coming from one that gives everybody the same', () => {
    const past = Array.from({ length: 60 }, (_, n) => seen(n, n < fewestLeavers, n < fewestLeavers ? 30 : 80));
    const told = backtestHealth(['2026-01-05'], past);
    expect([told.enough, told.published.auc?.value, told.draft.auc?.value]).toEqual([true, 0.5, 1]);
    expect(told.difference).toMatchObject({ value: 0.5, lower: expect.closeTo(0.5, 1) });
    expect(told.draft.bands.find(({ band }) => band === 'at_risk')).toMatchObject({ snapshots: 20, left: 20, rate: 1 });
  });

  test('says nothing of models while too few left', () => {
    const told = backtestHealth(
      ['2026-01-05'],
      Array.from({ length: 60 }, (_, n) => seen(n, n < 5, 30)),
    );
    expect([told.enough, told.leavers, told.draft.auc, told.difference]).toEqual([false, 5, null, null]);
  });

  test('looks at Mondays of the last year whose sixty days are over', () => {
    const days = backtestDays(now);
    expect([days[0], days.at(-1)]).toEqual(['2025-06-16', '2026-04-06']);
  });
});

describe('a draft', () => {
  const simulation = { id: 's', state: 'done', requestedAt: now.toISOString(), current: true } as const;

  test('is published only after a simulation of exactly what it says now; an earlier model comes back at once', () => {
    expect(whyNotPublished({ state: 'draft', simulation: null })).toMatch('Simulate it first');
    expect(whyNotPublished({ state: 'draft', simulation: { ...simulation, current: false } })).toMatch('edited');
    expect(whyNotPublished({ state: 'draft', simulation: { ...simulation, state: 'running' } })).toMatch('running');
    expect(whyNotPublished({ state: 'draft', simulation })).toBeNull();
    expect(whyNotPublished({ state: 'retired', simulation: null })).toBeNull();
  });

  test.each([
    [
      'measures.0.curve.1.0',
      {
        measures: [
          {
            ...model.config.measures[0],
            curve: [
              [5, 0],
              [5, 100],
            ],
          },
        ],
      },
    ],
    ['measures.0.group', { measures: [{ ...model.config.measures[0], group: 'gone' }] }],
    ['bands.1.upTo', { bands: model.config.bands.map((one) => (one.band === 'at_risk' ? { ...one, upTo: 39 } : one)) }],
    ['measures', { groups: [{ key: 'all', title: 'All', weight: 0 }] }],
  ])('is refused at the field %s where it is put right', (path, wrong) => {
    const checked = healthModelConfigSchema.safeParse({ ...model.config, ...wrong });
    expect(checked.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

test('every measure starts with a curve that a model accepts, and the season is on or off in pairs', () => {
  expect(model.config.measures).toHaveLength(healthMeasureKeys.length);
  expect(seasonCounterpart('activeDays28')).toBe('activityVsUsual');
  expect([isSeasonal('workVsUsual'), isSeasonal('work28'), seasonCounterpart('nps')]).toEqual([true, false, undefined]);
});
