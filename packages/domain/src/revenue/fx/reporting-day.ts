import { calendarDate, HOUR_MS } from '@wedsync/domain/platform';

const remembered = new Map<number, string>();
/** Two hundred years of hours would still be small; this only keeps a stray clock from filling memory. */
const maxRemembered = 100_000;

/** The reporting day of an instant. Days begin on the hour everywhere we report, so an hour's answer is worked out once. */
export function reportingDay(instant: Date): string {
  const hour = Math.floor(instant.getTime() / HOUR_MS);
  const known = remembered.get(hour);
  if (known !== undefined) return known;
  const day = calendarDate(instant);
  if (remembered.size < maxRemembered) remembered.set(hour, day);
  return day;
}
