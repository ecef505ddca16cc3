import { describe, expect, test } from 'vitest';
import { dayOf, halfYearOf, measureCohort } from './cohort.ts';
import type { SupplierMilestones } from './contract.ts';
import { milestoneRuleSchema, ruleInWords } from './rule.ts';
import { standingsOf } from './standing.ts';

describe('a rule', () => {
  test('counts events of a name', () =>
    expect(ruleInWords({ event: 'enquiry.answered', detail: null, times: 10 })).toBe('10 × enquiry answered'));
  test('names a detail only where events have one', () => {
    expect(milestoneRuleSchema.safeParse({ event: 'feature.used', detail: 'gallery', times: 1 }).success).toBe(true);
    expect(milestoneRuleSchema.safeParse({ event: 'login', detail: 'gallery', times: 1 }).success).toBe(false);
  });
  test('is about an event that can arrive', () =>
    expect(milestoneRuleSchema.safeParse({ event: 'wedding.danced', detail: null, times: 1 }).success).toBe(false));
});

describe('a cohort', () => {
  const there = (day: number, suppliers = 1) => ({ day, reached: true, suppliers });
  const notYet = (day: number, suppliers = 1) => ({ day, reached: false, suppliers });

  test('has its median where half are there', () =>
    expect(measureCohort([there(2), there(4), there(6), there(8)])).toMatchObject({
      suppliers: 4,
      reached: 4,
      medianDays: 4,
      p75Days: 6,
    }));
  test('counts who is not there yet as watched, instead of as slow or as absent', () => {
    // By hand: 1/4 gone at day 2; of the two then still watched one at day 6: S = 0.75 * 0.5 = 0.375.
    const { medianDays, curve } = measureCohort([there(2), notYet(3), there(6), notYet(10)]);
    expect(medianDays).toBe(6);
    expect(curve).toEqual([
      { day: 2, share: 0.25 },
      { day: 6, share: 0.625 },
    ]);
  });
  test('has no median while fewer than half are there', () =>
    expect(measureCohort([there(2), notYet(30, 9)]).medianDays).toBeNull());
  test('ends where the few still watched would speak for everybody, instead of leaping', () => {
    // Of 40, ten are there on day 5 and 28 are too new to be seen beyond day 10; two are left, and one of them gets there.
    const measure = measureCohort([there(5, 10), notYet(10, 28), there(90), notYet(100)]);
    expect(measure).toMatchObject({ reached: 11, medianDays: null, curve: [{ day: 5, share: 0.25 }] });
  });
  test('goes on to the last where nobody is lost from sight', () =>
    expect(measureCohort(Array.from({ length: 40 }, (_, day) => there(day + 1))).curve.at(-1)).toEqual({
      day: 40,
      share: 1,
    }));
  test('keeps whoever is there on the first day', () => expect(measureCohort([there(1)]).reached).toBe(1));
});

test('the day of sign-up is the first, and what came before counts as then', () => {
  const signUp = new Date('2026-03-01T12:00:00Z');
  expect(
    [new Date('2026-02-28T00:00:00Z'), signUp, new Date('2026-03-03T11:59:00Z')].map((at) => dayOf(at, signUp)),
  ).toEqual([1, 1, 2]);
});

test('half-years turn with the reporting zone', () =>
  expect(['2026-06-30T22:59:00Z', '2026-06-30T23:00:00Z'].map((at) => halfYearOf(new Date(at)))).toEqual([
    '2026H1',
    '2026H2',
  ]));

describe('how a supplier stands', () => {
  const rule = { event: 'login', detail: null, times: 1 };
  const step = {
    milestoneId: 'mil_a',
    title: 'A',
    targetDays: 14,
    optional: false,
    rule,
    reachedAt: null,
    celebrated: false,
    late: false,
    medianDays: null,
    p75Days: null,
    curve: [],
  };
  const way = (over: Partial<SupplierMilestones>): SupplierMilestones => ({
    signedUpAt: '2026-03-01T12:00:00Z',
    cohort: '2026H1',
    today: 10,
    watched: true,
    milestones: [step],
    ...over,
  });
  const words = (over: Partial<SupplierMilestones>) =>
    standingsOf(way(over)).map((one) => `${one.state}: ${one.words}`);

  test('the first that is not reached comes next, with the days left', () =>
    expect(words({ milestones: [{ ...step, reachedAt: '2026-03-03T11:00:00Z' }, step, { ...step }] })).toEqual([
      'reached: Day 2',
      'next: Day 10, due in 4 days',
      'ahead: Day 10, due in 4 days',
    ]));
  test('three quarters of the cohort being sooner than the target moves the day', () =>
    expect(words({ milestones: [{ ...step, p75Days: 12 }] })).toEqual(['next: Day 10, due in 2 days']));
  test('lateness is said against the cohort', () =>
    expect(words({ today: 20, milestones: [{ ...step, late: true, curve: [{ day: 5, share: 0.8 }] }] })).toEqual([
      'late: 6 days late; 80% of its cohort were there by now',
    ]));
  test('who was sooner than others hears it', () =>
    expect(
      words({
        milestones: [
          {
            ...step,
            reachedAt: '2026-03-05T11:00:00Z',
            curve: [
              { day: 2, share: 0.1 },
              { day: 9, share: 0.6 },
            ],
          },
        ],
      }),
    ).toEqual(['reached: Day 4, as soon as or sooner than 90% of its cohort']));
  test('what is optional is never next, due or late', () => {
    const [first, second] = standingsOf(way({ today: 99, milestones: [{ ...step, optional: true }, step] }));
    expect([first?.state, first?.words, first?.at]).toEqual(['open', 'Whenever it comes', null]);
    expect(second?.at).not.toBeNull();
    expect(words({ milestones: [{ ...step, optional: true }, step] })[1]).toBe('next: Day 10, due in 4 days');
  });
  test('a pause is no delay', () => expect(words({ today: 99, watched: false })).toEqual(['open: Not reached']));
});
