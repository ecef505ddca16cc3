import { Info } from 'luxon';

/** The name of a month of the year, counted from 1. */
export function monthTitle(month: number): string {
  return Info.months('long', { locale: 'en-GB' })[month - 1] ?? '';
}
