import { DAY_SECONDS, monthIndex, monthStart, monthsBetween, weekday } from './calendar.ts';
import { parameters } from './parameters.ts';
import { between, chance, pickWeighted, poisson, stream } from './random.ts';
import type { Random } from './random.ts';
import type { SupplierProfile } from './supplier.ts';

/** Work of planning (enquiries, contracts) or of delivering (weddings, galleries, being in the app on the day). */
export type Work = 'planning' | 'delivery';

/**
 * How busy a supplier's trade is at a moment of the year: 1 on average over the year. Planning follows the booking
 * months, delivery the country's wedding months; logins are the vendor's own blend of both.
 */
export function seasonFactor(profile: SupplierProfile, epochSeconds: number, work: Work | 'blend'): number {
  const month = monthIndex(epochSeconds);
  const planning = relative(bookingMonths(profile), month);
  const delivery = relative(profile.country.weddingMonths, month);
  if (work === 'planning') return planning;
  if (work === 'delivery') return delivery;
  return profile.vendor.planningShare * planning + (1 - profile.vendor.planningShare) * delivery;
}

/** Whether the trade rests in this month: between the parameters' off-season months, half a year later in the south. */
export function isOffSeason(profile: SupplierProfile, epochSeconds: number): boolean {
  const [from, to] = parameters.pause.northernMonths;
  const month = (monthIndex(epochSeconds) + (profile.country.code === 'AU' ? 6 : 0)) % 12;
  return month >= from || month < to;
}

export interface Wedding {
  date: number;
  bookedAt: number;
}

/** The weddings of one calendar month: a Poisson number by season, 70 % on Saturdays. Same for a seed, whoever asks. */
export function weddingsOfMonth(seed: number, profile: SupplierProfile, month: number): Wedding[] {
  const random = stream(seed, 'weddings', profile.number, month);
  const mean =
    (profile.vendor.weddingsPerYear / 12) * profile.size * relative(profile.country.weddingMonths, monthIndex(month));
  return Array.from({ length: poisson(random, Math.min(mean, 25)) }, () => {
    const date = weddingDay(random, month);
    return {
      date,
      bookedAt: date - Math.round(between(random, 40, parameters.weddings.horizonMonths * 30)) * DAY_SECONDS,
    };
  }).toSorted((a, b) => a.date - b.date);
}

/** The weddings a supplier has in the calendar now: all since signing up that are booked by now. */
export function weddingsKnown(seed: number, profile: SupplierProfile, now: number): Wedding[] {
  const horizon = monthStart(now, parameters.weddings.horizonMonths);
  return [monthStart(profile.signedUpAt), ...monthsBetween(profile.signedUpAt, horizon)]
    .flatMap((month) => weddingsOfMonth(seed, profile, month))
    .filter((wedding) => wedding.bookedAt <= now);
}

/** A day of the month on the drawn weekday, each as likely as the others. */
function weddingDay(random: Random, month: number): number {
  const wanted = chance(random, parameters.weddings.saturdayShare) ? 6 : otherWeekday(random);
  const first = (wanted - weekday(month) + 7) % 7;
  const daysInMonth = (monthStart(month, 1) - month) / DAY_SECONDS;
  const weeks = Math.floor((daysInMonth - 1 - first) / 7) + 1;
  return month + (first + 7 * Math.floor(random() * weeks)) * DAY_SECONDS;
}

function otherWeekday(random: Random): number {
  return pickWeighted(
    random,
    parameters.weddings.otherWeekdays.map((weight, day) => ({ weight, day })),
  ).day;
}

function bookingMonths(profile: SupplierProfile): readonly number[] {
  const months = parameters.use.bookingMonths;
  return profile.country.code === 'AU' ? months.map((_, month) => months[(month + 6) % 12] ?? 0) : months;
}

function relative(months: readonly number[], month: number): number {
  return ((months[month] ?? 0) * 12) / months.reduce((sum, value) => sum + value, 0);
}
