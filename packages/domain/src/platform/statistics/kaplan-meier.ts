import { z95 } from './summaries.ts';

/** One life: watched from `entry` (0 when from its beginning) to `time`, when it ended (`event`) or was still going (censored). */
export type Lifetime = {
  readonly time: number;
  readonly event: boolean;
  /** Delayed entry: a customer imported mid-life was not at risk of being seen to leave before it. */
  readonly entry?: number;
};

export type SurvivalStep = {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  /** Greenwood's, of S and not of ln S; null once nobody is left. */
  readonly standardError: number | null;
  /** sum d / (n (n-d)) so far; null once nobody is left. */
  readonly greenwood: number | null;
};

export type Interval = { readonly lower: number | null; readonly upper: number | null };

/** R's default is `log`; `log-log` behaves better near 0 and 1 and is ours. */
export type SurvivalInterval = 'log' | 'log-log';

export type SurvivalEstimate = {
  readonly n: number;
  readonly events: number;
  /** One step an event time. */
  readonly steps: readonly SurvivalStep[];
  /** Last instant at which anybody was watched; beyond it the curve is not known unless it has reached 0. */
  readonly lastTime: number;
};

/**
 * Kaplan and Meier's estimate of survival (1958): at each event time S falls by the factor 1 - d/n; who is censored at that time still counts as at
 * risk. With delayed entries n counts those with entry < t <= time.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): SurvivalEstimate {
  const watched = lifetimes.filter(({ time, entry = 0 }) => time > entry);
  const risk = riskTable(watched);
  let survival = 1;
  let greenwood: number | null = 0;
  const steps = risk.map(({ time, atRisk, events }): SurvivalStep => {
    survival *= 1 - events / atRisk;
    greenwood = greenwood === null || events === atRisk ? null : greenwood + events / (atRisk * (atRisk - events));
    if (survival < 1e-15) survival = 0;
    return {
      time,
      atRisk,
      events,
      survival,
      greenwood,
      standardError: greenwood === null ? null : survival * Math.sqrt(greenwood),
    };
  });
  return {
    n: watched.length,
    events: watched.reduce((count, { event }) => count + (event ? 1 : 0), 0),
    steps,
    lastTime: watched.reduce((last, { time }) => Math.max(last, time), 0),
  };
}

/** The 95 % interval of one step; the upper end never exceeds 1. Unknown where the standard error is, or S is still 1 (log-log). */
export function survivalInterval(
  { survival, standardError }: SurvivalStep,
  kind: SurvivalInterval = 'log-log',
): Interval {
  if (standardError === null || survival <= 0) return { lower: null, upper: null };
  const spread = (z95 * standardError) / survival;
  if (kind === 'log') return { lower: survival * Math.exp(-spread), upper: Math.min(1, survival * Math.exp(spread)) };
  if (survival >= 1) return { lower: null, upper: null };
  const exponent = spread / Math.log(survival);
  return { lower: survival ** Math.exp(-exponent), upper: survival ** Math.exp(exponent) };
}

/** The first time at which half are gone; null when it never comes, for nothing is extrapolated. */
export function medianSurvival({ steps }: SurvivalEstimate): number | null {
  return steps.find(({ survival }) => survival <= 0.5)?.time ?? null;
}

/** Where the interval's two curves cross one half; an end is null where its curve never does. */
export function medianInterval({ steps }: SurvivalEstimate, kind: SurvivalInterval = 'log-log'): Interval {
  const crossing = (end: keyof Interval) =>
    steps.find((step) => {
      const value = survivalInterval(step, kind)[end];
      return value !== null && value <= 0.5;
    })?.time ?? null;
  return { lower: crossing('lower'), upper: crossing('upper') };
}

/** S(t) of the step curve; null beyond the last time anybody was watched, unless nobody was left. */
export function survivalAt({ steps, lastTime }: SurvivalEstimate, t: number): number | null {
  const last = steps.findLast(({ time }) => time <= t)?.survival ?? 1;
  return t > lastTime && last > 0 ? null : last;
}

/** Restricted mean survival time: the area under the curve up to `tau`; null where the curve is not known so far. */
export function restrictedMean(estimate: SurvivalEstimate, tau: number): number | null {
  if (survivalAt(estimate, tau) === null) return null;
  let area = 0;
  let from = 0;
  let height = 1;
  for (const { time, survival } of estimate.steps) {
    if (time >= tau) break;
    area += height * (time - from);
    from = time;
    height = survival;
  }
  return area + height * (tau - from);
}

export type RiskRow = { readonly time: number; readonly atRisk: number; readonly events: number };

/** One row an event time, in time order. n log n, so that a whole customer base is no trouble. */
export function riskTable(lifetimes: readonly Lifetime[]): RiskRow[] {
  const entries = lifetimes.map(({ entry = 0 }) => entry).sort((a, b) => a - b);
  const exits = lifetimes.map(({ time }) => time).sort((a, b) => a - b);
  const events = lifetimes
    .filter(({ event }) => event)
    .map(({ time }) => time)
    .sort((a, b) => a - b);
  const rows: RiskRow[] = [];
  let entered = 0;
  let left = 0;
  for (let i = 0; i < events.length;) {
    const time = events[i] ?? 0;
    let same = i;
    while (events[same] === time) same += 1;
    while ((entries[entered] ?? Infinity) < time) entered += 1;
    while ((exits[left] ?? Infinity) < time) left += 1;
    rows.push({ time, atRisk: entered - left, events: same - i });
    i = same;
  }
  return rows;
}
