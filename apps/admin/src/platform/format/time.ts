const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Step = { readonly belowMs: number; readonly unitMs: number; readonly unit: Intl.RelativeTimeFormatUnit };

const steps: readonly Step[] = [
  { belowMs: hourMs, unitMs: minuteMs, unit: 'minute' },
  { belowMs: dayMs, unitMs: hourMs, unit: 'hour' },
  { belowMs: 30 * dayMs, unitMs: dayMs, unit: 'day' },
  { belowMs: 365 * dayMs, unitMs: 30.4375 * dayMs, unit: 'month' },
  { belowMs: Number.POSITIVE_INFINITY, unitMs: 365.25 * dayMs, unit: 'year' },
];

const counted = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' });
// "yesterday" is exact enough for a day; "last month" would not be for a month.
const named = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });

/** "3 minutes ago", "in 2 days", "just now" under 45 s. @param at ISO instant @param nowMs injected clock */
export function formatRelative(at: string, nowMs: number): string {
  const distanceMs = Date.parse(at) - nowMs;
  if (Number.isNaN(distanceMs)) return '–';
  if (Math.abs(distanceMs) < 45_000) return 'just now';
  const step = steps.find(({ belowMs }) => Math.abs(distanceMs) < belowMs);
  if (step === undefined) return '–';
  const amount = Math.trunc(distanceMs / step.unitMs) || Math.sign(distanceMs);
  return (step.unit === 'day' ? named : counted).format(amount, step.unit);
}

/** "Tue 6 Oct 2026, 14:03 BST": the exact instant, in `timeZone` or the reader's own. */
export function formatExact(at: string, timeZone?: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '–';
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(date);
}

/** "6 Oct 2026" from an ISO date or instant; a plain date is never moved by a time zone. */
export function formatDate(date: string): string {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(date);
  const parsed = new Date(plain ? `${date}T12:00:00Z` : date);
  if (Number.isNaN(parsed.getTime())) return '–';
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: plain ? 'UTC' : undefined,
  }).format(parsed);
}

const isoMoment = /\b\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:\d{2}))?/g;

/** A sentence of the api with its ISO dates and instants as people read them: "2026-10-06" becomes "6 Oct 2026". */
export function datesInWords(text: string): string {
  return text.replaceAll(isoMoment, (moment, time?: string) => (time ? formatExact(moment) : formatDate(moment)));
}

/** "14:03" on the wall of somebody in `timeZone` now, with the day when it is another day there. */
export function formatLocalTime(nowMs: number, timeZone: string): string {
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(nowMs);
  const day = (zone?: string) => new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(nowMs);
  return day(timeZone) === day() ? hour : `${day(timeZone)} ${hour}`;
}
