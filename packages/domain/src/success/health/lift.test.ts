import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthModelConfigSchema, type HealthModelConfig } from './model.ts';
import { maxLiftPoints, type HealthMeasureValues } from './measures.ts';
import { scoreHealth } from './score.ts';

const straight: [number, number][] = [
  [0, 0],
  [100, 100],
];
const config: HealthModelConfig = {
  bands: [
    { band: 'critical', upTo: 39 },
    { band: 'at_risk', upTo: 59 },
    { band: 'attention', upTo: 79 },
    { band: 'healthy', upTo: 100 },
  ],
  minimumCoverage: 0.5,
  trend: { days: 14, deadBand: 3 },
  dropQuietDays: 7,
  notScoredLifecycles: [],
  groups: [
    { key: 'use', title: 'Use', weight: 100 },
    { key: 'network', title: 'Network', weight: 0 },
  ],
  measures: [
    { key: 'workVsUsual', group: 'use', weight: 50, nullMeans: 'ignore', curve: straight },
    { key: 'featuresUsed', group: 'use', weight: 50, nullMeans: 'ignore', curve: straight },
    {
      key: 'network',
      group: 'network',
      weight: 0,
      liftPoints: 10,
      nullMeans: 'ignore',
      curve: [
        [0, 0],
        [1, 60],
        [6, 100],
      ],
    },
  ],
  weightings: [],
  exceptions: [
    { key: 'past-due', title: 'Past due', all: [{ measure: 'daysPastDue', is: 'atLeast', value: 14 }], cap: 40 },
  ],
};
const now = new Date('2026-06-10T09:00:00Z');
const model = { version: 1, config };
const score = (values: HealthMeasureValues) => scoreHealth({ values, segments: [] }, model, now);

describe('ties to other suppliers', () => {
  test('lift the score by their part of ten points', () => {
    expect(score({ workVsUsual: 50, featuresUsed: 70, network: 1 })).toMatchObject({ score: 66, coverage: 1 });
    expect(score({ workVsUsual: 50, featuresUsed: 70, network: 9 }).score).toBe(70);
  });
  test.each([[null], [0]])('that are %s change nothing', (network) =>
    expect(score({ workVsUsual: 50, featuresUsed: 70, network })).toMatchObject({ score: 60, coverage: 1 }),
  );
  test('lift no score above 100', () =>
    expect(score({ workVsUsual: 100, featuresUsed: 95, network: 6 }).score).toBe(100));
  test('are no score where nothing else is known', () => expect(score({ network: 6 }).score).toBeNull());
  test('do not lift above the ceiling of a payment that failed', () =>
    expect(score({ workVsUsual: 90, featuresUsed: 90, network: 6, daysPastDue: 20 })).toMatchObject({
      score: 40,
      uncapped: 100,
    }));

  test('never lower a score, never lift by more than ten points, and never above a ceiling, whatever else is known', () => {
    const some = fc.option(fc.integer({ min: 0, max: 120 }), { nil: null });
    fc.assert(
      fc.property(
        some,
        some,
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(null, 0, 20),
        (workVsUsual, featuresUsed, network, daysPastDue) => {
          const rest = { workVsUsual, featuresUsed, daysPastDue };
          const [without, lifted] = [score(rest).score, score({ ...rest, network }).score];
          if (without === null || lifted === null) {
            expect([without, lifted]).toEqual([null, null]);
            return;
          }
          expect(lifted).toBeGreaterThanOrEqual(without);
          expect(lifted - without).toBeLessThanOrEqual(maxLiftPoints);
          if (daysPastDue === 20) expect(lifted).toBeLessThanOrEqual(40);
        },
      ),
    );
  });
});

describe('a model', () => {
  const faults = (measures: HealthModelConfig['measures']) =>
    healthModelConfigSchema.safeParse({ ...config, measures }).error?.issues.map(({ message }) => message);
  const [work, features, network] = config.measures;
  test('gives a measure that lifts points and no weight, and the others weight and no points', () => {
    if (work === undefined || features === undefined || network === undefined) throw new Error('Three measures.');
    expect(faults([work, features, network])).toBeUndefined();
    expect(faults([work, { ...network, weight: 5 }])).toEqual(['This measure only lifts: it has points, no weight.']);
    expect(faults([{ ...work, liftPoints: 5 }, features])).toEqual(['This measure has a weight, no points.']);
  });
  test('gives nobody points for ties that nothing is known of, whatever it was told to do without data', () => {
    const told = (nullMeans: 'zero' | 'neutral') =>
      healthModelConfigSchema.parse({
        ...config,
        measures: config.measures.map((one) => (one.key === 'network' ? { ...one, nullMeans } : one)),
      });
    const values = { workVsUsual: 50, featuresUsed: 70, network: null };
    for (const nullMeans of ['zero', 'neutral'] as const)
      expect(scoreHealth({ values, segments: [] }, { version: 1, config: told(nullMeans) }, now).score).toBe(60);
  });
  test('lifts by at most ten points', () => {
    if (work === undefined || network === undefined) throw new Error('Three measures.');
    expect(faults([work, { ...network, liftPoints: 11 }])).toContain(
      'Measures that lift add at most 10 points together.',
    );
  });
});
