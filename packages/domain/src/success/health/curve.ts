/** A point of a curve: a measured value and the score (0 to 100) it earns. */
export type CurvePoint = readonly [value: number, score: number];

/**
 * The score of a value on a piecewise-linear curve; flat beyond its ends.
 * @param points at least one, values ascending
 */
export function scoreOnCurve(points: readonly CurvePoint[], value: number): number {
  let [leftValue, leftScore] = points[0] ?? [0, 0];
  if (value <= leftValue) return leftScore;
  for (const [rightValue, rightScore] of points) {
    if (value <= rightValue)
      return leftScore + ((rightScore - leftScore) * (value - leftValue)) / (rightValue - leftValue);
    [leftValue, leftScore] = [rightValue, rightScore];
  }
  return leftScore;
}
