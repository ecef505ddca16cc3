import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseRetentionModel, isFittable } from './choose.ts';
import { retentionModels, retentionRates, survivalCurve, thetaOf, type RetentionCurve } from './curves.ts';
import { baseValue, discountedLifetime, discountedResidualLifetime, monthlyRate } from './expected-renewals.ts';
import { observedSurvival, totalCohorts, totalTenures, truncateTotals, type Cohort } from './cohorts.ts';
import { fitRetention, retentionLogLik } from './fit.ts';
import { mixtureResidualValue } from './mixture.ts';

/** Fader & Hardie (2007), J. Interactive Marketing 21(1), table 1: percent of customers surviving. */
const highEnd = [1_000, 869, 743, 653, 593, 551, 517, 491];
const regular = [1_000, 631, 468, 382, 326, 289, 262, 241];

describe('fits against published estimates', () => {
  test('sBG on the high-end cohort: alpha 0.668, beta 3.806, LL -1611.16', () => {
    const fit = fitRetention('sbg', totalCohorts([highEnd]));
    expect(fit.curve).toMatchObject({ alpha: expect.closeTo(0.668, 3), beta: expect.closeTo(3.806, 3) });
    expect(fit.logLik).toBeCloseTo(-1_611.158, 3);
    expect(fit.startsSpread).toBeLessThan(1e-6);
    expect(fit.boundary).toBe(false);
  });
  test('sBG on the regular cohort: alpha 0.704, beta 1.182', () =>
    expect(fitRetention('sbg', totalCohorts([regular])).curve).toMatchObject({
      alpha: expect.closeTo(0.704, 3),
      beta: expect.closeTo(1.182, 3),
    }));
  test('sBG on five cohorts of different age: alpha 3.80, beta 15.19 (brucehardie.com/notes/017)', () => {
    const figures = [10_000, 8_000, 6_480, 5_307, 4_391];
    const cohorts = [5, 4, 3, 2, 1].map((length) => figures.slice(0, length));
    expect(fitRetention('sbg', totalCohorts(cohorts)).curve).toMatchObject({
      alpha: expect.closeTo(3.8, 2),
      beta: expect.closeTo(15.19, 2),
    });
  });
  test('BdW on five years of the regular cohort: 0.523, 0.894, 1.196, LL -1401.383 (Fader et al. 2018)', () => {
    const fit = fitRetention('bdw', totalCohorts([regular.slice(0, 5)]));
    expect(fit.logLik).toBeCloseTo(-1_401.383, 3);
    expect(fit.curve).toMatchObject({
      alpha: expect.closeTo(0.523, 2),
      beta: expect.closeTo(0.894, 2),
      c: expect.closeTo(1.196, 2),
    });
  });
  test('the likelihood of a bad guess: -2115.55 at (1, 1) (paper, appendix B)', () =>
    expect(retentionLogLik({ model: 'sbg', alpha: 1, beta: 1 }, totalCohorts([highEnd]))).toBeCloseTo(-2_115.55, 2));
  test('the geometric estimate is losses over exposures', () => {
    const fit = fitRetention('geometric', totalCohorts([[100, 80, 64]]));
    expect(fit.curve).toMatchObject({ theta: expect.closeTo(36 / 180, 8) });
    expect(fit.standardErrors).toMatchObject({ theta: expect.closeTo(Math.sqrt((0.2 * 0.8) / 180), 5) });
  });
  test('customers who are all alike drive sBG to its boundary, and it says so', () =>
    expect(fitRetention('sbg', totalCohorts([[10_000, 8_000, 6_400, 5_120, 4_096, 3_277]])).boundary).toBe(true));
});

