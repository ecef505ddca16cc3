import type { HealthMeasureKey, HealthMeasureValues, HealthModel } from '@wedsync/domain/success';

/** Stored values by the names of the measures, which the model that judged them tells. */
export function valuesOf({ config }: HealthModel, stored: readonly (number | null)[]): HealthMeasureValues {
  const values: Partial<Record<HealthMeasureKey, number | null>> = {};
  config.measures.forEach(({ key }, index) => {
    values[key] = stored[index] ?? null;
  });
  return values;
}
