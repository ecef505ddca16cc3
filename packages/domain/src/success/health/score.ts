import { roundHalfEven } from '@wedsync/domain/platform';
import { scoreOnCurve } from './curve.ts';
import type { HealthMeasureKey, HealthMeasureValues } from './measures.ts';
import { bandOf, type ExceptionCondition, type HealthBand, type HealthModel, type HealthModelConfig } from './model.ts';
import { underWeighting, weightingFor } from './segments.ts';

/** What a supplier is scored on: its values, and those of the segments the model asks about that it is in. */
export type HealthEvidence = { readonly values: HealthMeasureValues; readonly segments: readonly string[] };

export type MeasureScore = {
  readonly key: HealthMeasureKey;
  readonly group: string;
  readonly value: number | null;
  /** 0 to 100 on the measure's curve; null when it has no data and is left out. */
  readonly score: number | null;
  /** Its part of the whole weight, 0 to 1, among the measures that count. */
  readonly share: number;
  /** Points it gives to the score: share times score, or for a measure that lifts its part of the points. */
  readonly contribution: number;
};

export type GroupScore = {
  readonly key: string;
  readonly title: string;
  readonly score: number | null;
  readonly share: number;
};
export type HealthException = { readonly key: string; readonly title: string; readonly cap: number };

export type HealthScore = {
  /** Whole points 0 to 100, or null when too little is known. */
  readonly score: number | null;
  /** Before an exception capped it. */
  readonly uncapped: number | null;
  readonly band: HealthBand;
  /** Part of the model's weight that has data, 0 to 1. */
  readonly coverage: number;
  readonly groups: readonly GroupScore[];
  readonly measures: readonly MeasureScore[];
  readonly exception: HealthException | null;
  /** What the groups weighed, if not what they weigh for everybody. */
  readonly weighting: { readonly key: string; readonly title: string } | null;
  readonly modelVersion: number;
  readonly scoredAt: Date;
};

/**
 * Scores a supplier: every measure on its curve, weighted by its share of its group and its group's share of the model. A measure without
 * data is left out and all other weights grow alike, so what they contribute relative to each other stays; too little data means no score.
 * A measure that lifts adds its points on top, up to 100 and to what an exception allows; without data it adds nothing and takes nothing.
 * Members of a segment may be weighed otherwise than everybody.
 */
export function scoreHealth({ values, segments }: HealthEvidence, model: HealthModel, now: Date): HealthScore {
  const weighting = weightingFor(model.config, segments);
  const config = underWeighting(model.config, weighting);
  const weights = measureWeights(config);
  const judged = config.measures.map((measure, index) =>
    judge(values[measure.key] ?? null, measure, weights[index] ?? 0),
  );
  const counted = judged.reduce((sum, { score, weight }) => sum + (score === null ? 0 : weight), 0);
  const covered = judged.reduce((sum, { known, weight }) => sum + (known ? weight : 0), 0);
  const measures = judged.map(({ weight, score, value }, index): MeasureScore => {
    const share = score === null || counted === 0 ? 0 : weight / counted;
    const { key, group, liftPoints = 0 } = config.measures[index] ?? { key: 'daysSinceLogin', group: '' };
    const contribution = (share + liftPoints / 100) * (score ?? 0);
    return { key, group, value, score, share, contribution };
  });
  const coverage = Math.min(1, covered);
  const uncapped = counted === 0 || coverage < config.minimumCoverage ? null : total(measures);
  const exception = uncapped === null ? null : firstException(config, { values, segments });
  const score = uncapped === null ? null : Math.min(uncapped, exception?.cap ?? 100);
  return {
    score,
    uncapped,
    band: bandOf(config, score),
    coverage,
    groups: config.groups.map((group) => groupScore(group, measures)),
    measures,
    exception,
    weighting: weighting && { key: weighting.key, title: weighting.title },
    modelVersion: model.version,
    scoredAt: now,
  };
}

type Measure = HealthModelConfig['measures'][number];

const remembered = new WeakMap<HealthModelConfig, readonly number[]>();

/** Each measure's part of the whole, summing to 1 whatever scale the weights are on. A model is scored against many suppliers, so it is worked out once. */
export function measureWeights(config: HealthModelConfig): readonly number[] {
  const known = remembered.get(config);
  if (known !== undefined) return known;
  const active = config.groups.filter((group) =>
    config.measures.some((one) => one.group === group.key && one.weight > 0),
  );
  const groupTotal = sum(active.map((group) => group.weight));
  const weights = config.measures.map(({ group, weight }) => {
    const own = active.find((candidate) => candidate.key === group)?.weight ?? 0;
    const among = sum(config.measures.filter((one) => one.group === group).map((one) => one.weight));
    return own === 0 || among === 0 ? 0 : (own / groupTotal) * (weight / among);
  });
  remembered.set(config, weights);
  return weights;
}

function judge(value: number | null, measure: Measure, weight: number) {
  if (value !== null) return { value, weight, known: true, score: scoreOnCurve(measure.curve, value) };
  switch (measure.nullMeans) {
    case 'ignore':
      return { value, weight, known: false, score: null };
    case 'zero':
      // Absence is itself the answer, so it counts as known.
      return { value, weight, known: true, score: 0 };
    case 'neutral':
      return { value, weight, known: false, score: 50 };
  }
}

function total(measures: readonly MeasureScore[]): number {
  return Math.max(0, Math.min(100, roundHalfEven(sum(measures.map((one) => one.contribution)))));
}

function groupScore(
  { key, title }: HealthModelConfig['groups'][number],
  measures: readonly MeasureScore[],
): GroupScore {
  const own = measures.filter((measure) => measure.group === key && measure.score !== null);
  const share = sum(own.map((measure) => measure.share));
  return { key, title, share, score: share === 0 ? null : sum(own.map((measure) => measure.contribution)) / share };
}

function firstException(config: HealthModelConfig, evidence: HealthEvidence): HealthException | null {
  const found = config.exceptions.find(({ all }) => all.every((condition) => holds(condition, evidence)));
  return found === undefined ? null : { key: found.key, title: found.title, cap: found.cap };
}

function holds(condition: ExceptionCondition, { values, segments }: HealthEvidence): boolean {
  if ('segment' in condition) return segments.includes(condition.segment) === (condition.is === 'memberOf');
  const actual = values[condition.measure] ?? null;
  return actual !== null && (condition.is === 'atLeast' ? actual >= condition.value : actual <= condition.value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
