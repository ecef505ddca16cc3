import { healthModelConfigSchema, type HealthModelConfig } from '@wedsync/domain/success';
import { expect, test } from 'vitest';
import {
  moved,
  unusedMeasures,
  withException,
  withGroup,
  withGroupWeight,
  withMeasure,
  withoutGroup,
  withPoint,
  withSeasonTurned,
  withWeighting,
} from './edit-model.ts';

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
  groups: [{ key: 'use', title: 'Use', weight: 1 }],
  measures: [
    {
      key: 'work28',
      group: 'use',
      weight: 1,
      nullMeans: 'ignore',
      curve: [
        [0, 0],
        [8, 100],
      ],
    },
  ],
  weightings: [],
  exceptions: [],
};

test('every edit of a model leaves a model that may be saved', () => {
  const edited = [
    withGroup(config),
    withGroup(withGroup(config)),
    withException(withException(config)),
    withMeasure(config, 'nps', 'use'),
  ];
  for (const one of edited) expect(healthModelConfigSchema.safeParse(one).success).toBe(true);
});

test('a measure with and without the season is offered once', () => {
  expect(unusedMeasures(config)).not.toContain('workVsUsual');
  expect(unusedMeasures(config)).toContain('activityVsUsual');
});

test('turning the season on brings the curve of its own unit, and turning it twice the same measure', () => {
  const [measure] = config.measures;
  if (measure === undefined) throw new Error('There is a measure.');
  const seasonal = withSeasonTurned(measure);
  expect([seasonal.key, seasonal.weight, seasonal.curve.at(-1)]).toEqual(['workVsUsual', 1, [150, 100]]);
  expect(withSeasonTurned(seasonal).key).toBe('work28');
});

test('weights by segment start as everybody’s, wait for their segment, and lose a group that goes', () => {
  const added = withWeighting(withGroup(config));
  const [weighting] = added.weightings;
  if (weighting === undefined) throw new Error('There is a weighting.');
  const faults = (one: HealthModelConfig) =>
    healthModelConfigSchema.safeParse(one).error?.issues.map(({ path }) => path.join('.'));
  expect(weighting.weights.map(({ weight }) => weight)).toEqual(added.groups.map(({ weight }) => weight));
  expect(faults(added)).toEqual(['weightings.0.segment']);
  const weights = withGroupWeight(weighting.weights, 'use', 7);
  const chosen = { ...added, weightings: [{ ...weighting, segment: 'seg_1', weights }] };
  expect(faults(chosen)).toBeUndefined();
  expect(weights.find(({ group }) => group === 'use')?.weight).toBe(7);
  expect(withoutGroup(chosen, 'use').weightings[0]?.weights.map(({ group }) => group)).toEqual(['group-2']);
});

test('a group goes with its measures, a new point stands between the last two, and order ends at the ends', () => {
  expect(withoutGroup(config, 'use').measures).toEqual([]);
  expect(
    withPoint([
      [0, 0],
      [8, 100],
    ]),
  ).toEqual([
    [0, 0],
    [4, 50],
    [8, 100],
  ]);
  expect([moved(['a', 'b'], 0, 1), moved(['a', 'b'], 0, -1)]).toEqual([
    ['b', 'a'],
    ['a', 'b'],
  ]);
});
