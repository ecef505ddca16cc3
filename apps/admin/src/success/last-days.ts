import { calendarDate, DAY_MS } from '@wedsync/domain/platform';

/** The last so many days of the reporting zone, today among them, as filters and reports name a period: both ends included. */
export function lastDays(days: number, nowMs: number): { readonly from: string; readonly to: string } {
  return { from: calendarDate(new Date(nowMs - (days - 1) * DAY_MS)), to: calendarDate(new Date(nowMs)) };
}
