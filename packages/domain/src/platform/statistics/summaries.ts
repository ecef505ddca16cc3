/** 97.5 % point of the standard normal: half the width of a 95 % interval in standard errors. */
export const z95 = 1.959_963_984_540_054;

/** Arithmetic mean; null for nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson correlation; null when either does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): number | null {
  const mx = mean(x);
  const my = mean(y);
  if (mx === null || my === null) return null;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [i, value] of x.entries()) {
    const dx = value - mx;
    const dy = (y[i] ?? 0) - my;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Value at share q of sorted values, interpolated (type 7, R's default). */
export function quantile(sorted: readonly number[], q: number): number | null {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? null : low + (at - Math.floor(at)) * (high - low);
}

/** Mean absolute percentage error of forecasts; null where there is nothing, or nothing to divide by. */
export function meanAbsolutePercentageError(actual: readonly number[], forecast: readonly number[]): number | null {
  if (actual.length === 0 || actual.some((value) => value === 0)) return null;
  return mean(actual.map((value, i) => Math.abs(((forecast[i] ?? 0) - value) / value)));
}
