import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

/** The instant and fresh ids come from outside: tests and the worker's database clock supply them. */
export type Clock = { readonly now: () => Date };
export type Uuids = { readonly next: () => string };

/** Reports, business days and period edges are in this zone. */
export const reportingZone = 'Europe/London';

export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((zone) => IANAZone.isValidZone(zone), 'Use an IANA time zone such as Europe/London.');
/** A calendar day without time, YYYY-MM-DD. */
export const calendarDateSchema = z.iso.date();
export const instantSchema = z.iso.datetime({ offset: true });

/** The calendar day (YYYY-MM-DD) on which an instant falls in a zone. */
export function calendarDate(instant: Date, zone: string = reportingZone): string {
  return DateTime.fromJSDate(instant, { zone }).toISODate() ?? '';
}

/** Half-open [start, end) of a calendar day in a zone; 23 or 25 hours long when the clocks change. */
export function dayBounds(date: string, zone: string = reportingZone): { start: Date; end: Date } {
  const start = DateTime.fromISO(date, { zone }).startOf('day');
  return { start: start.toJSDate(), end: start.plus({ days: 1 }).toJSDate() };
}

/** Whole days from `from` to `to`, both YYYY-MM-DD; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The instant moved by elapsed time. */
export function plusMs(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}

/** The last of these moments; those that are null do not count. */
export function latest(first: Date, ...others: readonly (Date | null)[]): Date {
  return others.reduce<Date>((last, other) => (other !== null && other > last ? other : last), first);
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
