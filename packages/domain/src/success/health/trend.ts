import type { HealthModelConfig } from './model.ts';

/**
 * Which way health goes: the sign of its change over the model's trend window; changes inside the dead band are none.
 * @param change points gained since then; null when either score is unknown
 */
export function trendOf({ trend }: Pick<HealthModelConfig, 'trend'>, change: number | null): -1 | 0 | 1 {
  if (change === null || Math.abs(change) <= trend.deadBand) return 0;
  return change > 0 ? 1 : -1;
}
