import { calendarDate, DAY_MS } from '@wedsync/domain/platform';
import { DateTime } from 'luxon';

/** Whose days are guarded: an IANA zone, and wedding days as YYYY-MM-DD in any order. */
export type GuardedSupplier = { readonly timeZone: string; readonly weddingDates: readonly string[] };

/** Why a day is left alone. A wedding outranks a Saturday, because it says more. */
export type WeddingGuard =
  | { readonly reason: 'wedding'; readonly localDate: string; readonly weddingOn: string }
  | { readonly reason: 'saturday'; readonly localDate: string };

/** What waiting for the end of a guarded day is called, to people. */
export const guardWaits: Readonly<Record<WeddingGuard['reason'], string>> = {
  wedding: 'It waits until the wedding is over.',
  saturday: 'It waits until Saturday is over.',
};

/** The day before is spent setting up, the day after clearing away. */
const weddingMarginDays = 1;
const thursday = 4;
const saturday = 6;
const monday = 1;
/** Late enough on a Monday for the supplier to be at the desk, early enough to be helped the same day. */
const deskHour = 10;

/**
 * Why nothing unwelcome may happen to the supplier at this instant: it is Saturday, or within a day of a wedding, where the supplier is.
 * @returns null when the instant is free
 */
export function weddingGuard(at: Date, supplier: GuardedSupplier): WeddingGuard | null {
  return guardOfDay(calendarDate(at, supplier.timeZone), supplier.weddingDates);
}

/**
 * The first free day at the same local time of day: `at` itself when it is free already.
 * A time that the clocks skip on that day moves on by the hour they skip.
 */
export function nextUnguarded(at: Date, supplier: GuardedSupplier): Date {
  return firstFree(DateTime.fromJSDate(at, { zone: supplier.timeZone }), supplier.weddingDates).toJSDate();
}

/**
 * When something that a guarded day put off happens instead: the next Monday at 10:00 local, or 10:00 on the first free day after it.
 * `at` itself when it is free already.
 */
export function deferredUntil(at: Date, supplier: GuardedSupplier): Date {
  if (weddingGuard(at, supplier) === null) return at;
  const local = DateTime.fromJSDate(at, { zone: supplier.timeZone });
  const daysToMonday = (monday + 7 - local.weekday) % 7 || 7;
  const mondayMorning = onDay(local, daysToMonday, { hour: deskHour, minute: 0, second: 0, millisecond: 0 });
  return firstFree(mondayMorning, supplier.weddingDates).toJSDate();
}

/** Ends because weddings are finitely many and at most one day in seven is a Saturday. */
function firstFree(from: DateTime, weddingDates: readonly string[]): DateTime {
  let candidate = from;
  for (let days = 1; guardOfDay(candidate.toISODate() ?? '', weddingDates) !== null; days += 1)
    candidate = onDay(from, days, timeOf(from));
  return candidate;
}

/** Sets the wall clock anew on the day: adding days to an instant would keep an hour that a change of clocks moved. */
function onDay(from: DateTime, days: number, time: TimeOfDay): DateTime {
  const { year, month, day } = from.plus({ days });
  return DateTime.fromObject({ year, month, day, ...time }, { zone: from.zone });
}

type TimeOfDay = Pick<DateTime, 'hour' | 'minute' | 'second' | 'millisecond'>;

function timeOf({ hour, minute, second, millisecond }: DateTime): TimeOfDay {
  return { hour, minute, second, millisecond };
}

function guardOfDay(localDate: string, weddingDates: readonly string[]): WeddingGuard | null {
  const day = dayNumber(localDate);
  const weddingOn = weddingDates.find((date) => Math.abs(dayNumber(date) - day) <= weddingMarginDays);
  if (weddingOn !== undefined) return { reason: 'wedding', localDate, weddingOn };
  // Day 0 was a Thursday.
  return (day + thursday) % 7 === saturday ? { reason: 'saturday', localDate } : null;
}

/** Days since 1 January 1970: asked for every wedding of every supplier, so without a calendar library. */
function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}
