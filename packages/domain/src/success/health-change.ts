import { healthMeasures, type HealthMeasureKey, type HealthMeasureValues } from './health-measures.ts';
import type { HealthModel } from './health-model.ts';
import { scoreHealth } from './health-score.ts';

/** A score as it was stored: with the values it came from and the model that judged them. */
export type HealthSnapshot = {
  readonly score: number | null;
  readonly values: HealthMeasureValues;
  readonly model: HealthModel;
};

export type DeltaDecomposition = { readonly total: number; readonly behaviour: number; readonly configuration: number };

/**
 * Splits a change of score into what the supplier did and what we changed in the model: today's values under the old model, less the old
 * score, is behaviour; the rest is configuration. The two always sum to the total.
 * @returns null when a score on either side is unknown
 */
export function decomposeDelta(before: HealthSnapshot, after: HealthSnapshot, now: Date): DeltaDecomposition | null {
  if (before.score === null || after.score === null) return null;
  const total = after.score - before.score;
  if (before.model.version === after.model.version) return { total, behaviour: total, configuration: 0 };
  const underOldModel = scoreHealth(after.values, before.model, now).score;
  if (underOldModel === null) return { total, behaviour: 0, configuration: total };
  const behaviour = underOldModel - before.score;
  return { total, behaviour, configuration: total - behaviour };
}

export type MeasureChange = {
  readonly key: HealthMeasureKey;
  readonly title: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Points it gives now less points it gave then. */
  readonly points: number;
};

/** What moved the score between two snapshots, the largest movement first; what did not move is left out. */
export function explainChange(before: HealthSnapshot, after: HealthSnapshot, now: Date): MeasureChange[] {
  const then = contributions(before, now);
  const today = contributions(after, now);
  return healthMeasures
    .map(({ key, title }) => ({
      key,
      title,
      before: before.values[key] ?? null,
      after: after.values[key] ?? null,
      points: (today.get(key) ?? 0) - (then.get(key) ?? 0),
    }))
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function contributions({ values, model }: HealthSnapshot, now: Date): ReadonlyMap<HealthMeasureKey, number> {
  return new Map(scoreHealth(values, model, now).measures.map(({ key, contribution }) => [key, contribution]));
}
