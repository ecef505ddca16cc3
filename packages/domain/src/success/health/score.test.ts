import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HealthMeasureKey, HealthMeasureValues } from './measures.ts';
import { healthModelConfigSchema, type HealthModel, type HealthModelConfig } from './model.ts';
import { scoreHealth } from './score.ts';

const now = new Date('2026-06-10T12:00:00Z');

/** Two groups of weight 3 and 1; straight curves, so that the sums can be done in the head. */
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
  notScoredLifecycles: ['cancelled'],
  groups: [
    { key: 'use', title: 'Use', weight: 3 },
    { key: 'money', title: 'Money', weight: 1 },
  ],
  measures: [
    {
      key: 'loginDays14',
      group: 'use',
      weight: 2,
      nullMeans: 'ignore',
      curve: [
        [0, 0],
        [10, 100],
      ],
    },
    {
      key: 'featuresUsed',
      group: 'use',
      weight: 1,
      nullMeans: 'ignore',
      curve: [
        [0, 0],
        [5, 100],
      ],
    },
    {
      key: 'failedInvoices',
      group: 'money',
      weight: 1,
      nullMeans: 'ignore',
      curve: [
        [0, 100],
        [2, 0],
      ],
    },
  ],
  weightings: [],
  exceptions: [
    { key: 'dispute', title: 'Dispute', all: [{ measure: 'openDisputes', is: 'atLeast', value: 1 }], cap: 40 },
  ],
};
const model: HealthModel = { version: 1, config };
const score = (values: HealthMeasureValues, over: Partial<HealthModelConfig> = {}, segments: readonly string[] = []) =>
  scoreHealth({ values, segments }, { version: 1, config: { ...config, ...over } }, now);

describe('golden scores, by hand', () => {
  test('all measures known: 0.5 x 60 + 0.25 x 40 + 0.25 x 50 = 52.5, half to even 52', () => {
    const health = score({ loginDays14: 6, featuresUsed: 2, failedInvoices: 1 });
    expect(health).toMatchObject({ score: 52, band: 'at_risk', coverage: 1 });
    expect(health.measures.map(({ share, contribution }) => [share, contribution])).toEqual([
      [0.5, 30],
      [0.25, 10],
      [0.25, 12.5],
    ]);
  });

  test('one measure unknown: weights 0.5 and 0.25 remain, (30 + 12.5) / 0.75 = 56.67', () => {
    expect(score({ loginDays14: 6, failedInvoices: 1 })).toMatchObject({ score: 57, coverage: 0.75 });
  });

  test('less than half the weight known: no score', () => {
    expect(score({ failedInvoices: 0 })).toMatchObject({ score: null, band: 'unknown', coverage: 0.25 });
  });

  test('exactly half the weight known is enough', () => {
    expect(score({ loginDays14: 10 })).toMatchObject({ score: 100, coverage: 0.5 });
  });

  test('a group without any data has no score of its own', () => {
    expect(score({ loginDays14: 5, featuresUsed: 5 }).groups).toEqual([
      { key: 'use', title: 'Use', share: 1, score: expect.closeTo(200 / 3, 10) },
      { key: 'money', title: 'Money', share: 0, score: null },
    ]);
  });

  test.each([
    ['ignore', 100, 0.5],
    ['zero', 67, 0.75],
    ['neutral', 83, 0.5],
  ] as const)('no data that means %s gives %i', (nullMeans, expected, coverage) => {
    const measures = config.measures.map((one) => (one.key === 'featuresUsed' ? { ...one, nullMeans } : one));
    expect(score({ loginDays14: 10 }, { measures })).toMatchObject({ score: expected, coverage });
  });
});

describe('bands', () => {
  test.each([
    [39, 'critical'],
    [40, 'at_risk'],
    [59, 'at_risk'],
    [60, 'attention'],
    [79, 'attention'],
    [80, 'healthy'],
  ])('%i is %s: the upper edge belongs to the band', (points, band) => {
    const only = {
      groups: [{ key: 'use', title: 'Use', weight: 1 }],
      measures: [
        {
          key: 'responseMinutes' as const,
          group: 'use',
          weight: 1,
          nullMeans: 'ignore' as const,
          curve: [
            [0, 0],
            [100, 100],
          ] as [number, number][],
        },
      ],
    };
    expect(score({ responseMinutes: points }, only).band).toBe(band);
  });
});

