import { countPositives, type LabelledRows } from '@wedsync/domain/platform/statistics';
import type { TimeSplit } from './choose-classifier.ts';
import { pooled } from './snapshot.ts';
import { endsBy } from './time-split.ts';

/** Rows as of one date. */
export type DatedRows = LabelledRows & { readonly asOf: string };

/** Where the dates are cut: a half to learn from at first, three quarters then. */
const cuts = [0.5, 0.75];

/** Folds of dates, oldest first: each learns from dates whose outcomes were known before those it is judged by. Those without losses on both sides are left out. */
export function timeFolds(dates: readonly DatedRows[], horizonDays: number): TimeSplit[] {
  const froms = new Set(cuts.flatMap((share) => dates[Math.floor(dates.length * share)]?.asOf ?? []));
  return [...froms]
    .map((from) => ({
      earlier: pooled(dates.filter(({ asOf }) => endsBy(asOf, horizonDays, from))),
      later: pooled(dates.filter(({ asOf }) => asOf >= from)),
    }))
    .filter(({ earlier, later }) => isMixed(earlier) && isMixed(later));
}

function isMixed({ labels }: LabelledRows): boolean {
  const positives = countPositives(labels);
  return positives > 0 && positives < labels.length;
}
