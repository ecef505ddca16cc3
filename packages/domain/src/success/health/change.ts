import { healthMeasures, type HealthMeasureKey } from './measures.ts';
import type { HealthModel } from './model.ts';
import { scoreHealth, type HealthEvidence } from './score.ts';

export type DeltaDecomposition = { readonly total: number; readonly behaviour: number; readonly configuration: number };

/**
 * Splits a change of score into what the supplier did and what we changed in the model: what it would score now under the old model, less the old
 * score, is behaviour; the rest is configuration. The two always sum to the total.
 * @param underOldModel the score of today's facts under the model of then, each measure of which is known whether the new model has it or not
 * @returns null when a score on either side is unknown
 */
export function decomposeDelta(
  before: number | null,
  after: number | null,
  underOldModel: number | null,
): DeltaDecomposition | null {
  if (before === null || after === null) return null;
  return sumsTo(after - before, underOldModel === null ? after - before : after - underOldModel);
}

/** A day of a supplier's history: the model that scored it, and how much of its change since the day before that is the model's doing. */
export type HealthStep = { readonly modelVersion: number; readonly configuration: number | null };

/**
 * The same over several days: what changes of the model did is the sum of what each did on its day, the rest is behaviour.
 * @param steps the day compared with, and every later one up to now
 * @returns null when a score on either side is unknown, or was so when the model changed
 */
export function decomposeOver(
  before: number | null,
  after: number | null,
  steps: readonly HealthStep[],
): DeltaDecomposition | null {
  if (before === null || after === null) return null;
  const parts = steps.slice(1).map(({ modelVersion, configuration }, index) => {
    const sameModel = modelVersion === steps[index]?.modelVersion;
    return configuration ?? (sameModel ? 0 : Number.NaN);
  });
  const configuration = parts.reduce((sum, part) => sum + part, 0);
  return Number.isNaN(configuration) ? null : sumsTo(after - before, configuration);
}

function sumsTo(total: number, configuration: number): DeltaDecomposition {
  return { total, behaviour: total - configuration, configuration };
}

/** What a score came from, and the model that judged it. */
export type HealthSnapshot = HealthEvidence & { readonly model: HealthModel };

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

function contributions({ model, ...evidence }: HealthSnapshot, now: Date): ReadonlyMap<HealthMeasureKey, number> {
  return new Map(scoreHealth(evidence, model, now).measures.map(({ key, contribution }) => [key, contribution]));
}
