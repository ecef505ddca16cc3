import { describe, expect, test } from 'vitest';
import { effectOf, missingToTell } from './effect.ts';
import { interventionSuccessOf, monitoredSuccess } from './intervention-success.ts';
import { plannedSample } from './sample-size.ts';

const five = 0.05;

describe('the planned sample', () => {
  test('of two equal arms for 0.50 against 0.60 is (1.96 + 0.84)² (0.25 + 0.24) / 0.1² = 385 in each', () => {
    const plan = { heldOutShare: 0.5, treatedPerHeldOut: 1, smallestEffect: 0.1 };
    expect(plannedSample(plan)).toEqual({ treated: 385, heldOut: 385 });
  });

  test('grows by four when the effect worth knowing halves', () => {
    const plan = { heldOutShare: 0.5, treatedPerHeldOut: 9, smallestEffect: 0.02 };
    const finer = plannedSample({ ...plan, smallestEffect: 0.01 });
    expect(finer.heldOut / plannedSample(plan).heldOut).toBeCloseTo(4, 1);
  });

  test('is finite where nobody, or everybody, does well without treatment', () => {
    for (const heldOutShare of [0, 1])
      expect(plannedSample({ heldOutShare, treatedPerHeldOut: 9, smallestEffect: five }).heldOut).toBeGreaterThan(20);
  });
});

describe('an effect', () => {
  test('is not told while an arm is too small, and says how many are missing', () => {
    const effect = effectOf({ n: 100, successes: 90 }, { n: 12, successes: 6 }, five);
    expect(effect).toMatchObject({ verdict: 'not_enough', uplift: null });
    expect(missingToTell(effect)).toEqual({ treated: 0, heldOut: 8 });
  });

  test('stays preliminary before the planned sample, however far its interval lies from nothing', () => {
    const effect = effectOf({ n: 450, successes: 440 }, { n: 50, successes: 25 }, five);
    expect(effect.uplift?.significant).toBe(true);
    expect(effect.verdict).toBe('preliminary');
    expect(effect.more.heldOut).toBeGreaterThan(0);
  });

  test.each([
    [0.95, 0.8, 'better'],
    [0.8, 0.95, 'worse'],
    [0.9, 0.9, 'undecided'],
  ])('at the planned sample, %f against %f is %s', (treated, heldOut, verdict) => {
    const effect = effectOf({ n: 9_000, successes: 9_000 * treated }, { n: 1_000, successes: 1_000 * heldOut }, five);
    expect(effect.verdict).toBe(verdict);
    expect(effect.more.heldOut).toBe(0);
  });
});

describe('the success of interventions', () => {
  const of = (met: number, metWithout: number, arrived = 100) =>
    interventionSuccessOf({
      goal: effectOf({ n: 1_000, successes: met }, { n: 1_000, successes: metWithout }, five),
      sent: 100,
      arrived,
      engaged: 30,
    }).state;

  test('is healthy from 60 %, a warning from 40 %, else critical', () => {
    expect([of(600, 500), of(599, 500), of(400, 390), of(399, 390)]).toEqual([
      'healthy',
      'warning',
      'warning',
      'critical',
    ]);
  });

  test('is critical when those held out do better, however many meet the goal', () => {
    expect(of(800, 900)).toBe('critical');
  });

  test('tells the monitors of harm beside a share that looks well', () => {
    const goal = effectOf({ n: 1_000, successes: 800 }, { n: 1_000, successes: 900 }, five);
    const [share, effect] = monitoredSuccess(interventionSuccessOf({ goal, sent: 0, arrived: 0, engaged: 0 }));
    expect([share?.value, effect?.sample]).toEqual([0.8, 1_000]);
    expect(effect?.value).toBeLessThan(0);
  });

  test('is a warning when letters do not arrive', () => {
    expect(of(700, 500, 80)).toBe('warning');
  });

  test('is not known before anybody was judged', () => {
    const nobody = { n: 0, successes: 0 };
    const counts = { goal: effectOf(nobody, nobody, five), sent: 0, arrived: 0, engaged: 0 };
    expect(interventionSuccessOf(counts)).toMatchObject({ state: 'unknown', goalShare: null });
  });
});
