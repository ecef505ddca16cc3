import { measureRule, type HealthMeasureKey } from './measures.ts';
import type { HealthScore, MeasureScore } from './score.ts';

export type HealthReason = {
  readonly key: HealthMeasureKey;
  readonly title: string;
  readonly words: string;
  /** Points given (good) or points missed (bad). */
  readonly points: number;
  readonly kind: 'good' | 'bad';
};

/** Below this many points a reason is noise. */
const minReasonPoints = 1;

/**
 * Why the score is what it is, in words: first what costs most points, then what gives most.
 * @param limit how many of each kind
 */
export function reasonsOf({ measures }: Pick<HealthScore, 'measures'>, limit = 3): HealthReason[] {
  const scored = measures.filter((measure) => measure.score !== null && measure.value !== null);
  const bad = scored.filter((measure) => (measure.score ?? 0) < 60).map((measure) => reason(measure, 'bad'));
  const good = scored.filter((measure) => (measure.score ?? 0) >= 60).map((measure) => reason(measure, 'good'));
  return [...top(bad, limit), ...top(good, limit)];
}

function top(reasons: HealthReason[], limit: number): HealthReason[] {
  return reasons
    .filter(({ points }) => points >= minReasonPoints)
    .sort((a, b) => b.points - a.points)
    .slice(0, limit);
}

function reason({ key, value, share, contribution }: MeasureScore, kind: 'good' | 'bad'): HealthReason {
  const rule = measureRule(key);
  const points = kind === 'good' ? contribution : 100 * share - contribution;
  return { key, title: rule.title, words: rule.words(value ?? 0), points, kind };
}