describe('curves', () => {
  const positive = fc.double({ min: 0.05, max: 40, noNaN: true });
  const curves = fc.oneof(
    fc.record({ model: fc.constant('geometric' as const), theta: fc.double({ min: 0.001, max: 0.9, noNaN: true }) }),
    fc.record({
      model: fc.constant('weibull' as const),
      theta: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
      c: fc.double({ min: 0.2, max: 2, noNaN: true }),
    }),
    fc.record({ model: fc.constant('sbg' as const), alpha: positive, beta: positive }),
    fc.record({
      model: fc.constant('bdw' as const),
      alpha: positive,
      beta: positive,
      c: fc.double({ min: 0.2, max: 2, noNaN: true }),
    }),
  );

  test('start at everybody, never rise, and each step is the retention rate', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const survival = survivalCurve(curve, 20);
        const rates = retentionRates(curve, 20);
        expect(survival[0]).toBe(1);
        for (let t = 1; t <= 20; t += 1) {
          expect(survival[t] ?? 2).toBeLessThanOrEqual((survival[t - 1] ?? 0) * (1 + 1e-12));
          expect(survival[t] ?? 0).toBeCloseTo((survival[t - 1] ?? 0) * (rates[t - 1] ?? 0), 10);
        }
      }),
    );
  });
  test('have the slopes that finite differences find', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 1, max: 12 }), (curve, t) => {
        const { at } = retentionModels[curve.model];
        const theta = thetaOf(curve);
        for (const [i, slope] of at(theta, t).slope.entries()) {
          const h = 1e-5 * (theta[i] ?? 1);
          const moved = (by: number) =>
            at(
              theta.map((x, k) => (k === i ? x + by : x)),
              t,
            ).lnSurvival;
          const difference = (moved(h) - moved(-h)) / (2 * h);
          expect(Math.abs(slope - difference)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        }
      }),
    );
  });
  test('BdW with c = 1 is sBG', () =>
    expect(survivalCurve({ model: 'bdw', alpha: 0.7, beta: 1.2, c: 1 }, 9)).toEqual(
      survivalCurve({ model: 'sbg', alpha: 0.7, beta: 1.2 }, 9),
    ));
  test('a cohort that grows is refused', () =>
    expect(() => fitRetention('sbg', totalCohorts([[10, 12]]))).toThrow(/cannot grow/));
});

describe('totals', () => {
  const cohorts: Cohort[] = [[10, 8, 5], [6, 6], [4]];
  test('of cohorts and of their customers one by one are the same', () => {
    const tenures = [
      ...Array.from({ length: 2 }, () => ({ periods: 1, ended: true })),
      ...Array.from({ length: 3 }, () => ({ periods: 2, ended: true })),
      ...Array.from({ length: 5 }, () => ({ periods: 2, ended: false })),
      ...Array.from({ length: 6 }, () => ({ periods: 1, ended: false })),
      ...Array.from({ length: 4 }, () => ({ periods: 0, ended: false })),
    ];
    expect(totalTenures(tenures)).toEqual(totalCohorts(cohorts));
  });
  test('cut short are what they were then', () =>
    expect(truncateTotals(totalCohorts(cohorts), 1)).toEqual(
      totalCohorts([
        [10, 8],
        [6, 6],
      ]),
    ));
  test('judge each opportunity by those who met it', () =>
    expect(observedSurvival(totalCohorts(cohorts))).toEqual([1, 14 / 16, (14 / 16) * (5 / 8)]));
});

describe('choosing between sBG and BdW', () => {
  test('a curve that sBG made is left to sBG', () => {
    const made = survivalCurve({ model: 'sbg', alpha: 0.668, beta: 3.806 }, 12).map((share) =>
      Math.round(share * 5_000),
    );
    const { chosen, why } = chooseRetentionModel(totalCohorts([made]));
    expect([chosen.curve.model, why]).toEqual(['sbg', 'BdW does not explain the past significantly better than sBG.']);
  });
  test('a curve whose loyalty wanes is given to BdW, which also forecasts it better', () => {
    const made = survivalCurve({ model: 'bdw', alpha: 2, beta: 12, c: 1.6 }, 12).map((share) =>
      Math.round(share * 20_000),
    );
    const { chosen, backtest, pValue } = chooseRetentionModel(totalCohorts([made]));
    expect(chosen.curve.model).toBe('bdw');
    expect(pValue).toBeLessThan(1e-6);
    expect(backtest.bdw ?? 1).toBeLessThan(backtest.sbg ?? 0);
  });
  test('customers who are all alike get the geometric curve, whose error is known', () => {
    const { chosen } = chooseRetentionModel(totalCohorts([[10_000, 8_000, 6_400, 5_120, 4_096, 3_277]]));
    expect(chosen.curve).toMatchObject({ model: 'geometric', theta: expect.closeTo(0.2, 4) });
    expect(chosen.standardErrors).not.toBeNull();
  });
  test('five periods and two hundred starts are needed to fit at all', () =>
    expect([
      isFittable(totalCohorts([[200, 9, 8, 7, 6, 5]])),
      isFittable(totalCohorts([[199, 9, 8, 7, 6, 5]])),
      isFittable(totalCohorts([[200, 9, 8, 7, 6]])),
    ]).toEqual([true, false, false]));
});

