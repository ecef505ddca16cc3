import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquareTail } from './chi-square.ts';
import { cholesky, inversePositiveDefinite } from './cholesky.ts';
import { lbfgs } from './lbfgs.ts';
import { maximiseLikelihood } from './likelihood.ts';
import { log1mExp, logSumExp } from './logarithms.ts';
import { nelderMead } from './nelder-mead.ts';
import { seededRandom } from './random.ts';

/** Rosenbrock's valley: minimum 0 at (1, 1), the classic hard descent. */
const valley = ([x = 0, y = 0]: readonly number[]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
const valleySlope = ([x = 0, y = 0]: readonly number[]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)];

describe('minimisers', () => {
  test('L-BFGS finds the end of Rosenbrock’s valley', () => {
    const { at, converged } = lbfgs(valley, valleySlope, [-1.2, 1]);
    expect(converged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 6);
    expect(at[1]).toBeCloseTo(1, 6);
  });
  test('so does Nelder-Mead without a gradient', () => {
    const { at } = nelderMead(valley, [-1.2, 1]);
    expect(at[0]).toBeCloseTo(1, 5);
    expect(at[1]).toBeCloseTo(1, 5);
  });
  test('a value in the thousands does not keep Nelder-Mead busy below its rounding noise', () => {
    let evaluations = 0;
    const noisy = (at: readonly number[]) => {
      evaluations += 1;
      return 4_056 + valley(at);
    };
    nelderMead(noisy, [-1.2, 1]);
    expect(evaluations).toBeLessThan(1_500);
  });
  test('a bound holds', () =>
    expect(
      lbfgs(
        ([x = 0]) => -x,
        () => [-1],
        [0],
        { bound: 25 },
      ).at,
    ).toEqual([25]));
});

describe('likelihood fits', () => {
  /** 300 failures in 1,000 trials: p = 0.3, se = sqrt(p(1-p)/n). */
  const coin = {
    domains: ['unit'] as const,
    starts: [[0.5], [0.1], [0.9]],
    n: 1_000,
    logLik: ([p = 0]: readonly number[]) => 300 * Math.log(p) + 700 * Math.log1p(-p),
    named: ([p = 0]: readonly number[]) => ({ p }),
  };
  test('give the estimate and its textbook standard error, with and without a gradient', () => {
    const gradient = ([p = 0]: readonly number[]) => [300 / p - 700 / (1 - p)];
    for (const fit of [maximiseLikelihood(coin), maximiseLikelihood({ ...coin, gradient })]) {
      expect(fit.params.p).toBeCloseTo(0.3, 6);
      expect(fit.standardErrors?.p).toBeCloseTo(Math.sqrt(0.21 / 1_000), 5);
      expect(fit.startsSpread).toBeLessThan(1e-6);
      expect(fit.standardErrorOf(({ p }) => 100 * p)).toBeCloseTo(100 * Math.sqrt(0.21 / 1_000), 3);
    }
  });
  test('say when a parameter ran off, and report no error for it', () => {
    const fit = maximiseLikelihood({
      ...coin,
      logLik: ([p = 0]: readonly number[]) => 1_000 * Math.log1p(-p),
      gradient: ([p = 0]: readonly number[]) => [-1_000 / (1 - p)],
    });
    expect(fit.boundary).toBe(true);
  });
});

describe('small tools', () => {
  // R: pchisq(q, df, lower.tail = FALSE).
  test.each([
    [3.841_458_820_694_124, 1, 0.05],
    [5.991_464_547_107_979, 2, 0.05],
    [18.307_038_053_275_146, 10, 0.05],
    [16.792_940_99, 1, 4.168_809_109e-5],
    [0, 1, 1],
  ])('chi-square tail beyond %d with %d df is %d', (x, df, p) => expect(chiSquareTail(x, df) / p).toBeCloseTo(1, 8));
  test('a matrix times its inverse is the identity; an indefinite one has none', () => {
    const inverse = inversePositiveDefinite([
      [4, 1],
      [1, 3],
    ]);
    expect(inverse?.flat().map((x) => Math.round(x * 11))).toEqual([3, -1, -1, 4]);
    expect(
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toBeNull();
  });
  test('logSumExp survives numbers whose exponentials do not', () =>
    expect(logSumExp(-1_000, -1_000)).toBeCloseTo(-1_000 + Math.LN2, 12));
  test('ln(1 - e^x) is right at both ends', () => {
    expect(log1mExp(-1e-20)).toBeCloseTo(Math.log(1e-20), 12);
    expect(log1mExp(-50)).toBe(-Math.exp(-50));
  });
  test('seeded numbers repeat, stay in [0, 1) and are even', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [a, b] = [seededRandom(seed), seededRandom(seed)];
        const values = Array.from({ length: 400 }, () => a());
        expect(values).toEqual(values.map(() => b()));
        expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 400 - 0.5)).toBeLessThan(0.1);
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});
