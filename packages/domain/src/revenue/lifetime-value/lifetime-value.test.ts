import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@wedsync/domain/platform/statistics';
import { survivalCurve } from '../retention/curves.ts';
import { backtestStaying } from './backtest.ts';
import { known } from './estimate.ts';
import { houseTerms, lifetimeValue } from './headline.ts';
import { poolOf, type SegmentedTenure } from './pooling.ts';
import { realisedValue } from './realised.ts';
import { predictedValue, residualPayments, residualValue } from './residual.ts';
import { marginLifetimeValue, simpleLifetimeValue, smoothedLifetimeValue } from './simple.ts';
import { observeStaying, type WatchedTenure } from './staying.ts';

const arpa = { arpaMinor: 4_900, logoChurn: 0.03 };

/** Customers who all began together, so many still there after each month. */
const cohort = (survivors: readonly number[]): WatchedTenure[] => {
  const last = survivors.length - 1;
  return [
    ...survivors
      .slice(1)
      .flatMap((left, t) =>
        Array.from({ length: (survivors[t] ?? 0) - left }, () => ({ periods: t + 1, ended: true })),
      ),
    ...Array.from({ length: survivors[last] ?? 0 }, () => ({ periods: last, ended: false })),
  ];
};
const geometric = (start: number, months: number) =>
  cohort(survivalCurve({ model: 'geometric', theta: 0.03 }, months).map((share) => Math.round(start * share)));

describe('the golden figures: ARPA £49, margin 0.8, churn 3 % a month', () => {
  test('simple 1,633.33', () => expect(simpleLifetimeValue(arpa)).toEqual(known(163_333)));
  test('with margin 1,306.67', () => expect(marginLifetimeValue(arpa, 0.8)).toEqual(known(130_667)));
  test('smoothed over months of 96, 97 and 98 % retention the same as simple', () =>
    expect(smoothedLifetimeValue(4_900, [0.96, 0.97, 0.98])).toEqual(known(163_333)));
  test('capped at 60 months and discounted by 10 % a year 936.62, from customers seen to leave at 3 %', () => {
    const { valueMinor, observedMonths } = lifetimeValue(observeStaying(geometric(500_000, 60)), 4_900, houseTerms);
    expect(Math.abs((valueMinor ?? 0) - 93_662)).toBeLessThanOrEqual(1);
    expect(observedMonths).toBe(60);
  });
  test('seen for twelve months only, the fitted tail comes within a pound of it', () => {
    const { valueMinor, observedMonths } = lifetimeValue(observeStaying(geometric(100_000, 12)), 4_900, houseTerms);
    expect(Math.abs((valueMinor ?? 0) - 93_662)).toBeLessThan(100);
    expect(observedMonths).toBe(13);
  });
});

describe('no figure rather than a wrong one', () => {
  test('without churn there is no simple value, not 0 and not infinity', () =>
    expect(simpleLifetimeValue({ arpaMinor: 4_900, logoChurn: 0 })).toEqual({ valueMinor: null, reason: 'no-churn' }));
  test('without customers there is none either', () =>
    expect(simpleLifetimeValue({ arpaMinor: null, logoChurn: null })).toEqual({
      valueMinor: null,
      reason: 'no-customers',
    }));
  test('three months of sixty customers are too short, and only a floor is told', () => {
    const value = lifetimeValue(observeStaying(cohort([60, 58, 57, 55])), 4_900, houseTerms);
    expect(value).toMatchObject({ valueMinor: null, reason: 'too-short', lowerMinor: null });
    expect(value.observedMinor).toBeGreaterThan(3 * 0.8 * 4_900);
  });
  test('the same customers with the curve of their pool have a value', () => {
    const pool = observeStaying(geometric(5_000, 12)).fit;
    expect(lifetimeValue(observeStaying(cohort([60, 58, 57, 55]), pool), 4_900, houseTerms).reason).toBeNull();
  });
});

