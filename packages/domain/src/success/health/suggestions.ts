import type { CurvePoint } from './curve.ts';
import type { HealthMeasureKey } from './measures.ts';

type Pair = { readonly plain: HealthMeasureKey; readonly seasonal: HealthMeasureKey };

/** Measures of the same use, once as it is and once against what is usual for the season, type of vendor and country. */
export const seasonPairs: readonly Pair[] = [
  { plain: 'activeDays28', seasonal: 'activityVsUsual' },
  { plain: 'work28', seasonal: 'workVsUsual' },
];

/** The same use without the season, or with it; undefined for a measure that knows no season. */
export function seasonCounterpart(key: HealthMeasureKey): HealthMeasureKey | undefined {
  const pair = seasonPairs.find(({ plain, seasonal }) => plain === key || seasonal === key);
  return pair?.plain === key ? pair.seasonal : pair?.plain;
}

export function isSeasonal(key: HealthMeasureKey): boolean {
  return seasonPairs.some(({ seasonal }) => seasonal === key);
}

const through = (...points: readonly CurvePoint[]) => points;

/** The curve a measure starts with when it is added to a model; whoever edits the model changes it. */
export const suggestedCurves: Readonly<Record<HealthMeasureKey, readonly CurvePoint[]>> = {
  daysSinceLogin: through([0, 100], [7, 80], [14, 50], [30, 15], [45, 0]),
  loginDays14: through([0, 0], [1, 35], [3, 70], [6, 90], [10, 100]),
  loginDays28: through([0, 0], [2, 35], [6, 70], [12, 90], [20, 100]),
  activeDays28: through([0, 0], [2, 30], [6, 65], [12, 90], [20, 100]),
  activityVsUsual: through([0, 0], [25, 25], [50, 55], [80, 85], [100, 95], [130, 100]),
  work28: through([0, 0], [2, 40], [6, 75], [12, 100]),
  workVsUsual: through([0, 0], [25, 30], [50, 60], [80, 85], [100, 95], [150, 100]),
  formsSubmitted: through([0, 0], [1, 40], [4, 80], [8, 100]),
  enquiriesReceived: through([0, 20], [3, 50], [10, 85], [20, 100]),
  enquiriesAnswered: through([0, 0], [50, 35], [75, 70], [90, 95], [100, 100]),
  responseMinutes: through([0, 100], [120, 95], [480, 75], [1_440, 45], [4_320, 10], [10_080, 0]),
  contractsSigned: through([0, 0], [40, 50], [70, 85], [90, 100]),
  featuresUsed: through([0, 0], [1, 30], [3, 65], [5, 90], [7, 100]),
  onboarding: through([0, 0], [2, 45], [4, 85], [5, 100]),
  ticketsOpen: through([0, 100], [1, 75], [3, 30], [5, 0]),
  ticketsOpened: through([0, 100], [2, 80], [5, 40], [10, 0]),
  nps: through([0, 0], [6, 40], [7, 60], [8, 80], [9, 95], [10, 100]),
  failedInvoices: through([0, 100], [1, 50], [2, 15], [3, 0]),
  daysPastDue: through([0, 100], [3, 70], [14, 20], [30, 0]),
  openDisputes: through([0, 100], [1, 0]),
  network: through([0, 0], [1, 60], [3, 85], [6, 100]),
};
