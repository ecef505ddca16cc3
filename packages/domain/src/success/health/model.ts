import { idSchema } from '@wedsync/domain/platform';
import { z } from 'zod';
import { healthMeasures, maxLiftPoints, measureRule, type HealthMeasureKey } from './measures.ts';

export const healthBands = ['critical', 'at_risk', 'attention', 'healthy'] as const;
export type ScoredBand = (typeof healthBands)[number];
/** Unknown: too little data, or not scored at all. */
export type HealthBand = ScoredBand | 'unknown';
export const healthBandSchema = z.enum([...healthBands, 'unknown']);

/** What having no data means for a measure: leave it out, count it as nothing achieved, or stand in the middle. */
export const nullRules = ['ignore', 'zero', 'neutral'] as const;

// Bounded so that sums of weights stay finite.
const weight = z.number().min(0).max(999_999);
const key = z.string().min(1).max(64);
export const healthMeasureKeySchema = z.enum(healthMeasures.map((rule) => rule.key));

const curveSchema = z
  .array(z.tuple([z.number().min(-1_000_000).max(1_000_000), z.number().min(0).max(100)]))
  .min(2)
  .max(12)
  .superRefine((points, context) => {
    points.forEach(([value], index) => {
      if (index > 0 && value <= (points[index - 1]?.[0] ?? 0))
        context.addIssue({
          code: 'custom',
          path: [index, 0],
          message: 'Values of a curve must rise from point to point.',
        });
    });
  });

const segment = idSchema('segment');

const measureCondition = z.strictObject({
  measure: healthMeasureKeySchema,
  is: z.enum(['atLeast', 'atMost']),
  value: z.number(),
});
const segmentCondition = z.strictObject({ segment, is: z.enum(['memberOf', 'notMemberOf']) });

/** What an exception asks of a supplier: a value of a measure, or to be in a segment or not. */
export const exceptionConditionSchema = z.discriminatedUnion('is', [measureCondition, segmentCondition]);
export type ExceptionCondition = z.infer<typeof exceptionConditionSchema>;

/** What groups weigh for the members of a segment; a group it does not name weighs what it weighs for everybody. */
const weightingSchema = z.strictObject({
  key,
  title: z.string().min(1).max(80),
  segment,
  weights: z
    .array(z.strictObject({ group: key, weight }))
    .min(1)
    .max(50),
});

const measureSchema = z
  .strictObject({
    key: healthMeasureKeySchema,
    group: key,
    weight,
    /** Points at the top of its curve, for measures that lift; the others count by weight. */
    liftPoints: z.number().min(0).max(maxLiftPoints).optional(),
    curve: curveSchema,
    nullMeans: z.enum(nullRules),
  })
  // Models made before this held may say otherwise: half of what ties can lift would be everybody's who has none.
  .overwrite((measure) => (isLift(measure.key) ? { ...measure, nullMeans: 'ignore' } : measure));

