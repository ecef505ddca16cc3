/** Virtual time is epoch seconds, as at Stripe; days and months are UTC. */
export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 86_400;

export function dayStart(epochSeconds: number): number {
  return Math.floor(epochSeconds / DAY_SECONDS) * DAY_SECONDS;
}

/** First second of the UTC month of the instant, moved by whole months. */
export function monthStart(epochSeconds: number, monthsLater = 0): number {
  const date = new Date(epochSeconds * 1_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsLater, 1) / 1_000;
}

/** 0 = January. */
export function monthIndex(epochSeconds: number): number {
  return new Date(epochSeconds * 1_000).getUTCMonth();
}

/** 0 = Sunday. */
export function weekday(epochSeconds: number): number {
  return new Date(epochSeconds * 1_000).getUTCDay();
}

/** `2026-11-21` */
export function isoDate(epochSeconds: number): string {
  return isoInstant(epochSeconds).slice(0, 10);
}

/** `2026-11` */
export function isoMonth(epochSeconds: number): string {
  return isoInstant(epochSeconds).slice(0, 7);
}

export function isoInstant(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}

export function epochOf(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}

/** The hour of the day (0-23) somewhere; offsets are the winter ones, an hour more or less is no matter here. */
export function localHour(epochSeconds: number, utcOffsetHours: number): number {
  return (Math.floor(epochSeconds / HOUR_SECONDS) + utcOffsetHours + 48) % 24;
}

/** Every calendar month that began between two instants, first seconds. */
export function monthsBetween(from: number, to: number): number[] {
  const months: number[] = [];
  for (let month = monthStart(from, 1); month <= to; month = monthStart(month, 1)) months.push(month);
  return months;
}
