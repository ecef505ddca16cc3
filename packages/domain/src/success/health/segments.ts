import type { SegmentRule } from '@wedsync/domain/suppliers';
import { reweighed, type HealthModelConfig } from './model.ts';

type NamedSegment = { readonly segment: string; readonly path: readonly (string | number)[] };

/** Segments that a model asks about, each with the place where it does. */
export function segmentsNamed({ weightings, exceptions }: HealthModelConfig): NamedSegment[] {
  return [
    ...weightings.map(({ segment }, index) => ({ segment, path: ['weightings', index, 'segment'] })),
    ...exceptions.flatMap(({ all }, index) =>
      all.flatMap((condition, place) =>
        'segment' in condition
          ? [{ segment: condition.segment, path: ['exceptions', index, 'all', place, 'segment'] }]
          : [],
      ),
    ),
  ];
}

/** The same, each segment once. */
export function segmentIdsOf(config: HealthModelConfig): string[] {
  return [...new Set(segmentsNamed(config).map(({ segment }) => segment))];
}

type Weighting = HealthModelConfig['weightings'][number];

/** What the groups weigh for a supplier in these segments, if not what they weigh for everybody. */
export function weightingFor({ weightings }: HealthModelConfig, segments: readonly string[]): Weighting | null {
  return weightings.find(({ segment }) => segments.includes(segment)) ?? null;
}

const weighed = new WeakMap<Weighting, HealthModelConfig>();

/** A model as one weighting has it. A model is scored against many suppliers, so each is made once. */
export function underWeighting(config: HealthModelConfig, weighting: Weighting | null): HealthModelConfig {
  if (weighting === null) return config;
  const known = weighed.get(weighting);
  if (known !== undefined) return known;
  const made = { ...config, groups: reweighed(config.groups, weighting.weights) };
  weighed.set(weighting, made);
  return made;
}

/** Fields of segments that follow from health: a model that asked about them would chase its own scores. */
const fieldsOfHealth: ReadonlySet<string> = new Set(['healthScore', 'healthBand', 'healthTrend', 'churnProbability']);

/** Whether a segment's rule asks about health itself. */
export function asksAboutHealth(rule: SegmentRule): boolean {
  if ('all' in rule) return rule.all.some(asksAboutHealth);
  if ('any' in rule) return rule.any.some(asksAboutHealth);
  if ('not' in rule) return asksAboutHealth(rule.not);
  return fieldsOfHealth.has(rule.field);
}
