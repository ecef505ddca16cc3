import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digamma, digammaRise, lgamma, lnBeta, lnBetaRatio } from './gamma.ts';
import { hypergeometric2F1 } from './hypergeometric.ts';

const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.abs(expected);
const positive = fc.double({ min: 0.01, max: 500, noNaN: true });

describe('lgamma', () => {
  // Abramowitz & Stegun, tables 6.1-6.4, and closed forms.
  test.each([
    [0.5, 0.572_364_942_924_700_1],
    [1.5, -0.120_782_237_635_245_22],
    [10, 12.801_827_480_081_469],
    [100, 359.134_205_369_575_4],
    [1e7, 151_180_949.369_473_9],
  ])('of %d is %d', (x, expected) => expect(relative(lgamma(x), expected)).toBeLessThan(3e-15));
  test('grows by ln x from x to x + 1', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(lgamma(x + 1) - lgamma(x)).toBeCloseTo(Math.log(x), 10);
      }),
    );
  });
});

describe('digamma', () => {
  test.each([
    [1, -0.577_215_664_901_532_9],
    [0.5, -1.963_510_026_021_423_5],
    [10, 2.251_752_589_066_721],
  ])('of %d is %d', (x, expected) => expect(relative(digamma(x), expected)).toBeLessThan(1e-14));
  test('grows by 1/x from x to x + 1, also where it is asked for as a rise', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 10);
        expect(relative(digammaRise(x, 1), 1 / x)).toBeLessThan(1e-13);
      }),
    );
  });
});

describe('ratios of beta functions', () => {
  test('agree with their product form at whole steps', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 60 }), (a, b, s) => {
        let product = 0;
        for (let i = 0; i < s; i += 1) product -= Math.log1p(a / (b + i));
        expect(Math.abs(lnBetaRatio(a, b, s) - product)).toBeLessThan(1e-12 * (1 + Math.abs(product)));
      }),
    );
  });
  test('agree with ln B at steps between', () => {
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0, max: 30, noNaN: true }), (a, b, s) => {
        expect(lnBetaRatio(a, b, s)).toBeCloseTo(lnBeta(a, b + s) - lnBeta(a, b), 8);
      }),
    );
  });
  test('keep their digits where a and b are ten thousand million: survival is a power of b/(a+b)', () =>
    expect(relative(lnBetaRatio(1e10, 3e10, 7), 7 * Math.log(0.75))).toBeLessThan(1e-9));
});

describe('2F1', () => {
  test('is -ln(1-z)/z at (1, 1; 2)', () => {
    for (const z of [0.1, 0.5, 0.9, 0.95, 1 / 1.005])
      expect(relative(hypergeometric2F1(1, 1, 2, z), -Math.log1p(-z) / z)).toBeLessThan(1e-12);
  });
  test('is (1-z)^-a where b equals c', () => {
    fc.assert(
      fc.property(
        positive.filter((a) => a < 20),
        positive,
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        (a, b, z) => {
          expect(relative(hypergeometric2F1(a, b, b, z), (1 - z) ** -a)).toBeLessThan(1e-10);
        },
      ),
    );
  });
  test('is refused where its series does not end', () =>
    expect(() => hypergeometric2F1(1, 1, 2, 1)).toThrow(/0 <= z < 1/));
});
