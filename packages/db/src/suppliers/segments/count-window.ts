import { calendarDate, DAY_MS, plusMs } from '@wedsync/domain/platform';
import type { Fragment } from './column-sayings.ts';
import type { CountSource } from './segment-field.ts';

/** Where the days of a count begin. Today counts as one of the days behind; days ahead begin with it. */
export function startOfCount({ by }: CountSource, now: Date, days: number, ahead: boolean): Fragment {
  if (by === 'instant')
    return { sql: '>= ?::timestamptz', bindings: [(ahead ? now : plusMs(now, -days * DAY_MS)).toISOString()] };
  return { sql: '>= ?::date + ?::int', bindings: [calendarDate(now), ahead ? 0 : 1 - days] };
}

/** Where they end. */
export function endOfCount({ by }: CountSource, now: Date, days: number, ahead: boolean): Fragment {
  if (by === 'instant')
    return { sql: '<= ?::timestamptz', bindings: [(ahead ? plusMs(now, days * DAY_MS) : now).toISOString()] };
  return { sql: '<= ?::date + ?::int', bindings: [calendarDate(now), ahead ? days : 0] };
}