describe('what renewals are worth', () => {
  const curve: RetentionCurve = { model: 'sbg', alpha: 3.8, beta: 15.2 };
  const valuation = { discountRate: 0.1 };

  // Fader & Hardie (2010), case 1.
  test.each([
    [0, 3.31],
    [1, 3.45],
    [2, 3.59],
    [3, 3.72],
    [4, 3.84],
  ])('after %d renewals %d discounted payments are expected', (renewals, expected) =>
    expect(discountedResidualLifetime(curve, renewals, valuation)).toBeCloseTo(expected, 2),
  );
  test('the base of case 1 is worth 207,438 and a constant rate sees 12 % less', () => {
    const active = new Map([
      [4, 4_391],
      [3, 7_961],
      [2, 11_340],
      [1, 15_200],
      [0, 20_500],
    ]);
    const { value, naiveValue } = baseValue(curve, active, 1, 38_892 / 48_027, valuation);
    expect(value / 207_438).toBeCloseTo(1, 3);
    expect((naiveValue ?? 0) / 182_292).toBeCloseTo(1, 3);
  });
  test('a new customer pays now, then is a customer just before the first decision', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (alpha, beta, discountRate) => {
          const of: RetentionCurve = { model: 'sbg', alpha, beta };
          const summed: RetentionCurve = { model: 'bdw', alpha, beta, c: 1 };
          const lifetime = discountedLifetime(of, { discountRate });
          expect(lifetime).toBeCloseTo(1 + discountedResidualLifetime(of, 0, { discountRate }) / (1 + discountRate), 8);
          expect(discountedLifetime(summed, { discountRate }) / lifetime).toBeCloseTo(1, 8);
        },
      ),
      { numRuns: 30 },
    );
  });
  test('a finite horizon is the sum of its payments, and less than the infinite one', () => {
    const survival = survivalCurve(curve, 2);
    const three = survival.reduce((sum, share, t) => sum + share / 1.1 ** t, 0);
    expect(discountedLifetime(curve, { ...valuation, horizon: 3 })).toBeCloseTo(three, 12);
    expect(three).toBeLessThan(discountedLifetime(curve, valuation));
  });
  test('a payment one period away is worth one discount less', () =>
    expect(discountedLifetime(curve, { ...valuation, firstPayment: 'in-a-period' })).toBeCloseTo(
      discountedLifetime(curve, valuation) / 1.1,
      12,
    ));
  test('a lifetime without end is refused, one with an end is summed', () => {
    expect(() => discountedLifetime({ model: 'sbg', alpha: 0.7, beta: 1.2 }, { discountRate: 0 })).toThrow(/no end/);
    expect(discountedLifetime({ model: 'sbg', alpha: 3, beta: 4 }, { discountRate: 0 })).toBeCloseTo(3, 12);
  });
  test('ten per cent a year is 0.797 % a month', () => expect(monthlyRate(0.1)).toBeCloseTo(0.007_974, 6));
  test('two hidden segments: after two renewals the loyal one is likelier, 341.1 (workshop slides 147-151)', () => {
    const { bySegment, posterior, value } = mixtureResidualValue(
      [
        { retention: 0.9, share: 1 / 3 },
        { retention: 0.5, share: 2 / 3 },
      ],
      2,
      100,
      0.1,
    );
    expect(bySegment).toEqual([expect.closeTo(495, 6), expect.closeTo(91.67, 2)]);
    expect(posterior[0]).toBeCloseTo(0.618, 3);
    expect(value).toBeCloseTo(341.1, 1);
  });
});
