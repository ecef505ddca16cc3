import { calendarDate, HOUR_MS } from '@wedsync/domain/platform';

const daysByHour = new Map<number, string>();
const maxRememberedHours = 50_000;

/** The reporting day of a moment. Zones' days begin on whole hours there, so one answer serves an hour: asking the calendar each time is half of the work. */
export function usageDay(moment: Date): string {
  const hour = Math.floor(moment.getTime() / HOUR_MS);
  const known = daysByHour.get(hour);
  if (known !== undefined) return known;
  if (daysByHour.size >= maxRememberedHours) daysByHour.clear();
  const day = calendarDate(moment);
  daysByHour.set(hour, day);
  return day;
}
