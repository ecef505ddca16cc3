/** A line through points of rising x, at even steps of x from 0 to 1: a chart with a step for each point would bend what is straight. */
export function evenCurve(
  points: readonly (readonly [number, number])[],
  steps = 20,
): readonly (readonly [number, number])[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = step / steps;
    const after = points.findIndex(([at]) => at >= x);
    const [x1, y1] = points[after === -1 ? points.length - 1 : after] ?? [0, 0];
    const [x0, y0] = points[Math.max(0, after - 1)] ?? [x1, y1];
    const share = after === -1 || x1 === x0 ? 1 : (x - x0) / (x1 - x0);
    return [x, y0 + share * (y1 - y0)] as const;
  });
}
