import { DateTime } from 'luxon';

/** A calendar day (YYYY-MM-DD) as letters say it: Monday 15 June 2026. */
export function letterDate(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en-GB' }).toFormat('cccc d LLLL yyyy');
}
