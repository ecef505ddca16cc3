import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  kaplanMeier,
  medianInterval,
  medianSurvival,
  restrictedMean,
  survivalAt,
  survivalInterval,
  type Lifetime,
} from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';

/** Freireich et al. (1963), weeks in remission; a plus was still in remission. */
const read = (text: string): Lifetime[] =>
  text.split(' ').map((word) => ({ time: Number.parseInt(word, 10), event: !word.endsWith('+') }));
const treated = read('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const placebo = read('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

describe('Kaplan-Meier on the leukaemia trial', () => {
  const estimate = kaplanMeier(treated);
  // Kleinbaum & Klein, Survival Analysis, table of the treated group.
  test.each([
    [6, 21, 0.857],
    [7, 17, 0.807],
    [10, 15, 0.753],
    [13, 12, 0.69],
    [16, 11, 0.627],
    [22, 7, 0.538],
    [23, 6, 0.448],
  ])('at week %d, %d at risk, %d survive', (time, atRisk, survival) => {
    const step = estimate.steps.find((each) => each.time === time);
    expect(step?.atRisk).toBe(atRisk);
    expect(step?.survival).toBeCloseTo(survival, 3);
  });
  test('half are gone after 23 weeks, 8 without treatment', () =>
    expect([medianSurvival(estimate), medianSurvival(kaplanMeier(placebo))]).toEqual([23, 8]));
  test('intervals are R’s, the upper end of the median unknown', () => {
    expect(medianInterval(estimate)).toEqual({ lower: 13, upper: null });
    expect(medianInterval(estimate, 'log')).toEqual({ lower: 16, upper: null });
  });
  test('the log-rank test tells the groups apart: 16.79', () => {
    const result = logRank([treated, placebo]);
    expect(result?.chiSquare).toBeCloseTo(16.79, 2);
    expect(result?.df).toBe(1);
    expect(result?.pValue).toBeCloseTo(4.17e-5, 7);
  });
  test('the mean remission within 20 weeks is 16.12', () =>
    expect(restrictedMean(estimate, 20)).toBeCloseTo(16.117, 3));
  test('nothing is known beyond the last week anybody was watched', () =>
    expect([survivalAt(estimate, 36), restrictedMean(estimate, 36)]).toEqual([null, null]));
  test('once nobody is left there is no standard error and no interval', () => {
    const last = kaplanMeier(placebo).steps.at(-1);
    expect(last).toMatchObject({ survival: 0, standardError: null });
    expect(last === undefined ? null : survivalInterval(last)).toEqual({ lower: null, upper: null });
  });
});

describe('Kaplan-Meier in general', () => {
  const lifetime = fc.record({ time: fc.integer({ min: 1, max: 40 }), event: fc.boolean(), entry: fc.constant(0) });

  test('without censoring is the share still alive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), (times) => {
        for (const { time, survival } of kaplanMeier(times.map((each) => ({ time: each, event: true }))).steps)
          expect(survival).toBeCloseTo(times.filter((each) => each > time).length / times.length, 10);
      }),
    );
  });
  test('never rises, and its interval holds it', () => {
    fc.assert(
      fc.property(fc.array(lifetime, { maxLength: 60 }), (lifetimes) => {
        let before = 1;
        for (const step of kaplanMeier(lifetimes).steps) {
          expect(step.survival).toBeLessThanOrEqual(before);
          before = step.survival;
          const { lower, upper } = survivalInterval(step);
          if (lower !== null && upper !== null) {
            expect(lower).toBeLessThanOrEqual(step.survival);
            expect(upper).toBeGreaterThanOrEqual(step.survival);
          }
        }
      }),
    );
  });
  test('a delayed entry is at risk only once it is watched', () => {
    const { steps } = kaplanMeier([
      { time: 2, event: true },
      { time: 4, event: true },
      { time: 6, event: true, entry: 3 },
    ]);
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([2, 2, 1]);
  });
  test('equal groups are not told apart, and one group is no comparison', () => {
    expect(logRank([treated, treated])?.chiSquare).toBeCloseTo(0, 10);
    expect(logRank([treated])).toBeNull();
  });
  test('three groups have two degrees of freedom', () => expect(logRank([treated, placebo, placebo])?.df).toBe(2));
});