export const healthModelConfigSchema = z
  .strictObject({
    bands: z
      .array(z.strictObject({ band: z.enum(healthBands), upTo: z.int().min(0).max(100) }))
      .length(healthBands.length),
    minimumCoverage: z.number().min(0).max(1),
    trend: z.strictObject({ days: z.int().min(1).max(90), deadBand: z.number().min(0).max(50) }),
    /** A supplier that fell is not announced again within this many days, however often it crosses the edge. */
    dropQuietDays: z.int().min(0).max(90),
    notScoredLifecycles: z.array(key),
    groups: z.array(z.strictObject({ key, title: z.string().min(1).max(80), weight })).min(1),
    measures: z.array(measureSchema).min(1),
    /** In order; the first whose segment a supplier is in says what the groups weigh. Models made before there were any have none. */
    weightings: z.array(weightingSchema).max(20).default([]),
    /** In order; the first that matches caps the score. */
    exceptions: z.array(
      z.strictObject({
        key,
        title: z.string().min(1).max(120),
        all: z.array(exceptionConditionSchema).min(1).max(5),
        cap: z.int().min(0).max(100),
      }),
    ),
  })
  .superRefine((config, context) => {
    for (const { path, message } of inconsistencies(config))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

export type HealthModelConfig = z.infer<typeof healthModelConfigSchema>;
export type HealthModel = { readonly version: number; readonly config: HealthModelConfig };

type Inconsistency = { readonly path: readonly (string | number)[]; readonly message: string };

type GroupWeights = readonly { readonly group: string; readonly weight: number }[];

type Loose = {
  readonly bands: readonly { readonly band: string; readonly upTo: number }[];
  readonly groups: readonly { readonly key: string; readonly weight: number }[];
  readonly measures: readonly {
    readonly key: HealthMeasureKey;
    readonly group: string;
    readonly weight: number;
    readonly liftPoints?: number | undefined;
  }[];
  readonly weightings: readonly { readonly key: string; readonly weights: GroupWeights }[];
};

/** What is wrong between the parts of a model, each said at the field where it is put right. */
function inconsistencies({ bands, groups, measures, weightings }: Loose): Inconsistency[] {
  const groupKeys = groups.map((group) => group.key);
  const at = (path: Inconsistency['path'], wrong: boolean, message: string) => (wrong ? [{ path, message }] : []);
  const someCounts = (weights: GroupWeights = []) => {
    const counting = reweighed(groups, weights).filter((group) => group.weight > 0);
    return measures.some(({ group, weight: own }) => own > 0 && counting.some((other) => other.key === group));
  };
  return [
    ...bands.flatMap(({ band, upTo }, index) => [
      ...at(['bands', index, 'band'], band !== healthBands[index], `Bands go ${healthBands.join(', ')}.`),
      ...at(['bands', index, 'upTo'], index > 0 && upTo <= (bands[index - 1]?.upTo ?? 0), 'Band edges must rise.'),
    ]),
    ...at(['bands', bands.length - 1, 'upTo'], bands.at(-1)?.upTo !== 100, 'The last band ends at 100.'),
    ...groupKeys.flatMap((one, index) =>
      at(['groups', index, 'key'], groupKeys.indexOf(one) !== index, 'Each group is named once.'),
    ),
    ...measures.flatMap(({ key: one, group }, index) => [
      ...at(
        ['measures', index, 'key'],
        measures.findIndex((other) => other.key === one) !== index,
        'Each measure is used once.',
      ),
      ...at(['measures', index, 'group'], !groupKeys.includes(group), 'Each measure belongs to a group of the model.'),
    ]),
    ...measures.flatMap(({ key: one, weight: own, liftPoints = 0 }, index) => [
      ...at(
        ['measures', index, 'weight'],
        isLift(one) && own > 0,
        'This measure only lifts: it has points, no weight.',
      ),
      ...at(['measures', index, 'liftPoints'], !isLift(one) && liftPoints > 0, 'This measure has a weight, no points.'),
    ]),
    ...at(
      ['measures'],
      measures.reduce((sum, { liftPoints = 0 }) => sum + liftPoints, 0) > maxLiftPoints,
      `Measures that lift add at most ${maxLiftPoints} points together.`,
    ),
    ...at(['measures'], !someCounts(), 'At least one measure must count.'),
    ...weightings.flatMap(({ key: one, weights }, index) => [
      ...at(
        ['weightings', index, 'key'],
        weightings.findIndex((other) => other.key === one) !== index,
        'Each weighting is named once.',
      ),
      ...at(['weightings', index, 'weights'], !someCounts(weights), 'At least one measure must count.'),
      ...weights.flatMap(({ group }, place) => [
        ...at(
          ['weightings', index, 'weights', place, 'group'],
          !groupKeys.includes(group) || weights.findIndex((other) => other.group === group) !== place,
          'Each weight is of another group of the model.',
        ),
      ]),
    ]),
  ];
}

/** Groups with what others say they weigh. */
export function reweighed<Group extends { readonly key: string; readonly weight: number }>(
  groups: readonly Group[],
  weights: GroupWeights,
): Group[] {
  return groups.map((group) => ({
    ...group,
    weight: weights.find((other) => other.group === group.key)?.weight ?? group.weight,
  }));
}

/** Whether a measure adds points instead of having a weight. */
export function isLift(key: HealthMeasureKey): boolean {
  return measureRule(key).lifts === true;
}

/** The band of a score: a band's upper edge belongs to it. Null is unknown. */
export function bandOf(config: Pick<HealthModelConfig, 'bands'>, score: number | null): HealthBand {
  if (score === null) return 'unknown';
  return config.bands.find(({ upTo }) => score <= upTo)?.band ?? 'healthy';
}
