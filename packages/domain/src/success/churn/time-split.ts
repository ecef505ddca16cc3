import { DAY_MS } from '@wedsync/domain/platform';

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

/** Null when there are too few dates. */
export function splitDates(asOfs: readonly string[], horizonDays: number): DateSplit | null {
  const sorted = asOfs.toSorted();
  for (const shares of [0.25, 0.2, 0.15]) {
    const count = Math.max(1, Math.round(sorted.length * shares));
    const test = sorted.slice(-count);
    const before = sorted.filter((day) => endsBy(day, horizonDays, test[0]));
    const validation = before.slice(-count);
    const train = before.filter((day) => endsBy(day, horizonDays, validation[0]));
    if (train.length > 0 && validation.length > 0) return { train, validation, test };
  }
  return null;
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

/** Whether the horizon of a snapshot is over by another day. */
export function endsBy(asOf: string, horizonDays: number, day: string | undefined): boolean {
  return day !== undefined && dayMs(asOf) + horizonDays * DAY_MS <= dayMs(day);
}

function dayMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
