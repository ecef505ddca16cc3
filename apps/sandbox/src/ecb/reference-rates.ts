import { normal, stream } from '../world/random.ts';
import { DAY_SECONDS, HOUR_SECONDS, dayStart, isoDate, weekday } from '../world/calendar.ts';

/** What one euro bought on a day. */
export interface RatesOfDay {
  /** `2026-11-20` */
  day: string;
  perEuro: Record<string, string>;
}

/** Long-run levels the rates wander around, and with how many decimals the bank prints them. */
const quoted = [
  { currency: 'USD', level: 1.09, decimals: 4 },
  { currency: 'JPY', level: 162, decimals: 2 },
  { currency: 'CZK', level: 24.9, decimals: 3 },
  { currency: 'DKK', level: 7.46, decimals: 4 },
  { currency: 'GBP', level: 0.856, decimals: 5 },
  { currency: 'PLN', level: 4.31, decimals: 4 },
  { currency: 'SEK', level: 11.3, decimals: 4 },
  { currency: 'CHF', level: 0.952, decimals: 4 },
  { currency: 'NOK', level: 11.6, decimals: 4 },
  { currency: 'AUD', level: 1.66, decimals: 4 },
  { currency: 'CAD', level: 1.48, decimals: 4 },
  { currency: 'NZD', level: 1.8, decimals: 4 },
] as const;

/** History goes back to here, whatever the world's own age. */
const FIRST_DAY = Date.UTC(2019, 0, 2) / 1_000;
/** Rates come out at 16:00 in Frankfurt. */
const PUBLISHED_AT = 15 * HOUR_SECONDS;
const DAILY_DEVIATION = 0.0045;
/** The pull back to the long-run level, a day. */
const PULL = 0.01;
/** Days without business of the euro system, besides weekends and Easter. */
const HOLIDAYS = new Set(['01-01', '05-01', '12-25', '12-26']);

/** Every business day's rates up to a moment, oldest first: the same for the same seed, whenever they are asked for. */
export function referenceRates(seed: number, nowEpoch: number): RatesOfDay[] {
  const random = stream(seed, 'ecb');
  const logs = quoted.map(() => 0);
  const days: RatesOfDay[] = [];
  for (let at = FIRST_DAY; dayStart(at) + PUBLISHED_AT <= nowEpoch; at += DAY_SECONDS) {
    if (!isBusinessDay(at)) continue;
    const perEuro: Record<string, string> = {};
    quoted.forEach(({ currency, level, decimals }, index) => {
      const moved = (logs[index] ?? 0) * (1 - PULL) + normal(random, 0, DAILY_DEVIATION);
      logs[index] = moved;
      perEuro[currency] = (level * Math.exp(moved)).toFixed(decimals);
    });
    days.push({ day: isoDate(at), perEuro });
  }
  return days;
}

/** No rates on weekends, at Easter and on the holidays above. */
export function isBusinessDay(epochSeconds: number): boolean {
  const day = isoDate(epochSeconds);
  if ([0, 6].includes(weekday(epochSeconds)) || HOLIDAYS.has(day.slice(5))) return false;
  const easter = easterSunday(Number(day.slice(0, 4)));
  const sinceEaster = Math.round((dayStart(epochSeconds) - easter) / DAY_SECONDS);
  return sinceEaster !== -2 && sinceEaster !== 1;
}

/** Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const number = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(number / 31) - 1, (number % 31) + 1) / 1_000;
}
