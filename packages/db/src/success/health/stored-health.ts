import {
  scoreHealth,
  type HealthEvidence,
  type HealthMeasureKey,
  type HealthMeasureValues,
  type HealthModel,
  type HealthScore,
} from '@wedsync/domain/success';

/** What is kept of a scoring, for the current score as for a day of the history: values in the order of the model's measures. */
export type StoredEvidence = {
  readonly values: readonly (number | null)[];
  readonly segments: readonly string[] | null;
};

/** What a stored score came from, by the names of the model that judged it. */
export function evidenceOf({ config }: HealthModel, { values, segments }: StoredEvidence): HealthEvidence {
  const named: Partial<Record<HealthMeasureKey, number | null>> = {};
  config.measures.forEach(({ key }, index) => {
    named[key] = values[index] ?? null;
  });
  return { values: named satisfies HealthMeasureValues, segments: segments ?? [] };
}

/**
 * A stored score in full: it follows from its evidence and its model, so its parts need not be stored. Only the exception is, for one may ask for a
 * measure that the model does not weigh.
 */
export function storedHealth(
  model: HealthModel,
  stored: StoredEvidence & { readonly exception: string | null; readonly scoredAt: Date | null },
): HealthScore {
  const health = scoreHealth(evidenceOf(model, stored), model, stored.scoredAt ?? new Date(0));
  return { ...health, exception: model.config.exceptions.find(({ key }) => key === stored.exception) ?? null };
}
