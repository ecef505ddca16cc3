import {
  healthMeasureKeys,
  isLift,
  maxLiftPoints,
  seasonCounterpart,
  suggestedCurves,
  type CurvePoint,
  type HealthMeasureKey,
  type HealthModelConfig,
} from '@wedsync/domain/success';

export type Measure = HealthModelConfig['measures'][number];
export type Group = HealthModelConfig['groups'][number];
export type Exception = HealthModelConfig['exceptions'][number];
export type Weighting = HealthModelConfig['weightings'][number];

/** A list with one member changed, or taken out with null. */
export function changedAt<T>(list: readonly T[], index: number, change: Partial<T> | null): T[] {
  return list.flatMap((one, at) => (at !== index ? [one] : change === null ? [] : [{ ...one, ...change }]));
}

/** Measures a model does not use yet; of a pair with and without the season only one is used. */
export function unusedMeasures({ measures }: HealthModelConfig): HealthMeasureKey[] {
  const used = new Set<HealthMeasureKey>(
    measures.flatMap(({ key }) => [key, seasonCounterpart(key)].filter((one) => one !== undefined)),
  );
  return healthMeasureKeys.filter((key) => !used.has(key));
}

export function withMeasure(config: HealthModelConfig, key: HealthMeasureKey, group: string): HealthModelConfig {
  const counts = isLift(key) ? { weight: 0, liftPoints: maxLiftPoints } : { weight: 10 };
  return {
    ...config,
    measures: [...config.measures, { key, group, nullMeans: 'ignore', curve: curveFor(key), ...counts }],
  };
}

/** The same use against the season, or without it; its values are of another kind, so it starts with the curve suggested for them. */
export function withSeasonTurned(measure: Measure): Measure {
  const key = seasonCounterpart(measure.key);
  return key === undefined ? measure : { ...measure, key, curve: curveFor(key) };
}

/** A group under a key that is not taken; its measures are chosen afterwards. */
export function withGroup(config: HealthModelConfig): HealthModelConfig {
  return {
    ...config,
    groups: [...config.groups, { key: freeKey('group', config.groups), title: 'New group', weight: 10 }],
  };
}

/** A group goes with its measures, and with what it weighs for segments. */
export function withoutGroup(config: HealthModelConfig, key: string): HealthModelConfig {
  const kept = config.weightings.map((one) => ({ ...one, weights: one.weights.filter(({ group }) => group !== key) }));
  return {
    ...config,
    groups: config.groups.filter((group) => group.key !== key),
    measures: config.measures.filter((measure) => measure.group !== key),
    weightings: kept.filter(({ weights }) => weights.length > 0),
  };
}

/** A weighting that starts with what the groups weigh for everybody; its segment is chosen afterwards. */
export function withWeighting(config: HealthModelConfig): HealthModelConfig {
  const { weightings, groups } = config;
  const weights = groups.map(({ key, weight }) => ({ group: key, weight }));
  const added = { key: freeKey('weighting', weightings), title: 'New weights', segment: '', weights };
  return { ...config, weightings: [...weightings, added] };
}

/** A weighting's weights with one group's said anew. */
export function withGroupWeight(weights: Weighting['weights'], group: string, weight: number): Weighting['weights'] {
  return [...weights.filter((one) => one.group !== group), { group, weight }];
}

export function withException(config: HealthModelConfig): HealthModelConfig {
  const all: Exception['all'] = [{ measure: 'openDisputes', is: 'atLeast', value: 1 }];
  const added = { key: freeKey('exception', config.exceptions), title: 'New exception', all, cap: 40 };
  return { ...config, exceptions: [...config.exceptions, added] };
}

/** A list with a member moved one place up or down; at the ends it stays. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const [one, other] = [list[index], list[index + by]];
  if (one === undefined || other === undefined) return [...list];
  return list.map((each, at) => (at === index ? other : at === index + by ? one : each));
}

/** A curve with a point between its last two, or beyond its end. */
export function withPoint(curve: readonly CurvePoint[]): [number, number][] {
  const points = curve.map(([value, score]): [number, number] => [value, score]);
  const [before, last] = [points.at(-2), points.at(-1)];
  if (before === undefined || last === undefined) return [...points, [1, 100]];
  const between: [number, number] = [(before[0] + last[0]) / 2, Math.round((before[1] + last[1]) / 2)];
  return [...points.slice(0, -1), between, last];
}

function curveFor(key: HealthMeasureKey): [number, number][] {
  return suggestedCurves[key].map(([value, score]) => [value, score]);
}

function freeKey(noun: string, taken: readonly { readonly key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  let number = taken.length + 1;
  while (keys.has(`${noun}-${number}`)) number += 1;
  return `${noun}-${number}`;
}
