import type { HealthExplanation } from '@wedsync/domain/success';

type Point = HealthExplanation['history'][number];

/** How far back a line of health may look; all that is kept is 25 months. */
export const historyRanges = [
  { id: '8w', name: '8 weeks', days: 56 },
  { id: '6m', name: '6 months', days: 183 },
  { id: '12m', name: '12 months', days: 365 },
  { id: '25m', name: '25 months', days: 775 },
] as const;

const dayMs = 86_400_000;

/** The points of the last so many days, counted from the newest. */
export function pointsWithin(history: readonly Point[], days: number): Point[] {
  const newest = Date.parse(history.at(-1)?.day ?? '');
  return history.filter(({ day }) => newest - Date.parse(day) <= days * dayMs);
}

/** The points from which on another model scored. */
export function modelChanges(history: readonly Point[]): Point[] {
  return history.filter((point, index) => index > 0 && point.modelVersion !== history[index - 1]?.modelVersion);
}
