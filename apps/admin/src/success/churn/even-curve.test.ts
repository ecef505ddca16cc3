import { expect, test } from 'vitest';
import { evenCurve } from './even-curve.ts';

test('what is straight stays straight, however unevenly its points lie', () => {
  const straight = evenCurve([
    [0, 0],
    [0.01, 0.01],
    [0.9, 0.9],
    [1, 1],
  ]);
  expect(straight).toHaveLength(21);
  for (const [x, y] of straight) expect(y).toBeCloseTo(x);
});

test('a step is taken at its place, and beyond the last point the line goes on level', () => {
  const curve = evenCurve(
    [
      [0, 0],
      [0.5, 0.2],
      [0.5, 0.8],
      [0.6, 0.8],
    ],
    2,
  );
  expect(curve).toEqual([
    [0, 0],
    [0.5, 0.2],
    [1, 0.8],
  ]);
});