describe('exceptions', () => {
  const good = { loginDays14: 10, featuresUsed: 5, failedInvoices: 0 };

  test('an exception caps the score and is named', () => {
    expect(score({ ...good, openDisputes: 1 })).toMatchObject({
      score: 40,
      uncapped: 100,
      exception: { key: 'dispute' },
    });
  });

  test('an exception never lifts a score', () => {
    expect(score({ loginDays14: 1, featuresUsed: 0, failedInvoices: 2, openDisputes: 1 })).toMatchObject({ score: 5 });
  });

  test('the first exception that matches wins', () => {
    const exceptions = [
      {
        key: 'soft',
        title: 'Soft',
        all: [{ measure: 'openDisputes' as const, is: 'atLeast' as const, value: 1 }],
        cap: 70,
      },
      ...config.exceptions,
    ];
    expect(score({ ...good, openDisputes: 2 }, { exceptions })).toMatchObject({
      score: 70,
      exception: { key: 'soft' },
    });
  });

  test('a measure without data matches no exception', () => {
    expect(score(good).exception).toBeNull();
  });
});

const keys: HealthMeasureKey[] = ['loginDays14', 'featuresUsed', 'failedInvoices'];
const value = fc.option(fc.double({ min: -100, max: 1_000, noNaN: true }), { nil: null });
const values = fc.record({ loginDays14: value, featuresUsed: value, failedInvoices: value });
const weight = fc.double({ min: 0.01, max: 1_000, noNaN: true });

describe('for any values', () => {
  test('a score is a whole number from 0 to 100, or unknown', () => {
    fc.assert(
      fc.property(values, (given) => {
        const { score: points } = score(given);
        expect(points === null || (Number.isInteger(points) && points >= 0 && points <= 100)).toBe(true);
      }),
    );
  });

  test('the scale of the weights does not matter', () => {
    fc.assert(
      fc.property(values, weight, weight, (given, groupScale, measureScale) => {
        const scaled = {
          groups: config.groups.map((group) => ({ ...group, weight: group.weight * groupScale })),
          measures: config.measures.map((one) => ({ ...one, weight: one.weight * measureScale })),
        };
        const [plain, other] = [score(given), score(given, scaled)];
        expect(other.coverage).toBeCloseTo(plain.coverage, 9);
        plain.measures.forEach((one, index) => expect(other.measures[index]?.share).toBeCloseTo(one.share, 9));
      }),
    );
  });

  test('losing one measure leaves what the others weigh against each other as it was', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...keys), (given, lost) => {
        const [full, less] = [score(given), score({ ...given, [lost]: null })];
        const kept = full.measures.filter(({ key, score: own }) => key !== lost && own !== null);
        const shares = kept.map(({ key }) => less.measures.find((one) => one.key === key)?.share ?? 0);
        kept.forEach((one, index) => {
          const [first, share] = [kept[0]?.share ?? 1, shares[index] ?? 0];
          expect(share / (shares[0] ?? 1)).toBeCloseTo(one.share / first, 9);
        });
      }),
    );
  });

  test('contributions sum to the score before rounding, shares to one', () => {
    fc.assert(
      fc.property(values, (given) => {
        const { uncapped, measures } = score(given);
        if (uncapped === null) return;
        expect(measures.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 9);
        expect(Math.abs(measures.reduce((sum, one) => sum + one.contribution, 0) - uncapped)).toBeLessThanOrEqual(
          0.5 + 1e-9,
        );
      }),
    );
  });
});

describe('a model', () => {
  test('is accepted as it stands', () => {
    expect(healthModelConfigSchema.safeParse(config).success).toBe(true);
  });

  test.each<[string, Partial<HealthModelConfig>]>([
    ['nothing counts', { groups: config.groups.map((group) => ({ ...group, weight: 0 })) }],
    ['a measure has no group', { groups: config.groups.slice(1) }],
    [
      'band edges fall',
      { bands: config.bands.map((band, index) => ({ ...band, upTo: index === 0 ? 70 : band.upTo })) },
    ],
    ['a measure is used twice', { measures: [...config.measures, ...config.measures] }],
  ])('is refused when %s', (_why, over) => {
    expect(healthModelConfigSchema.safeParse({ ...config, ...over }).success).toBe(false);
  });

  test('scores nothing when it is asked with nothing', () => {
    expect(scoreHealth({ values: {}, segments: [] }, model, now)).toMatchObject({
      score: null,
      band: 'unknown',
      coverage: 0,
    });
  });
});