describe('the headline', () => {
  test('its interval holds it, and narrows with more customers', () => {
    const of = (n: number) => lifetimeValue(observeStaying(geometric(n, 14)), 4_900, houseTerms);
    const width = (n: number) => (of(n).upperMinor ?? 0) - (of(n).lowerMinor ?? 0);
    expect(of(1_000).lowerMinor ?? Infinity).toBeLessThan(of(1_000).valueMinor ?? 0);
    expect(of(1_000).upperMinor ?? 0).toBeGreaterThan(of(1_000).valueMinor ?? Infinity);
    expect(width(100_000)).toBeLessThan(width(1_000) / 5);
  });
  test('its interval holds the truth about nine times in ten with one year seen and four forecast', () => {
    const random = seededRandom(20_260_101);
    const rounds = 120;
    const held = Array.from({ length: rounds }, () => {
      const tenures = Array.from({ length: 400 }, () => {
        const periods = 1 + Math.floor(Math.log(1 - random()) / Math.log(0.97));
        return periods > 12 ? { periods: 12, ended: false } : { periods, ended: true };
      });
      const { lowerMinor, upperMinor } = lifetimeValue(observeStaying(tenures), 4_900, houseTerms);
      return (lowerMinor ?? Infinity) <= 93_662 && (upperMinor ?? 0) >= 93_662;
    }).filter(Boolean).length;
    expect(held / rounds).toBeGreaterThan(0.86);
    expect(held / rounds).toBeLessThan(0.995);
  }, 30_000);
  test('an annual plan is paid twelve months at a time, five times within the cap', () => {
    const nobodyLeaves = observeStaying(cohort([300, 300, 300, 300, 300, 300]));
    const yearly = { ...houseTerms, annualDiscount: 0, periodMonths: 12 };
    expect(lifetimeValue(nobodyLeaves, 4_900, yearly).valueMinor).toBe(5 * 12 * 0.8 * 4_900);
  });
  test('is never above what nobody leaving would pay, and falls with the discount', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (theta, annualDiscount) => {
          const staying = observeStaying(
            cohort(survivalCurve({ model: 'geometric', theta }, 8).map((share) => Math.round(2_000 * share))),
          );
          const value = lifetimeValue(staying, 4_900, { ...houseTerms, annualDiscount }).valueMinor ?? 0;
          expect(value).toBeLessThanOrEqual(60 * 0.8 * 4_900);
          expect(value).toBeLessThanOrEqual(
            lifetimeValue(staying, 4_900, { ...houseTerms, annualDiscount: 0 }).valueMinor ?? 0,
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what a supplier is still expected to bring', () => {
  const staying = observeStaying(geometric(200_000, 24));
  const table = residualPayments(staying, 24, houseTerms);

  test('at a constant rate tenure changes nothing', () =>
    expect(Math.abs((table[20] ?? 0) - (table[0] ?? 9))).toBeLessThan(0.15));
  test('a new customer’s payment now and its residual are the headline', () => {
    const headline = lifetimeValue(staying, 4_900, houseTerms).valueMinor ?? 0;
    const residual = residualValue(table, 0, 4_900, houseTerms).valueMinor ?? 0;
    expect(Math.abs(headline - residual - 0.8 * 4_900)).toBeLessThanOrEqual(1);
  });
  test('where customers differ, a longer tenure is worth more', () => {
    const sbg = survivalCurve({ model: 'sbg', alpha: 0.7, beta: 5 }, 12).map((share) => Math.round(20_000 * share));
    const payments = residualPayments(observeStaying(cohort(sbg)), 12, houseTerms);
    expect(payments[12] ?? 0).toBeGreaterThan(1.2 * (payments[0] ?? Infinity));
  });
  test('realised and residual add up, and an unknown residual is not taken as nothing', () => {
    expect(predictedValue(10_000, known(5_000))).toEqual(known(15_000));
    expect(predictedValue(10_000, residualValue([null], 0, 4_900, houseTerms)).reason).toBe('beyond-observation');
  });
  test('realised is charges less everything that went back or was kept', () =>
    expect(
      realisedValue({
        chargesMinor: 10_000,
        refundsMinor: 1_000,
        lostDisputesMinor: 500,
        processorFeesMinor: 300,
        disputeFeesMinor: 200,
      }),
    ).toBe(8_000));
});

describe('pools', () => {
  const tenures = (
    plan: string,
    vendorType: string,
    count: number,
    interval: 'month' | 'year' = 'month',
  ): SegmentedTenure[] =>
    Array.from({ length: count }, () => ({ periods: 3, ended: false, plan, vendorType, interval }));
  const everybody = [
    ...tenures('scale', 'florist', 49),
    ...tenures('scale', 'venue', 50),
    ...tenures('starter', 'cake', 9),
    ...tenures('starter', 'cake', 400, 'year'),
  ];

  test.each([
    ['scale', 'venue', 'segment', 50],
    ['scale', 'florist', 'plan', 99],
    ['starter', 'cake', 'all', 108],
  ])('%s %s is judged by %s', (plan, vendorType, level, n) => {
    const pool = poolOf(everybody, { plan, vendorType, interval: 'month' });
    expect([pool?.level, pool?.tenures.length]).toEqual([level, n]);
  });
  test('fewer than fifty in all are no pool', () =>
    expect(poolOf(everybody.slice(0, 49), { plan: 'scale', vendorType: 'florist', interval: 'month' })).toBeNull());
});

describe('the backtest', () => {
  test('a curve that holds foresees the renewals to come', () => {
    const random = seededRandom(4);
    const customers = Array.from({ length: 4_000 }, () => {
      const age = 6 + Math.floor(random() * 12);
      const lifetime = 1 + Math.floor(Math.log(1 - random()) / Math.log(0.95));
      const at = (months: number) =>
        lifetime <= months ? { periods: lifetime, ended: true } : { periods: months, ended: false };
      return { known: at(age), now: at(age + 6) };
    });
    const { relativeError, opportunities } = backtestStaying(customers);
    expect(opportunities).toBeGreaterThan(5_000);
    expect(Math.abs(relativeError ?? 1)).toBeLessThan(0.01);
  });
});
