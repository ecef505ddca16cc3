import { calendarDate, DAY_MS, dayBounds, plusMs } from '@wedsync/domain/platform';

/** Horizons a churn model may foretell, in days. */
export const churnHorizons = [30, 60, 90] as const;
export type ChurnHorizon = (typeof churnHorizons)[number];
/** The one that stands beside the supplier and orders the worklist. */
export const mainHorizon: ChurnHorizon = 90;

/** Dates to learn from, to choose and calibrate by, and to report on: later than each other by the horizon, so that no outcome is in two of them. */
export type DateSplit = {
  readonly train: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
};

export type WeighedDate = { readonly asOf: string; readonly losses: number };

const testShare = 0.2;
const validationShare = 0.15;

/** Reports on the newest dates with a fifth of the losses and validates on those before with a seventh, for a base that grows has few losses early. Null when there are too few dates. */
export function splitDates(dates: readonly WeighedDate[], horizonDays: number): DateSplit | null {
  const sorted = dates.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const total = sorted.reduce((sum, { losses }) => sum + losses, 0);
  const test = newestHolding(sorted, testShare * total);
  const before = sorted.filter(({ asOf }) => endsBy(asOf, horizonDays, test[0]));
  const validation = newestHolding(before, validationShare * total);
  const train = before.filter(({ asOf }) => endsBy(asOf, horizonDays, validation[0])).map(({ asOf }) => asOf);
  return train.length > 0 ? { train, validation, test } : null;
}

/** The newest dates that together hold so many losses, oldest first. */
function newestHolding(dates: readonly WeighedDate[], losses: number): string[] {
  const chosen: string[] = [];
  let held = 0;
  for (const date of dates.toReversed()) {
    if (chosen.length > 0 && held >= losses) break;
    chosen.unshift(date.asOf);
    held += date.losses;
  }
  return chosen;
}

/** Ends of months back from the newest whose horizon has passed by `knownThrough`, at most `most`, oldest first. */
export function snapshotDates(first: string, knownThrough: string, horizonDays: number, most: number): string[] {
  const dates: string[] = [];
  const newest = new Date(dayMs(knownThrough) - horizonDays * DAY_MS);
  for (let back = 0; dates.length < most; back += 1) {
    const end = new Date(Date.UTC(newest.getUTCFullYear(), newest.getUTCMonth() - back, 0)).toISOString().slice(0, 10);
    if (end <= first) break;
    dates.unshift(end);
  }
  return dates;
}

/** The newest day of the reporting zone that is over at a moment; its last millisecond counts as its end. */
export function lastFinishedDay(moment: Date): string {
  const { start } = dayBounds(calendarDate(plusMs(moment, 1)));
  return calendarDate(plusMs(start, -1));
}

/** Whether the horizon of a snapshot is over by another day. */
export function endsBy(asOf: string, horizonDays: number, day: string | undefined): boolean {
  return day !== undefined && dayMs(asOf) + horizonDays * DAY_MS <= dayMs(day);
}

function dayMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
