import { describe, expect, test } from 'vitest';
import { healthModelConfigSchema, type HealthModelConfig } from './model.ts';
import { scoreHealth } from './score.ts';
import { asksAboutHealth, segmentIdsOf, segmentsNamed } from './segments.ts';

const now = new Date('2026-06-10T12:00:00Z');
const [venues, elopers] = ['seg_venues', 'seg_elopers'];
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
    { key: 'use', title: 'Use', weight: 3 },
    { key: 'enquiries', title: 'Enquiries', weight: 1 },
  ],
  measures: [
    { key: 'workVsUsual', group: 'use', weight: 1, nullMeans: 'ignore', curve: straight },
    { key: 'enquiriesAnswered', group: 'enquiries', weight: 1, nullMeans: 'ignore', curve: straight },
  ],
  weightings: [
    { key: 'venues', title: 'Venues', segment: venues, weights: [{ group: 'enquiries', weight: 3 }] },
    { key: 'elopers', title: 'Elopers', segment: elopers, weights: [{ group: 'enquiries', weight: 0 }] },
  ],
  exceptions: [
    {
      key: 'quiet-venue',
      title: 'A venue that answers nobody',
      all: [
        { segment: venues, is: 'memberOf' },
        { segment: elopers, is: 'notMemberOf' },
        { measure: 'enquiriesAnswered', is: 'atMost', value: 20 },
      ],
      cap: 30,
    },
  ],
};
const score = (workVsUsual: number, enquiriesAnswered: number, segments: readonly string[]) =>
  scoreHealth({ values: { workVsUsual, enquiriesAnswered }, segments }, { version: 1, config }, now);

describe('members of a segment', () => {
  test('are weighed as it says, and everybody else as before: 3 to 1 of 80 and 40 is 70, 3 to 3 is 60, alone it is 80', () => {
    expect(score(80, 40, [])).toMatchObject({ score: 70, weighting: null });
    expect(score(80, 40, [venues])).toMatchObject({ score: 60, weighting: { key: 'venues' } });
    expect(score(80, 40, [elopers])).toMatchObject({ score: 80, weighting: { key: 'elopers' } });
  });

  test('are weighed by the first that has them, whatever the order their segments are told in', () => {
    expect(score(80, 40, [elopers, venues])).toMatchObject({ score: 60, weighting: { key: 'venues' } });
  });

  test('are capped by an exception that asks for them, and nobody else is', () => {
    expect(score(100, 10, [venues])).toMatchObject({ score: 30, uncapped: 55, exception: { key: 'quiet-venue' } });
    expect(score(100, 10, [])).toMatchObject({ score: 78, exception: null });
    expect(score(100, 10, [venues, elopers]).exception).toBeNull();
  });
});

describe('a model with segments', () => {
  const faults = (over: Partial<HealthModelConfig>) =>
    (healthModelConfigSchema.safeParse({ ...config, ...over }).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
  const weighting = (weights: HealthModelConfig['weightings'][number]['weights']) => ({
    weightings: [{ key: 'venues', title: 'Venues', segment: venues, weights }],
  });

  test('is accepted, and one from before there were any too', () => {
    const { weightings: _none, ...before } = config;
    expect(faults({})).toEqual([]);
    expect(healthModelConfigSchema.parse(before).weightings).toEqual([]);
  });

  test('weighs only its own groups, each once, and never nothing', () => {
    const unknown = 'Each weight is of another group of the model.';
    expect(faults(weighting([{ group: 'constructor', weight: 1 }]))).toEqual([
      `weightings.0.weights.0.group: ${unknown}`,
    ]);
    expect(
      faults(
        weighting([
          { group: 'use', weight: 1 },
          { group: 'use', weight: 2 },
        ]),
      ),
    ).toEqual([`weightings.0.weights.1.group: ${unknown}`]);
    expect(
      faults(
        weighting([
          { group: 'use', weight: 0 },
          { group: 'enquiries', weight: 0 },
        ]),
      ),
    ).toEqual(['weightings.0.weights: At least one measure must count.']);
  });

  test('names each segment once, and every place that asks about it', () => {
    expect(segmentIdsOf(config)).toEqual([venues, elopers]);
    expect(segmentsNamed(config).map(({ path }) => path.join('.'))).toEqual([
      'weightings.0.segment',
      'weightings.1.segment',
      'exceptions.0.all.0.segment',
      'exceptions.0.all.1.segment',
    ]);
  });
});

test('a rule asks about health wherever in it health is asked about', () => {
  const plan = { field: 'plan', operator: 'is', value: 'scale' } as const;
  const health = { field: 'healthScore', operator: 'atMost', value: 40 } as const;
  expect(asksAboutHealth({ all: [plan, { any: [{ not: health }] }] })).toBe(true);
  expect(asksAboutHealth({ all: [plan, { not: plan }] })).toBe(false);
});
