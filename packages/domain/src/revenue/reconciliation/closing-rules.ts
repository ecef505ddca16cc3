import { providerName } from '@wedsync/domain/billing';

/** What decides whether a business day may be closed. */
export type DayFacts = {
  readonly day: string;
  readonly closed: boolean;
  readonly unsettled: number;
  /** One per provider whose movements we book. */
  readonly checks: readonly { readonly provider: string; readonly comparedToItsEnd: boolean }[];
};

/** Why a day cannot be closed now, for the person who asks; null when it can. */
export function whyDayStaysOpen({ day, closed, unsettled, checks }: DayFacts, today: string): string | null {
  if (closed) return 'It is closed already.';
  if (day >= today) return 'The day is not over.';
  if (checks.length === 0) return 'No provider’s list was compared with the books yet.';
  const waiting = checks
    .filter(({ comparedToItsEnd }) => !comparedToItsEnd)
    .map(({ provider }) => providerName(provider));
  if (waiting.length > 0) return `Not compared through the end of the day yet: ${waiting.join(', ')}.`;
  if (unsettled > 0)
    return unsettled === 1
      ? 'One exception is neither fixed nor accepted.'
      : `${unsettled} exceptions are neither fixed nor accepted.`;
  return null;
}

export type MonthFacts = {
  readonly month: string;
  readonly closed: boolean;
  readonly openDays: number;
  readonly earlierOpenMonths: number;
};

/** Why a month cannot be closed now; null when it can. */
export function whyMonthStaysOpen(
  { month, closed, openDays, earlierOpenMonths }: MonthFacts,
  today: string,
): string | null {
  if (closed) return 'It is closed already.';
  if (month >= today.slice(0, 7)) return 'The month is not over.';
  if (earlierOpenMonths > 0) return 'An earlier month is still open.';
  if (openDays > 0)
    return openDays === 1 ? 'One of its days is not closed.' : `${openDays} of its days are not closed.`;
  return null;
}

/** The last day of a month YYYY-MM, as YYYY-MM-DD. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** Up to here, in the exception's own currency, one person may accept or take back alone. */
const aloneMinor = 10_000;
/** And so much over a day, however small the pieces. */
const aloneADayMinor = 50_000;

/**
 * Why settling an exception needs a second person; null when it does not.
 * @param settledAloneMinor what the same person accepted or took back alone in the last 24 hours, in the exception's currency
 */
export function whySettlingNeedsApproval(
  { amountMinor }: { readonly amountMinor: number },
  settledAloneMinor: number,
): string | null {
  if (amountMinor > aloneMinor) return 'More than 100.00 is at stake; a second person decides.';
  return settledAloneMinor + amountMinor > aloneADayMinor
    ? 'With the last 24 hours it is more than 500.00; a second person decides.'
    : null;
}
