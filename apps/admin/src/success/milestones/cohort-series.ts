import type { MilestoneCohort } from '@wedsync/domain/success';
import type { ChartSeries } from '../../platform/index.ts';

const maxPoints = 60;

/** The cohorts' curves at days evenly apart: beyond the last thing that happened nothing is drawn. */
export function cohortSeries(cohorts: readonly MilestoneCohort[]): {
  readonly days: readonly number[];
  readonly series: readonly ChartSeries[];
} {
  const last = Math.max(0, ...cohorts.map(({ curve }) => curve.at(-1)?.day ?? 0));
  const step = Math.max(1, Math.ceil(last / maxPoints));
  const days = Array.from({ length: last === 0 ? 0 : Math.ceil(last / step) + 1 }, (_, index) => index * step);
  return {
    days,
    series: cohorts.map(({ title, curve }) => ({
      label: title,
      values: days.map((day) => curve.findLast((point) => point.day <= day)?.share ?? 0),
    })),
  };
}
