type Interval = { readonly low: number; readonly high: number };

/** Where a difference lies on the shared scale of a forest plot. */
export type ForestScale = {
  /** As a percentage of the width, such as "62.5%". */
  readonly place: (difference: number) => string;
  readonly ticks: readonly number[];
};

const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** A scale that holds every interval, has nothing in its middle, and ends on a round number. */
export function forestScale(intervals: readonly Interval[]): ForestScale {
  const widest = Math.max(0.05, ...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const step = steps.find((each) => widest / each <= 2) ?? 1;
  const end = Math.ceil(widest / step) * step;
  return {
    place: (difference) => `${Math.round((50 + (50 * difference) / end) * 100) / 100}%`,
    ticks: [-end, -end / 2, 0, end / 2, end],
  };
}
