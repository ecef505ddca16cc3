import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import { DateTime } from 'luxon';
import { backtestHorizonDays } from './backtest.ts';

/** How far back scores are worked out for suppliers whose history arrives at once. */
export const maxHistoryWeeks = 104;
/** Points made in one run at most; with more suppliers each gets fewer weeks. */
const maxHistoryPoints = 250_000;
const minHistoryWeeks = 8;

/** How many weeks of past scores a run may make for so many suppliers. */
export function historyWeeks(suppliers: number): number {
  return Math.max(minHistoryWeeks, Math.min(maxHistoryWeeks, Math.floor(maxHistoryPoints / Math.max(1, suppliers))));
}

/** The Mondays before today, oldest first: past points sit on fixed days, so that repeating the work adds none. */
export function pastMondays(now: Date, weeks: number): string[] {
  const monday = DateTime.fromISO(calendarDate(now), { zone: 'utc' }).startOf('week');
  return Array.from(
    { length: weeks },
    (_, index) => monday.minus({ weeks: weeks - 1 - index }).toISODate() ?? '',
  ).filter((day) => day < calendarDate(now));
}

const backtestWeeks = 52;

/** The Mondays of the last year whose outcome is known by now, oldest first. */
export function backtestDays(now: Date): string[] {
  const known = calendarDate(plusMs(now, -(backtestHorizonDays + 1) * DAY_MS));
  return pastMondays(now, backtestWeeks).filter((day) => day <= known);
}
