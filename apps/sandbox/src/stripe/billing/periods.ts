import type { Recurring } from '../records/index.ts';

export const hourSeconds = 3600;
export const daySeconds = 86_400;

/**
 * The n-th period boundary after the anchor. Months keep the anchor's day where the month has it and end on the last
 * day where not (31 January, 28 February, 31 March), as Stripe's billing does.
 */
export function periodBoundary(anchor: number, recurring: Recurring, n: number): number {
  const steps = recurring.interval_count * n;
  if (recurring.interval === 'day') return anchor + steps * daySeconds;
  if (recurring.interval === 'week') return anchor + steps * 7 * daySeconds;
  return addMonths(anchor, recurring.interval === 'year' ? steps * 12 : steps);
}

/** The first boundary after `epoch`. */
export function nextBoundary(anchor: number, recurring: Recurring, epoch: number): number {
  const lengthSeconds = { day: 1, week: 7, month: 30, year: 365 }[recurring.interval] * daySeconds;
  let n = Math.max(0, Math.floor((epoch - anchor) / (lengthSeconds * recurring.interval_count)) - 1);
  while (periodBoundary(anchor, recurring, n) <= epoch) n += 1;
  return periodBoundary(anchor, recurring, n);
}

/** Same time of day and day of month, clamped to the month's last day. */
export function addMonths(epoch: number, months: number): number {
  const from = new Date(epoch * 1000);
  const target = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), target + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const seconds = epoch - Math.floor(epoch / daySeconds) * daySeconds;
  return Date.UTC(from.getUTCFullYear(), target, day) / 1000 + seconds;
}

/** Midnight UTC of the day the moment lies in. */
export function startOfDay(epoch: number): number {
  return Math.floor(epoch / daySeconds) * daySeconds;
}

/** The day that many business days later (Saturday and Sunday do not count), same time of day. */
export function addBusinessDays(epoch: number, days: number): number {
  let moment = epoch;
  for (let left = days; left > 0;) {
    moment += daySeconds;
    const weekday = new Date(moment * 1000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return moment;
}
