/** `unknown` is no data: too little, too old, or nothing to measure. It is never taken for healthy. */
export const monitorStates = ['healthy', 'warning', 'critical', 'unknown'] as const;
export type MonitorState = (typeof monitorStates)[number];

/** From where on a value is a warning, and critical. */
export type Thresholds = { readonly warning: number; readonly critical: number };

/** A value gets worse as it rises (an age) or as it falls (a share of successes). */
export type WorseWhen = 'higher' | 'lower';

type Reading = { readonly value: number | null; readonly sample: number | null };
type Measure = { readonly worseWhen: WorseWhen; readonly thresholds: Thresholds; readonly minSample: number };

/** What one reading by itself says: from the threshold on where high is bad, below it where low is bad. */
export function rate({ value, sample }: Reading, { worseWhen, thresholds, minSample }: Measure): MonitorState {
  if (value === null || (sample !== null && sample < minSample)) return 'unknown';
  const reached = (threshold: number) => (worseWhen === 'higher' ? value >= threshold : value < threshold);
  if (reached(thresholds.critical)) return 'critical';
  return reached(thresholds.warning) ? 'warning' : 'healthy';
}

/** `needed` of the last `of` readings make a state worse; only `of` better ones in a row make it better. */
export type Patience = { readonly needed: number; readonly of: number };

/**
 * The state after what was read since the last change of state. Getting worse takes `needed` of the last `of` readings, getting better takes `of` in a
 * row without a worse one: a value that swings about a threshold stays at the worse state instead of flapping.
 * @param ratings of the readings since the last change, newest first
 */
export function judge(current: MonitorState, ratings: readonly MonitorState[], { needed, of }: Patience): MonitorState {
  const last = ratings.slice(0, of);
  const worse = known.findLast((level) => countFrom(last, level) >= needed);
  if (worse !== undefined && rank(worse) > rank(current)) return worse;
  if (last.filter((rating) => rating === 'unknown').length >= needed) return 'unknown';
  if (current === 'unknown' || last.length < of) return current;
  const worst = known.findLast((level) => countFrom(last, level) > 0) ?? current;
  return rank(worst) < rank(current) ? worst : current;
}

/** From good to bad. */
const known = ['healthy', 'warning', 'critical'] as const satisfies readonly MonitorState[];

/** Unknown ranks below all: any known state may follow it. */
function rank(state: MonitorState): number {
  return known.findIndex((level) => level === state);
}

function countFrom(ratings: readonly MonitorState[], level: MonitorState): number {
  return ratings.filter((rating) => rank(rating) >= rank(level)).length;
}
